/** A document divided at its headings. */
import { type Block, type SourceDocument, type Span } from "./document";

export interface Section {
  /** Headings from the outermost to this one; empty for text before the first heading. */
  readonly headings: readonly string[];
  /** The heading block; absent for text before the first heading. */
  readonly heading?: Block;
  /** From the heading (or its doc comment in source code) to where the next section begins. */
  readonly span: Span;
  /** Without the heading, in document order. */
  readonly blocks: readonly Block[];
}

/**
 * Every block is in exactly one section. A document without headings is one section; a document without
 * blocks has none. The `code` block of a source file is the file as a whole and in no section.
 */
export function sectionsOf(document: SourceDocument): readonly Section[] {
  const blocks =
    document.format === "source" ? document.blocks.filter(({ kind }) => kind !== "code") : document.blocks;
  const drafts: { readonly heading?: Block; readonly blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === "heading") drafts.push({ heading: block, blocks: [] });
    else if (drafts.length === 0) drafts.push({ blocks: [block] });
    else drafts.at(-1)?.blocks.push(block);
  }
  const starts = drafts.map(({ heading, blocks: [first] }) =>
    Math.min(heading?.span.start ?? Infinity, first?.span.start ?? Infinity),
  );
  return drafts.map((draft, index) => ({
    ...draft,
    headings: (draft.heading ?? draft.blocks[0])?.headings ?? [],
    span: {
      start: index === 0 && draft.heading === undefined ? 0 : (starts[index] ?? 0),
      end: starts[index + 1] ?? document.text.length,
    },
  }));
}
