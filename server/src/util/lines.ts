/** Offsets and line/character positions (UTF-16, as LSP counts) of one text. */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface LineIndex {
  readonly lineCount: number;
  /** Offset of the first character of a line. */
  startOf(line: number): number;
  /** Text of a line without its line break. */
  textOf(line: number): string;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  let feed = text.indexOf("\n");
  let carriage = text.indexOf("\r");
  while (feed >= 0 || carriage >= 0) {
    const returns = carriage >= 0 && (feed < 0 || carriage < feed);
    const end = returns && feed !== carriage + 1 ? carriage : feed;
    starts.push(end + 1);
    if (returns) carriage = text.indexOf("\r", carriage + 1);
    if (end === feed) feed = text.indexOf("\n", feed + 1);
  }
  return starts;
}

/** Stops counting there. */
export function hasMoreLines(text: string, than: number): boolean {
  const breaks = /\r\n?|\n/g;
  let lines = 1;
  while (lines <= than && breaks.exec(text) !== null) lines++;
  return lines > than;
}

/**
 * Where the line of an offset begins. A carriage return alone is looked for in that line only: most texts have none, and
 * to look for it back to their beginning, once for each line, is quadratic.
 */
export function lineStartOf(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return start + text.slice(start, offset).lastIndexOf("\r") + 1;
}

/** Line breaks are CRLF, LF and CR, as LSP has them. */
export function indexLines(text: string): LineIndex {
  const starts = lineStarts(text);
  const startOf = (line: number) => starts[line] ?? text.length;
  const textOf = (line: number) => text.slice(startOf(line), startOf(line + 1)).replace(/[\r\n]+$/, "");

  function positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (startOf(middle) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - startOf(low) };
  }

  const offsetAt = ({ line, character }: Position) =>
    Math.min(startOf(line) + character, startOf(line) + textOf(line).length);

  return { lineCount: starts.length, startOf, textOf, positionAt, offsetAt };
}
