/** Where something stands in a file without lines, in words that its readers use. */
import { t } from "../util/l10n";
import { type Block, type Place, type PlacePart, type Show, type Span } from "./document";

/** Characters of a block's beginning that make it findable in the program it was written with. */
const firstWords = 24;

/**
 * Answers for blocks in document order: the place of the first block in a span; outside all blocks, of the one
 * before it.
 */
export function placesOf(blocks: readonly Block[]): (span: Span, show?: Show) => string {
  return ({ start, end }, show) => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((blocks[middle]?.span.start ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    const next = blocks[low + 1];
    // A row begins with a mark of the view, before its first cell.
    const isBefore = (blocks[low]?.span.end ?? 0) <= start && next !== undefined && next.span.start < end;
    const at = isBefore ? low + 1 : low;
    const block = blocks[at];
    if (block === undefined) return t("The whole document");
    return nameOf(show === undefined ? block : shown(block, { blocks, at, show }));
  };
}

interface Shown {
  readonly blocks: readonly Block[];
  /** Of the block among them. */
  readonly at: number;
  readonly show: Show;
}

/** The block with its words, and those of its heading, as they may be shown. */
function shown(block: Block, { blocks, at, show }: Shown): Block {
  const textOf = ({ pieces, span }: Block) => show(pieces[0]?.span ?? span);
  const name = block.headings.at(-1);
  let above = at;
  while (above >= 0 && !(blocks[above]?.kind === "heading" && blocks[above]?.text === name)) above--;
  const heading = name === undefined ? undefined : blocks[above];
  const last = heading === undefined ? name : textOf(heading);
  return { ...block, text: textOf(block), headings: last === undefined ? [] : [last] };
}

function nameOf(block: Block): string {
  const { place = {}, kind, headings, text } = block;
  const parts = fixed(place);
  // A page or a cell is enough; text that flows is found by its heading and its words.
  if (place.cell !== undefined) return parts.join(" · ");
  const heading = kind === "heading" ? undefined : headings.at(-1);
  if (heading !== undefined && place.page === undefined && place.slide === undefined)
    parts.push(cut(heading));
  return [...parts, t("“{0}”", cut(text))].join(" · ");
}

function fixed({ page, slide, cell, part }: Place): string[] {
  return [
    ...(page === undefined ? [] : [t("Page {0}", page)]),
    ...(slide === undefined ? [] : [t("Slide {0}", slide)]),
    ...(cell === undefined ? [] : [cell]),
    ...(part === undefined ? [] : [partName(part)]),
  ];
}

function partName(part: PlacePart): string {
  const names: Readonly<Record<PlacePart, string>> = {
    header: t("Header"),
    footer: t("Footer"),
    footnote: t("Footnote"),
    endnote: t("Endnote"),
    comment: t("Comment"),
    textBox: t("Text box"),
    watermark: t("Watermark"),
    notes: t("Speaker notes"),
    hidden: t("Hidden"),
  };
  return names[part];
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= firstWords
    ? line
    : `${line
        .slice(0, firstWords)
        .replace(/[\ud800-\udbff]$/, "")
        .trimEnd()}…`;
}
