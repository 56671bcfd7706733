/** The sentences of a section that a summary or a draft may choose from, with a bound on what is read. */
import { type Block, type SourceDocument, type Span } from "./document";
import { type Section } from "./sections";
import { type Sentence, sentencesOf } from "./sentences";

export interface Candidate {
  /** Readable text on one line. */
  readonly text: string;
  readonly span: Span;
  /** Place among the section's sentences, from 0. */
  readonly place: number;
  readonly kind: "sentence" | "item" | "row" | "declaration";
}

export interface SectionRead {
  readonly sentences: readonly Candidate[];
  /** Characters that were read. */
  readonly used: number;
  /** Where the rest begins that was not. */
  readonly stoppedAt?: number;
}

/** Front matter and code blocks hold no sentences. `room`: characters that may be read. */
export function sentencesIn(document: SourceDocument, section: Section, room: number): SectionRead {
  const found: Candidate[] = [];
  const add = (text: string, span: Span, kind: Candidate["kind"]) =>
    found.push({ text, span, kind, place: found.length });
  let used = 0;
  for (const [at, block] of section.blocks.entries()) {
    if (used >= room) return { sentences: found, used, stoppedAt: block.span.start };
    if (!holdsProse(block, document)) continue;
    used += block.text.length;
    if (block.kind === "tableCell") {
      const row = rowAt(section.blocks, at);
      if (row !== undefined) add(row.text, row.span, "row");
      continue;
    }
    const excess = used - room;
    const part = excess > 0 ? { ...block, text: block.text.slice(0, block.text.length - excess) } : block;
    const kind = block.kind === "listItem" ? "item" : "sentence";
    const sentences = sentencesOf(part);
    const whole = kind === "item" ? wholeItem(sentences) : undefined;
    for (const { text, span } of whole === undefined ? sentences : [whole]) add(text, span, kind);
    if (excess > 0)
      return { sentences: found, used: room, stoppedAt: found.at(-1)?.span.end ?? block.span.start };
  }
  const { heading } = section;
  if (found.length === 0 && document.format === "source" && heading !== undefined) {
    add(heading.text, heading.span, "declaration");
  }
  return { sentences: found, used };
}

/** Longest list item that is quoted as a whole. */
const wholeItemLength = 130;

/** The sentences of a short list item explain each other: 「…しないでください。血行障害の原因になります。」 */
function wholeItem(sentences: readonly Sentence[]): Sentence | undefined {
  const [first] = sentences;
  const last = sentences.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const text = sentences.reduce(
    (all, { text: next }) => all + (/[\x21-\x7e]$/.test(all) ? " " : "") + next,
    "",
  );
  return text.length <= wholeItemLength
    ? { text, span: { start: first.span.start, end: last.span.end } }
    : undefined;
}

/** A row of a table speaks as a whole, once, at its first cell. */
function rowAt(
  blocks: readonly Block[],
  at: number,
): { readonly text: string; readonly span: Span } | undefined {
  const { row, header } = blocks[at] ?? {};
  if (row === undefined || header === true || blocks[at - 1]?.row?.start === row.start) return undefined;
  const cells: string[] = [];
  for (let next = at; blocks[next]?.row?.start === row.start; next += 1) cells.push(blocks[next]?.text ?? "");
  return { text: cells.join(" | "), span: row };
}

/** Directives and licence notes are comments that say nothing about the code. */
const noProse =
  /^(?:eslint|prettier|tslint|noinspection|pylint|pragma|region|endregion|#|!|@ts-|istanbul|c8 |noqa|type:|NOLINT|-\*-|vim:|hanare-ignore)|copyright|licen[sc]ed under|SPDX-License|all rights reserved/iu;

function holdsProse({ kind, text }: Block, { format }: SourceDocument): boolean {
  if (kind === "comment") return format === "source" && !noProse.test(text) && !looksLikeCode(text);
  return kind === "paragraph" || kind === "listItem" || kind === "tableCell";
}

/** Code that was commented out: most of its lines end as code does. */
function looksLikeCode(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const code = lines.filter((line) =>
    /[;{}]\s*$|^\s*(?:if|for|while|return|import|const|let|var)\b.*[=({;]/.test(line),
  );
  return code.length * 2 > lines.length;
}
