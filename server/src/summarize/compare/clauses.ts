/** A document as the clauses that two versions are compared by. */
import { type Block, type SourceDocument, type Span } from "../../documents/document";
import { type Section, sectionsOf } from "../../documents/sections";
import { tokensOf } from "../../retrieval/tokens";
import { titleOf } from "../../documents/title";

/** A paragraph, list item, row of a table or piece of code. */
export interface Unit {
  readonly text: string;
  readonly span: Span;
  /** Without what does not change the meaning: widths of letters, white space. */
  readonly key: string;
}

export interface Clause {
  readonly section: Section;
  /** 第2章 › 第5条（目的） */
  readonly name: string;
  readonly units: readonly Unit[];
  /** Of the heading and all units. */
  readonly words: ReadonlySet<string>;
}

export const keyOf = (text: string): string => text.normalize("NFKC").replace(/\s+/gu, "");

export function clausesOf(document: SourceDocument): readonly Clause[] {
  const isSource = document.format === "source";
  const title = titleOf(document);
  return sectionsOf(document).map((section) => {
    const units = unitsOf(section.blocks, isSource);
    const text = units.map((unit) => unit.text).join("\n");
    return {
      section,
      name: nameOf(section, title),
      units,
      words: new Set(tokensOf(`${section.title}\n${text}`)),
    };
  });
}

/** The title stands over everything, so it names nothing. */
function nameOf({ path, headings }: Section, title: string): string {
  const own = headings.at(-1) ?? "";
  const above = headings.length > 1 && headings[0] === title ? path.slice(1, -1) : path.slice(0, -1);
  return [...above, own].filter((part) => part !== "").join(" › ");
}

function unitsOf(blocks: readonly Block[], isSource: boolean): readonly Unit[] {
  const units: Unit[] = [];
  const add = (text: string, span: Span) => {
    const key = keyOf(text);
    if (key !== "") units.push({ text: text.trim(), span, key });
  };
  for (const [at, block] of blocks.entries()) {
    if (isSource && block.kind !== "comment") continue;
    if (block.row === undefined) add(block.text, block.span);
    else if (blocks[at - 1]?.row?.start !== block.row.start) add(rowText(blocks, at), block.row);
  }
  return units;
}

function rowText(blocks: readonly Block[], at: number): string {
  const cells: string[] = [];
  const start = blocks[at]?.row?.start;
  for (let next = at; blocks[next]?.row?.start === start; next += 1) cells.push(blocks[next]?.text ?? "");
  return cells.join(" | ");
}

/** Share of words in common, 0 to 1 (Dice). */
export function likenessOf(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size + right.size === 0) return 1;
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  let common = 0;
  for (const word of small) if (large.has(word)) common += 1;
  return (2 * common) / (left.size + right.size);
}
