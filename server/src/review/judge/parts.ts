/** What of a document one prompt holds: a section with its headings and definitions, or a part of a long one. */
import { chunksOf } from "../../documents/chunks";
import { type Definition, definitionsIn } from "../../documents/definitions";
import { type SourceDocument, type Span } from "../../documents/document";
import { sectionsOf } from "../../documents/sections";
import { estimateTokens } from "../../model/tokenEstimate";

export interface JudgePart {
  /** Headings from the outermost; none in source code. */
  readonly headings: readonly string[];
  /** Definitions of terms that the text uses and does not define itself. */
  readonly definitions: readonly string[];
  /** Readable; what the model is shown before claims of the author are hidden. */
  readonly text: string;
  /** The section or, of source code, the window: offsets of evidence count from its start. */
  readonly span: Span;
  /** The document with nothing but this section in it: where a quote must stand. */
  readonly source: SourceDocument;
  /** Estimate. */
  readonly tokens: number;
}

export interface PartLimits {
  /** Most tokens of a part, and how many it repeats of the one before it. */
  readonly tokens: number;
  readonly overlap: number;
}

/** Tokens of a section that keep a prompt quick, and the share of a small context that is left for it. */
const usualTokens = 1200;
const contextShare = 0.45;
const overlapShare = 0.12;

export function limitsFor(contextSize: number): PartLimits {
  const tokens = Math.max(64, Math.min(usualTokens, Math.floor(contextSize * contextShare)));
  return { tokens, overlap: Math.floor(tokens * overlapShare) };
}

/** In document order; together they hold all text. A heading without text below it is nothing to judge. */
export function partsOf(document: SourceDocument, limits: PartLimits): readonly JudgePart[] {
  return document.format === "source" ? codeParts(document, limits) : proseParts(document, limits);
}

function proseParts(document: SourceDocument, { tokens, overlap }: PartLimits): readonly JudgePart[] {
  const sections = sectionsOf(document);
  const definitions = definitionsIn(document);
  const sources = sections.map(({ heading, blocks }) => ({
    ...document,
    blocks: heading === undefined ? blocks : [heading, ...blocks],
  }));
  return chunksOf(document, { tokens, overlap, count: estimateTokens }).flatMap(
    (chunk): readonly JudgePart[] => {
      const section = sections[chunk.section];
      const source = sources[chunk.section];
      if (section === undefined || source === undefined || section.blocks.length === 0) return [];
      const { headings, text } = chunk;
      const defined = definitionsFor(text, section.span, definitions);
      return [{ headings, definitions: defined, text, span: section.span, source, tokens: chunk.tokens }];
    },
  );
}

/** More would crowd out the section. */
const mostDefinitions = 6;
const longestDefinition = 200;

function definitionsFor(text: string, own: Span, definitions: readonly Definition[]): readonly string[] {
  const used = definitions.filter(
    ({ term, span }) => !(own.start <= span.start && span.end <= own.end) && text.includes(term),
  );
  return [...new Set(used.map((one) => one.text))]
    .filter((one) => one.length <= longestDefinition)
    .slice(0, mostDefinitions);
}

/** Windows of whole lines, repeated a little, that begin at a declaration where they can. */
function codeParts(document: SourceDocument, limits: PartLimits): readonly JudgePart[] {
  const { text, blocks } = document;
  const begins = new Set(
    blocks.filter(({ kind }) => kind === "heading").map(({ span }) => lineStart(text, span.start)),
  );
  const lines = [...text.matchAll(/[^\n]*(?:\n|$)/gu)].filter(([line]) => line !== "");
  const parts: JudgePart[] = [];
  for (let from = 0; from < lines.length;) {
    let to = from;
    let used = 0;
    let cut = 0;
    while (to < lines.length) {
      const line = lines[to];
      const more = estimateTokens(line?.[0] ?? "");
      if (to > from && used + more > limits.tokens) break;
      if (to > from && begins.has(line?.index ?? -1) && used > limits.tokens / 2) cut = to;
      used += more;
      to += 1;
    }
    if (to < lines.length && cut > from) to = cut;
    const start = lines[from]?.index ?? 0;
    const end = lines[to]?.index ?? text.length;
    const own = text.slice(start, end);
    if (own.trim() !== "")
      parts.push({
        headings: [],
        definitions: [],
        text: own,
        span: { start, end },
        source: document,
        tokens: used,
      });
    from =
      to < lines.length && to !== cut ? Math.max(from + 1, to - overlapLines(lines, to, limits.overlap)) : to;
  }
  return parts;
}

function overlapLines(lines: readonly RegExpExecArray[], to: number, tokens: number): number {
  let count = 0;
  for (let left = tokens; count < to; count += 1) {
    left -= estimateTokens(lines[to - count - 1]?.[0] ?? "");
    if (left < 0) break;
  }
  return count;
}

const lineStart = (text: string, at: number) => text.lastIndexOf("\n", at - 1) + 1;
