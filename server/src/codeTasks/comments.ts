/** Code with and without its comments: what a line does, and the comments that stand above it. */
import { type Block, type SourceDocument, type Span } from "../documents/document";

/** Comments that tools read: they change what code does, or who may use it. */
const directive =
  /eslint|prettier-ignore|tslint|@ts-|istanbul|\bc8 |noqa|type:\s*ignore|pylint|mypy|pyright|noinspection|nolint|NOSONAR|\bgo:|#?pragma|\+build|\bcgo\b|hanare-ignore|coding[:=]|^#?!|sourceMappingURL|webpack|vite-ignore|@jsx|SPDX|copyright|@license|swagger|shellcheck|rubocop|frozen_string_literal|clang-format|language=/iu;

export const isDirective = (comment: string): boolean => directive.test(comment);

/** A comment on lines of its own. */
export interface Comment {
  /** As it stands, with the indentation of its first line. */
  readonly text: string;
  /** Of these lines in the document, without the last line break. */
  readonly span: Span;
}

export interface CodeLine {
  /** Without comments and with single spaces: two lines that are alike do the same. */
  readonly code: string;
  /** White space before it. */
  readonly indent: string;
  /** Offset of the line in the document. */
  readonly start: number;
  /** Between the line of code before it and this one. */
  readonly above: readonly Comment[];
}

export interface Commented {
  readonly lines: readonly CodeLine[];
  /** Behind the last line of code. */
  readonly below: readonly Comment[];
}

const isComment = ({ kind }: Block) => kind === "comment";

/** The lines of a stretch of a document that hold code. The stretch is whole lines. */
export function commented(document: SourceDocument, { start, end }: Span): Commented {
  const { text } = document;
  const comments = document.blocks.filter(
    (block) => isComment(block) && block.span.start < end && block.span.end > start,
  );
  const lines: CodeLine[] = [];
  let above: Comment[] = [];
  let next = 0;
  for (const line of linesIn(text, { start, end })) {
    while ((comments[next]?.span.end ?? Infinity) <= line.start) next += 1;
    const here = commentsUntil(comments, next, line.end);
    const code = codeOf(text, line, here);
    for (const { span } of here) {
      // What stands behind a comment on its last line is code of that line.
      if (span.start < line.start || !startsLine(text, span) || !endsLine(text, span)) continue;
      const from = lineStart(text, span.start);
      above.push({ text: text.slice(from, span.end), span: { start: from, end: span.end } });
    }
    if (code === "") continue;
    lines.push({ code, indent: indentAt(text, line.start), start: line.start, above });
    above = [];
  }
  return { lines, below: above };
}

function commentsUntil(comments: readonly Block[], first: number, end: number): readonly Block[] {
  let last = first;
  while ((comments[last]?.span.start ?? Infinity) < end) last += 1;
  return comments.slice(first, last);
}

function* linesIn(text: string, { start, end }: Span): Iterable<Span> {
  const breaks = /\r\n|\n|\r/g;
  breaks.lastIndex = start;
  let from = start;
  for (let found = breaks.exec(text); found !== null && found.index < end; found = breaks.exec(text)) {
    yield { start: from, end: found.index };
    from = breaks.lastIndex;
  }
  yield { start: from, end };
}

function codeOf(text: string, { start, end }: Span, comments: readonly Block[]): string {
  let code = "";
  let from = start;
  for (const { span } of comments) {
    if (span.start >= end) break;
    code += `${text.slice(from, Math.max(from, span.start))} `;
    from = Math.max(from, span.end);
  }
  return (code + text.slice(Math.min(from, end), end)).replace(/\s+/gu, " ").trim();
}

const indentAt = (text: string, at: number) => /^[ \t]*/.exec(text.slice(at, at + 400))?.[0] ?? "";

const lineStart = (text: string, at: number) =>
  Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\r", at - 1)) + 1;

const startsLine = (text: string, { start }: Span) => text.slice(lineStart(text, start), start).trim() === "";

const endsLine = (text: string, { end }: Span) => /^[ \t;]*(?:[\r\n]|$)/.test(text.slice(end, end + 200));

/** Everything of a document but its comments, line by line with its indentation: what must not change. */
export function codeAlone(document: SourceDocument): readonly string[] {
  const whole = { start: 0, end: document.text.length };
  return commented(document, whole).lines.map(({ code, indent }) => `${indent}${code}`);
}
