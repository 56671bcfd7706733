/** Source code in pieces of about a screen, cut where its author left a gap. */

export interface LineRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const size = 32;
const smallest = 20;
const largest = 44;

/** All lines, in order, in ranges of 20 to 44 lines; the last one may be shorter. No range for an empty text. */
export function chunksOf(lines: readonly string[]): readonly LineRange[] {
  const chunks: LineRange[] = [];
  for (let start = 0; start < lines.length;) {
    const end = lines.length - start <= largest ? lines.length : bestCut(lines, start);
    chunks.push({ start, end });
    start = end;
  }
  return chunks;
}

function bestCut(lines: readonly string[], start: number): number {
  let best = start + size;
  let least = Infinity;
  for (let at = start + smallest; at <= start + largest; at++) {
    const cost = Math.abs(at - start - size) + costOf(lines, at);
    if (cost < least) [best, least] = [at, cost];
  }
  return best;
}

/** Of a cut before the line: nothing where something new begins at the margin after an empty line. */
function costOf(lines: readonly string[], at: number): number {
  const before = lines[at - 1]?.trim() ?? "";
  const line = lines[at] ?? "";
  const text = line.trimStart();
  if (text === "" || /^[)}\]]|^end\b/iu.test(text)) return 40;
  const depth = 2 * Math.min(line.length - text.length, 10);
  if (before === "") return depth;
  return depth + (/^(?:[)}\]]+[;,)]*|end\b.*)$/iu.test(before) ? 6 : 24);
}

/** Generated or squeezed by a program: nobody wrote these lines, and nobody would go on in their manner. */
export function isMinified(text: string, lines: readonly string[]): boolean {
  return text.length > 160 * Math.max(lines.length, 20) || lines.some(({ length }) => length > 5000);
}
