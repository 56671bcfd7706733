/** The place to be filled: what stands before and after the cursor, with every line break as LF. */
import { type BracketScan, openMark, scanBrackets } from "./brackets";
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

/** What is asked of a hole for every chunk of a stream is worked out once. */
export function perHole<T>(derive: (hole: Hole) => T): (hole: Hole) => T {
  const known = new WeakMap<Hole, { readonly value: T }>();
  return (hole) => {
    const found = known.get(hole) ?? { value: derive(hole) };
    known.set(hole, found);
    return found.value;
  };
}

/** Lines after the cursor's own, as far as a suggestion could have to do with them. */
export const linesBelow = perHole((hole): readonly string[] =>
  hole.suffix.slice(0, 20_000).split("\n").slice(1),
);

/** The nearest line above the cursor's own that is not blank; undefined where there is none. */
export const lineAbove = perHole((hole): string | undefined => {
  const above = hole.prefix.slice(0, hole.prefix.length - hole.linePrefix.length).trimEnd();
  return above === "" ? undefined : lastLine(above);
});

/** True where the text before the cursor ends by opening a block, on this line or on the lines above. */
export const opensBlock = perHole((hole): boolean =>
  hole.syntax.opener.test(withoutComment(lastLine(hole.prefix.trimEnd()), hole.syntax).trimEnd()),
);

/** Characters of a prefix that are scanned; what a longer one stands in is not known. */
const scannedAtMost = 200_000;

/** What ends the string or comment that the cursor stands in, as `openMark` tells it; undefined in code. */
export const literalAt = perHole((hole): string | undefined => {
  const { prefix, suffix, linePrefix, syntax } = hole;
  if (syntax.prose) return undefined;
  if (prefix.length > scannedAtMost) return openMark(linePrefix, syntax);
  const mark = openMark(prefix, syntax);
  // A lone backtick in a regular expression turns the count over: without an end below it opened nothing.
  return mark === "`" && !suffix.includes(mark) ? openMark(linePrefix, syntax) : mark;
});

/** The functions that judge one text ask for its brackets in turn: the last answer is kept. */
const lastScan = perHole((): { text?: string; scan?: BracketScan } => ({}));

/** The brackets of a suggestion at this hole, which may begin inside a string or comment. */
export function scanSuggestion(text: string, hole: Hole): BracketScan {
  const last = lastScan(hole);
  if (last.scan === undefined || last.text !== text) {
    const inside = literalAt(hole);
    // The string may end in the rest of the line: then all of the text is in it.
    const whole = inside !== undefined && !text.includes(inside) && hole.lineSuffix.includes(inside);
    last.scan = scanBrackets(text, hole.syntax, whole && !text.includes("\n") ? "\n" : inside);
    last.text = text;
  }
  return last.scan;
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
