/** Ends a text that runs in circles after the first round. */
import { scanSuggestion, type Hole } from "../hole";
import { letterCount } from "../words";
import { type Filter, cutAt } from "./draft";
import { nearlySame } from "./similar";

/** Lines in the longest circle that is looked for. */
const longestBlock = 8;
/** Characters in the longest circle within a line. */
const longestCircle = 80;

export const repetition: Filter = (draft, { hole }) => {
  const ends = [repeatedLines(draft.text), repeatedCharacters(draft.text), repeatedBlocks(draft.text, hole)];
  return cutAt(draft, Math.min(...ends));
};

/** A line four times over, or a block of lines three times; rows without a word may repeat. */
export function repeatedLines(text: string): number {
  const lines = text.split("\n");
  for (let start = 0; start + 3 < lines.length; start++) {
    for (let size = 1; size <= longestBlock; size++) {
      if (lines[start] !== lines[start + size]) continue;
      if (rounds(lines, start, size) < (size === 1 ? 4 : 3)) continue;
      const block = lines.slice(start, start + size).join("\n");
      if ((block.match(/\p{L}/gu)?.length ?? 0) < 3) continue;
      return [...lines.slice(0, start), block].join("\n").length;
    }
  }
  return text.length;
}

function rounds(lines: readonly string[], start: number, size: number): number {
  let same = 0;
  while (start + same + size < lines.length && lines[start + same] === lines[start + same + size]) same++;
  return 1 + Math.floor(same / size);
}

/** Blocks between blank lines, nearly the same twice over; the last one may have been cut off. */
export function repeatedBlocks(text: string, hole: Hole): number {
  if (!/\n[ \t]*\n/u.test(text)) return text.length;
  const { literalLines } = scanSuggestion(text, hole);
  const blocks = blocksOf(text).filter(({ line }) => !literalLines.has(line));
  for (const [number, block] of blocks.entries()) {
    const next = blocks[number + 1];
    if (next === undefined || letterCount(block.text) < 8) continue;
    const last = number + 2 === blocks.length;
    if (nearlySame(block.text, next.text) || (last && isStartOf(next.text, block.text))) return block.end;
  }
  return text.length;
}

interface Block {
  readonly text: string;
  readonly line: number;
  readonly end: number;
}

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const match of text.matchAll(/[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/gu)) {
    const line = text.slice(0, match.index).split("\n").length - 1;
    blocks.push({ text: match[0], line, end: match.index + match[0].length });
  }
  return blocks;
}

/** Half of a block or more, over at least two lines. */
function isStartOf(part: string, block: string): boolean {
  return part.length * 2 >= block.length && part.includes("\n") && block.startsWith(part.trimEnd());
}

/**
 * A run of characters, over and over up to the end of its line and the text; rulers may. The run may begin in
 * the middle of a sentence, so the first round is kept to its next sentence's end.
 */
export function repeatedCharacters(text: string): number {
  const line = text.lastIndexOf("\n") + 1;
  for (let size = 2; size <= longestCircle; size++) {
    let start = text.length;
    while (start - size > line && text[start - 1] === text[start - 1 - size]) start--;
    start -= size;
    if (start < line || (text.length - start) / size < roundsWanted(text.slice(start, start + size)))
      continue;
    const unit = text.slice(start, start + size);
    const sentence = /^[^]*[.。．;!?！？]/u.exec(unit)?.[0].length ?? 0;
    return start + size + (sentence === size ? 0 : sentence);
  }
  return text.length;
}

/** Masks like `xxxx`, rows like `0x00, 0x00,` or `NULL, NULL,` and paths like `../../` are written on purpose. */
function roundsWanted(unit: string): number {
  // Two rounds of a shorter run, which was judged by its own measure.
  if (/^([^]+?)\1+$/u.test(unit)) return new Set(unit).size === 1 ? roundsOfOne(unit) : Infinity;
  const letters = letterCount(unit);
  if (letters < 2) return letters === 0 ? Infinity : 100;
  if (/[,、，|&\\\t]/u.test(unit) && wordsIn(unit) === 1) return 24;
  return unit.length > 20 ? 4 : 6;
}

/** Words of a circle, which may begin in the middle of one. */
function wordsIn(circle: string): number {
  const gaps = circle.match(/[^\p{L}\p{M}\p{N}_.\-:]+/gu)?.length ?? 0;
  return /^[^\p{L}\p{M}\p{N}_.\-:][^]*[^\p{L}\p{M}\p{N}_.\-:]$/u.test(circle) ? gaps - 1 : gaps;
}

/** One character: ああああ says nothing, xxxx and 0000 are masks. */
function roundsOfOne(unit: string): number {
  return /\p{Script=Hiragana}|\p{Script=Han}/u.test(unit) ? 6 : Infinity;
}
