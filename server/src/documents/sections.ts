/** A document divided at its headings. */
import { type Block, type SourceDocument, type Span } from "./document";
import { findHeadings } from "./findHeadings";
import { type Numbering, numberOf } from "./numbering";

export interface Section {
  /** Headings from the outermost to this one; empty for text before the first heading. */
  readonly headings: readonly string[];
  /** The heading block; absent for text before the first heading. */
  readonly heading?: Block;
  /** The heading's number as written: 第27条の2, 3.2, 別表第1. */
  readonly number?: string;
  /** The heading without its number; the number where there is nothing else; empty without a heading. */
  readonly title: string;
  /** What each of `headings` is called by: its number, or its text where it has none (第2章 › 第5条). */
  readonly path: readonly string[];
  /** From the heading (or its doc comment in source code) to where the next section begins. */
  readonly span: Span;
  /** Without the heading, in document order. */
  readonly blocks: readonly Block[];
}

/** Formats whose files often have headings that only their numbers show. */
const withoutStyles: ReadonlySet<SourceDocument["format"]> = new Set(["docx", "odt", "pdf", "html"]);

/**
 * Every block is in exactly one section. A document without headings is one section; a document without
 * blocks has none. The `code` block of a source file is the file as a whole and in no section. In a Word or PDF
 * file, a paragraph that is a numbered heading opens a section too, and is divided from the text behind it.
 */
export function sectionsOf(document: SourceDocument): readonly Section[] {
  const drafts: { readonly heading?: Block; readonly blocks: Block[] }[] = [];
  for (const block of blocksIn(document)) {
    if (block.kind === "heading") drafts.push({ heading: block, blocks: [] });
    else if (drafts.length === 0) drafts.push({ blocks: [block] });
    else drafts.at(-1)?.blocks.push(block);
  }
  const starts = drafts.map(({ heading, blocks: [first] }) =>
    Math.min(heading?.span.start ?? Infinity, first?.span.start ?? Infinity),
  );
  const isCode = document.format === "source";
  return drafts.map((draft, index) => {
    const headings = (draft.heading ?? draft.blocks[0])?.headings ?? [];
    return {
      ...draft,
      headings,
      ...names(headings, isCode),
      span: {
        start: index === 0 && draft.heading === undefined ? 0 : (starts[index] ?? 0),
        end: starts[index + 1] ?? document.text.length,
      },
    };
  });
}

function blocksIn({ format, blocks, text }: SourceDocument): readonly Block[] {
  if (format === "source") return blocks.filter(({ kind }) => kind !== "code");
  return withoutStyles.has(format) ? findHeadings(text, blocks) : blocks;
}

function names(headings: readonly string[], isCode: boolean): Pick<Section, "number" | "title" | "path"> {
  const numbers = headings.map((heading) => (isCode ? undefined : numberOf(heading)));
  const number = numbers.at(-1);
  return {
    title: titleOf(headings.at(-1) ?? "", number),
    path: headings.map((heading, index) => numbers[index]?.text ?? heading),
    ...(number && { number: number.text }),
  };
}

const titleOf = (heading: string, number: Numbering | undefined) =>
  number === undefined ? heading : number.title === "" ? number.text : number.title;
