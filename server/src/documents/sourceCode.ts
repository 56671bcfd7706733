/** Source code to blocks: the code without comments and strings, the comments, the strings, the declarations. */
import { type Declaration, declarationsIn } from "./declarations";
import { type Block, type Span } from "./document";
import { lex, type Token } from "./lexer";
import { lexiconOf } from "./lexicons";
import { type PieceText, pieceBuilder } from "./pieces";
import { type SyntaxView } from "./syntax/port";
import { readSyntax } from "./syntax/readSyntax";

/** What a reader of code makes of a text before it is divided into blocks. */
export interface CodeParts {
  /** Comments and strings in order, none inside another. */
  readonly tokens: readonly Token[];
  /** In order, what is not code: the inside of strings and all of comments. */
  readonly blanks: readonly Span[];
  /** Of the code without the blanks. */
  declarations(code: string): readonly Declaration[];
}

/**
 * The first block is the `code` of the whole file, comments and strings blanked out character by
 * character so that offsets are the source's; an expression inside a string is code where a grammar tells
 * (`view`). Then, in order, headings (one for each declaration), comments (neighbouring line comments are one)
 * and strings. A comment directly above a declaration belongs to it.
 */
export function readSourceCode(source: string, languageId: string, view?: SyntaxView): readonly Block[] {
  const parts = (view && readSyntax(source, languageId, view)) ?? lexed(source, languageId);
  const code = blank(source, parts.blanks);
  const whole = { start: 0, end: source.length };
  const blocks: Block[] = [];
  if (source.trim() !== "") {
    blocks.push({ kind: "code", text: code, span: whole, pieces: [{ at: 0, span: whole }], headings: [] });
  }
  const path = declarationPath();
  const starts = parts.declarations(code);
  let next = 0;
  const declare = (before: number) => {
    for (let at = starts[next]; at !== undefined && at.start < before; at = starts[++next]) {
      const { text, pieces } = titleOf(source, at);
      const span = { start: at.start, end: at.end };
      blocks.push({ kind: "heading", text, pieces, span, headings: path.enter(text, at), level: at.level });
    }
  };
  for (const group of grouped(source, parts.tokens)) {
    const span = spanOf(group);
    declare(span.start);
    const { text, pieces } = readable(source, group);
    const owner = starts[next];
    if (group[0]?.kind === "comment" && owner !== undefined && leadsTo(code.slice(span.end, owner.start))) {
      declare(owner.start + 1);
    }
    if (text !== "") {
      const headings = path.at(span.start);
      blocks.push({ kind: group[0]?.kind ?? "string", text, pieces, span, headings });
    }
  }
  declare(Infinity);
  return blocks;
}

function lexed(source: string, languageId: string): CodeParts {
  const tokens = lex(source, lexiconOf(languageId));
  // The quotes stay, so that a rule for code still sees that there is a string.
  const blanks = tokens.map(({ kind, start, end, open, close }) =>
    kind === "string" ? { start: start + open, end: end - close } : { start, end },
  );
  return { tokens, blanks, declarations: (code) => declarationsIn(code, languageId) };
}

/** Nothing but white space and annotations. */
function leadsTo(gap: string): boolean {
  return gap.length < 1000 && gap.split(/[\r\n]/).every((line) => /^\s*(?:$|@|#?\[)/.test(line));
}

/** Declarations around a place: those above it by level, without those that have ended before it. */
function declarationPath() {
  let open: readonly { readonly text: string; readonly level: number; readonly until: number }[] = [];
  return {
    enter(text: string, { level, until }: Declaration): readonly string[] {
      open = [...open.filter((outer) => outer.level < level), { text, level, until }];
      return open.map((one) => one.text);
    },
    at: (place: number): readonly string[] =>
      open.filter(({ until }) => place < until).map(({ text }) => text),
  };
}

function titleOf(source: string, { start, end }: Span): PieceText {
  const builder = pieceBuilder(source);
  const line = source.slice(start, Math.min(end, start + 160)).replace(/[\s{:=(]+$/u, "");
  builder.copy(start, start + line.length);
  return builder.build();
}

function blank(source: string, blanks: readonly Span[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of blanks) {
    const inside = source.slice(start, end);
    parts.push(source.slice(from, start), isOneLine(inside) ? " ".repeat(end - start) : spaces(inside));
    from = end;
  }
  parts.push(source.slice(from));
  return parts.join("");
}

/** Most comments and strings are: what has no line to divide is done without patterns. */
const isOneLine = (text: string) => !text.includes("\n") && !text.includes("\r");
const spaces = (text: string) => text.replace(/[^\r\n]/g, " ");

/** Line comments with nothing but white space between them, on lines that follow each other, are one. */
function grouped(source: string, tokens: readonly Token[]): readonly (readonly Token[])[] {
  const groups: Token[][] = [];
  for (const token of tokens) {
    const last = groups.at(-1)?.at(-1);
    const gap = last === undefined ? "x" : source.slice(last.end, token.start);
    const joins =
      last?.kind === "comment" && token.kind === "comment" && last.close === 0 && token.close === 0;
    if (joins && /^(?:\r\n|\n|\r)[ \t]*$/.test(gap) && startsLine(source, last.start))
      groups.at(-1)?.push(token);
    else groups.push([token]);
  }
  return groups;
}

const startsLine = (source: string, at: number) =>
  /(?:^|[\r\n])[ \t]*(?:\d{6})?$/.test(source.slice(Math.max(0, at - 80), at));

const spanOf = (group: readonly Token[]): Span => ({
  start: group[0]?.start ?? 0,
  end: group.at(-1)?.end ?? 0,
});

/** Comment marks and the stars at the left of a block comment removed. */
function readable(source: string, group: readonly Token[]): PieceText {
  const [only] = group;
  const line = only && group.length === 1 ? oneLine(source, only) : undefined;
  return line ?? severalLines(source, group);
}

/** Undefined for a text of several lines. */
function oneLine(source: string, { kind, start, end, open, close }: Token): PieceText | undefined {
  const from = start + open;
  const inner = source.slice(from, end - close);
  if (!isOneLine(inner)) return undefined;
  const text = inner.slice(kind === "comment" ? markLength(inner) : 0).trim();
  const at = from + inner.trimEnd().length - text.length;
  return { text, pieces: text === "" ? [] : [{ at: 0, span: { start: at, end: at + text.length } }] };
}

/** Of the marks that a line of a comment begins with. */
const markLength = (line: string) => /^[ \t]*(?:\*(?!\*)[ \t]?|\/+[ \t]?)?[ \t]*/.exec(line)?.[0].length ?? 0;

function severalLines(source: string, group: readonly Token[]): PieceText {
  const builder = pieceBuilder(source);
  let previous: number | undefined;
  for (const { kind, start, end, open, close } of group) {
    const from = start + open;
    const inner = source.slice(from, end - close);
    for (const match of inner.matchAll(/[^\r\n]+|(?:\r\n|\n|\r)(?=\r\n|\n|\r)/g)) {
      const mark = kind === "comment" ? markLength(match[0]) : 0;
      const at = from + match.index + (match[0].trim() === "" ? 0 : mark);
      const stop = from + match.index + match[0].trimEnd().length;
      if (previous !== undefined) builder.put("\n", { start: previous, end: Math.max(previous, at) });
      if (stop > at) builder.copy(at, stop);
      previous = Math.max(at, stop);
    }
  }
  return builder.build();
}
