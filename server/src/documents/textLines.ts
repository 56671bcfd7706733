/** The lines of a text with their offsets, for readers that work line by line. */
import { type Span } from "./document";

export interface Line {
  readonly start: number;
  /** Without its line break. */
  readonly end: number;
  readonly text: string;
}

/** The last line is the one after the last line break, and may be empty. Linear. */
export function linesOf(source: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of source.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: match.index, text: source.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  lines.push({ start, end: source.length, text: source.slice(start) });
  return lines;
}

export const isBlank = (line: Line | undefined): boolean => line === undefined || line.text.trim() === "";

/** Columns of white space a line begins with; a tab goes to the next multiple of eight. */
export function indentOf({ text }: Line): number {
  const indent = /^[ \t]*/.exec(text)?.[0] ?? "";
  if (!indent.includes("\t")) return indent.length;
  let columns = 0;
  for (const character of indent) columns += character === "\t" ? 8 - (columns % 8) : 1;
  return columns;
}

/** The line from its character `from` to `to`. */
export function cutLine({ start, end, text }: Line, from: number, to = text.length): Line {
  return {
    start: Math.min(end, start + from),
    end: start + Math.min(to, text.length),
    text: text.slice(from, to),
  };
}

/** Lines without their common indentation, or without `columns` of it. */
export function dedent(lines: readonly Line[], columns = commonIndent(lines)): readonly Line[] {
  if (columns === 0) return lines;
  return lines.map((line) => {
    let at = 0;
    for (let width = 0; width < columns && /[ \t]/.test(line.text[at] ?? ""); at += 1)
      width += line.text[at] === "\t" ? 8 - (width % 8) : 1;
    return cutLine(line, at);
  });
}

function commonIndent(lines: readonly Line[]): number {
  const indents = lines.filter((line) => !isBlank(line)).map(indentOf);
  return indents.reduce((least, each) => Math.min(least, each), indents[0] ?? 0);
}

/** Index behind the indented (or empty) lines from `from` on; empty lines at their end are not counted. */
export function indentedEnd(lines: readonly Line[], from: number, least = 1): number {
  let end = from;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || isBlank(line)) continue;
    if (indentOf(line) < least) break;
    end = at + 1;
  }
  return end;
}

/** From the first line's text to the end of the last one's. */
export const spanOfLines = (lines: readonly Line[]): Span => ({
  start: lines[0]?.start ?? 0,
  end: lines.at(-1)?.end ?? 0,
});

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns a character takes where every character has one or two. */
export const columnsOf = (character: string): number =>
  wide.test(character) || (character.codePointAt(0) ?? 0) > 0x1f2ff ? 2 : 1;

/** Index of the character that stands at a column, for drawings of tables with wide characters. */
export function indexAtColumn(text: string, column: number): number {
  let width = 0;
  let at = 0;
  for (const character of text) {
    if (width >= column) return at;
    width += columnsOf(character);
    at += character.length;
  }
  return at;
}

/** Lines of a block behind each other, without their indentation. */
export const oneLine = (text: string): string =>
  text.includes("\n")
    ? text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .join(" ")
    : text.trim();
