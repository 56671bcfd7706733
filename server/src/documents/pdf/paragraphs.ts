/** Lines of a column to paragraphs, headings and list items. */
import { numberOf } from "../numbering";
import { headingLine, listMark } from "../textHeadings";
import { emsOf, endsSentence, firstOf, isIdeograph } from "./characters";
import { joinLines } from "./lineText";
import { type Column, type Segment } from "./model";

/** Lines that belong together. */
export interface Paragraph {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly lines: number;
  /** Ems that its first line is indented in its column. */
  readonly indent: number;
  /** Its last line fills the column and ends no sentence, so that it may go on in the next one. */
  readonly open: boolean;
  /** It begins with the mark of a list item or a number. */
  readonly marked: boolean;
}

export function paragraphsOf(
  lines: readonly Segment[],
  column: Column,
  known: ReadonlySet<string>,
): readonly Paragraph[] {
  const pitch = pitchOf(lines);
  const groups: Segment[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last === undefined || begins(line, last, { column, pitch })) groups.push([line]);
    else last.push(line);
  }
  return groups.map((group) => paragraphOf(group, column, known));
}

interface Measure {
  readonly column: Column;
  readonly pitch: number;
}

/** Ems two lines of a paragraph may differ in their left edges. */
const ragged = 0.6;

function begins(line: Segment, group: readonly Segment[], { column, pitch }: Measure): boolean {
  const [first, before] = [group[0], group.at(-1)];
  if (first === undefined || before === undefined) return true;
  const { size } = before;
  if (Math.abs(line.size - size) > 0.12 * size || line.bold !== before.bold) return true;
  const step = line.y - before.y;
  if (step <= 0 || step > 1.4 * Math.max(pitch, 1.15 * size)) return true;
  const unfinished = !endsSentence(before.text) && !fits(line, before, column);
  if (unfinished && !isHeading(line, before)) {
    // A line that is full and in the middle of a sentence goes on, whatever the next one begins with.
    return line.x > before.x + 3 * size && group.length > 1;
  }
  if (marked(line.text)) return true;
  const isItem = marked(first.text);
  if (isItem && group.length === 1) return fits(line, before, column) || line.x < first.x - ragged * size;
  if (line.x > before.x + ragged * size) return true;
  return fits(line, before, column);
}

/** A line of its own kind: 第3条（目的）, 【注意】. */
function isHeading(line: Segment, before: Segment): boolean {
  const around = { previous: before.text, next: "", preceding: before.text, following: "" };
  const found = headingLine(line.text, around, false);
  return found !== undefined && (found.number !== undefined || found.mark !== undefined);
}

/** The first word of the line would have found room on the line before: that one ended its paragraph. */
function fits(line: Segment, before: Segment, column: Column): boolean {
  const word = isIdeograph(firstOf(line.text)) ? 2 : emsOf(/^\S+/u.exec(line.text)?.[0] ?? "") + 0.5;
  return before.right + Math.min(word, 12) * before.size < column.right;
}

const marked = (text: string): boolean =>
  listMark(text) > 0 || numberOf(text) !== undefined || /^[■□◆◇●▼▲★※【]/u.test(text);

/** The distance of most neighbouring lines. */
function pitchOf(lines: readonly Segment[]): number {
  const steps = lines.flatMap((line, index) => {
    const before = lines[index - 1];
    const step = before === undefined ? 0 : line.y - before.y;
    return step > 0.5 * line.size && step < 3 * line.size ? [step] : [];
  });
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 0;
}

function paragraphOf(lines: readonly Segment[], column: Column, known: ReadonlySet<string>): Paragraph {
  const [first, last] = [lines[0], lines.at(-1)];
  const size = first?.size ?? 10;
  const text = lines.reduce((sum, line) => joinLines(sum, line.text, known), "");
  const isFull = last !== undefined && last.right > column.right - 2 * size;
  return {
    text,
    size,
    bold: lines.every(({ bold }) => bold),
    lines: lines.length,
    indent: first === undefined ? 0 : Math.max(0, (first.x - column.left) / size),
    open: isFull && !endsSentence(text),
    marked: marked(text),
  };
}
