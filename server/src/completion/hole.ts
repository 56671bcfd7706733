/** The place to be filled: what stands before and after the cursor, with every line break as LF. */
import { type Syntax, syntaxOf } from "./syntax";

export interface Hole {
  readonly languageId: string;
  readonly syntax: Syntax;
  /** The whole document before and after the cursor. */
  readonly prefix: string;
  readonly suffix: string;
  /** The parts of the cursor's own line. */
  readonly linePrefix: string;
  readonly lineSuffix: string;
  /** The document's own line break. */
  readonly eol: string;
}

/**
 * Models know LF far better than CRLF, so a hole holds LF only; `toDocument` puts the document's own line
 * break back. The rest of the cursor's line has no line break, so its length is the same in both.
 */
export function holeAt(text: string, offset: number, languageId: string): Hole {
  const before = text.slice(0, offset);
  const after = text.slice(offset);
  const prefix = toLf(before);
  const suffix = toLf(after);
  return {
    languageId,
    syntax: syntaxOf(languageId),
    prefix,
    suffix,
    linePrefix: prefix.slice(prefix.lastIndexOf("\n") + 1),
    lineSuffix: suffix.split("\n", 1)[0] ?? "",
    eol: lineBreakOf(before, after),
  };
}

export function toLf(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

export function toDocument(text: string, hole: Hole): string {
  return hole.eol === "\n" ? text : text.replaceAll("\n", hole.eol);
}

/** Lines after the cursor's own, as far as a suggestion could have to do with them. */
export function linesBelow(hole: Hole): readonly string[] {
  return hole.suffix.slice(0, 20_000).split("\n").slice(1);
}

/** True where the text before the cursor ends by opening a block, on this line or on the lines above. */
export function opensBlock(hole: Hole): boolean {
  return hole.syntax.opener.test(withoutComment(lastLine(hole.prefix.trimEnd()), hole.syntax).trimEnd());
}

export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** Columns of indentation; a tab goes to the next multiple of four, which only has to be consistent. */
export function indentOf(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === "\t") width += 4 - (width % 4);
    else if (char === " " || char === "\u3000") width += 1;
    else break;
  }
  return width;
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

function withoutComment(line: string, syntax: Syntax): string {
  const starts = syntax.lineComments.map((mark) => line.lastIndexOf(` ${mark} `)).filter((at) => at > 0);
  return starts.length === 0 ? line : line.slice(0, Math.min(...starts));
}

/** The nearest break before the cursor decides, so that a mixed file stays as mixed as it is. */
function lineBreakOf(before: string, after: string): string {
  const lf = before.lastIndexOf("\n");
  const cr = before.lastIndexOf("\r");
  if (lf >= 0 || cr >= 0) return lf > cr ? (before[lf - 1] === "\r" ? "\r\n" : "\n") : "\r";
  return /\r\n|\n|\r/.exec(after)?.[0] ?? "\n";
}
