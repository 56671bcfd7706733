/** The units of a document that a rule looks at (design 4.4). */
import { type Block, type SourceDocument, sourceSpan, type Span } from "../documents/document";
import { type Stretch, stretchOf } from "./matchers/pattern";
import { type Scope } from "./rules";

export interface Unit extends Stretch {
  /** All of it in the document. */
  readonly span: Span;
  /** Where `text.slice(start, end)` stands in the document. */
  spanOf(start: number, end: number): Span;
}

/** Units of each scope, made once for all rules. */
export function unitsOf(document: SourceDocument): (scope: Scope) => readonly Unit[] {
  const made = new Map<Scope, readonly Unit[]>();
  return (scope) => {
    const known = made.get(scope);
    if (known !== undefined) return known;
    const units = make(document, scope);
    made.set(scope, units);
    return units;
  };
}

function make(document: SourceDocument, scope: Scope): readonly Unit[] {
  const { text, blocks } = document;
  const ofKind = (...kinds: readonly Block["kind"][]) =>
    blocks.filter(({ kind }) => kinds.includes(kind)).map(blockUnit);
  switch (scope) {
    case "file":
      return [slice(text, { start: 0, end: text.length })];
    case "section":
      return sectionSpans(document).map((span) => slice(text, span));
    case "line":
      return lineSpans(text).map((span) => slice(text, span));
    case "paragraph":
      // Lists, tables and headings are where procedures live: they count as paragraphs. In code, comments do.
      return ofKind("heading", "paragraph", "listItem", "tableCell", "comment");
    case "comment":
      return ofKind("comment");
    case "string":
      return ofKind("string");
    case "code":
      return ofKind("code");
  }
}

/** From each heading to the next one; the text before the first heading is a section too. */
export function sectionSpans({ text, blocks }: SourceDocument): readonly Span[] {
  const starts = blocks.filter(({ kind }) => kind === "heading").map(({ span }) => span.start);
  const bounds = [...new Set([0, ...starts, text.length])].sort((a, b) => a - b);
  return bounds
    .slice(0, -1)
    .map((start, index) => ({ start, end: bounds[index + 1] ?? text.length }))
    .filter(({ start, end }) => text.slice(start, end).trim() !== "");
}

function lineSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

function slice(text: string, span: Span): Unit {
  const { start, end } = span;
  const whole = start === 0 && end === text.length;
  const spanOf = (from: number, to: number) => ({ start: start + from, end: start + to });
  return unitOf(whole ? text : text.slice(start, end), span, spanOf);
}

function blockUnit(block: Block): Unit {
  return unitOf(block.text, block.span, (start, end) => sourceSpan(block, start, end));
}

/** Written out: there is one for every paragraph of every document. */
function unitOf(text: string, span: Span, spanOf: Unit["spanOf"]): Unit {
  const { longestLine } = stretchOf(text);
  return { text, longestLine, span, spanOf };
}
