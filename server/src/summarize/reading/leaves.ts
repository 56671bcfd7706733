/** What a model reads at a time when it reads the whole text: consecutive sections, up to a length. */
import { type SourceDocument, type Span } from "../../documents/document";
import { type Section } from "../../documents/sections";
import { sentencesOf } from "../../documents/sentences";

export interface Leaf {
  /** Of its first section. */
  readonly headings: readonly string[];
  readonly span: Span;
}

/**
 * In the document's order; together they hold every sentence before `end`. A leaf is longer than `most` characters only
 * where one sentence or table row is. It ends with the section that fills half of it, so that an edit seldom changes the
 * leaves behind it.
 */
export function leavesOf(
  document: SourceDocument,
  sections: readonly Section[],
  { most, end = Infinity }: { readonly most: number; readonly end?: number },
): readonly Leaf[] {
  const leaves: { readonly headings: readonly string[]; span: Span }[] = [];
  let full = true;
  for (const section of sections) {
    for (const piece of piecesOf(section)) {
      if (piece.start >= end) continue;
      const open = leaves.at(-1);
      const span = { start: open?.span.start ?? 0, end: Math.max(open?.span.end ?? 0, piece.end) };
      if (open === undefined || full || span.end - span.start > most)
        leaves.push({ headings: section.headings, span: piece });
      else open.span = span;
      full = false;
    }
    const last = leaves.at(-1)?.span;
    full = last !== undefined && last.end - last.start >= most / 2;
  }
  return leaves.filter(({ span }) => /[\p{L}\p{N}]/u.test(document.text.slice(span.start, span.end)));
}

/** Heading, sentences and rows of a section: what is not divided. */
function piecesOf({ heading, blocks }: Section): readonly Span[] {
  const own = heading === undefined ? [] : [heading.span];
  const rest = blocks.flatMap((block) =>
    block.row === undefined ? sentencesOf(block).map(({ span }) => span) : [block.row],
  );
  return [...own, ...rest];
}
