/** Which paragraphs are headings: by the document's bookmarks, by size, by weight. Numbers are found later. */
import { listMark } from "../textHeadings";
import { emsOf, endsSentence } from "./characters";
import { type Row } from "./model";
import { type Paragraph } from "./paragraphs";

export interface Levels {
  /** 1 to 6; undefined for ordinary text. */
  levelOf(paragraph: Paragraph): number | undefined;
}

/** Times the size of most text. */
const larger = 1.15;
const longest = { large: 60, bold: 40 };
/** Above this share of bold characters, weight says nothing. */
const mostBold = 0.3;
const mostLevels = 4;

export const squash = (text: string): string => text.normalize("NFKC").replace(/[\s.·…]+/gu, "");

/** `outline`: bookmarks' titles, squashed, with their depth from 0. */
export function headingLevels(
  pages: readonly (readonly Row[])[],
  outline: ReadonlyMap<string, number>,
): Levels {
  const { body, sizes, bold } = measure(pages);
  const ranks = sizes.filter((size) => size >= larger * body).sort((a, b) => b - a);

  function levelOf({ text, size, bold: isBold, lines }: Paragraph): number | undefined {
    const depth = lines <= 3 ? outline.get(squash(text)) : undefined;
    if (depth !== undefined) return Math.min(6, depth + 1);
    if (endsSentence(text) || !/\p{L}/u.test(text) || lines > 3) return undefined;
    const rank = ranks.findIndex((one) => round(size) >= one);
    if (rank >= 0 && emsOf(text) <= longest.large) return Math.min(rank, mostLevels - 1) + 1;
    if (!isBold || bold > mostBold || size < 0.95 * body || lines > 1 || listMark(text) > 0) return undefined;
    return emsOf(text) <= longest.bold ? Math.min(ranks.length, mostLevels) + 1 : undefined;
  }
  return { levelOf };
}

const round = (size: number): number => Math.round(size * 2) / 2;

/** The size of most characters, all sizes, and the share of bold characters. */
function measure(pages: readonly (readonly Row[])[]) {
  const counts = new Map<number, number>();
  let [bold, all] = [0, 0];
  for (const { size, text, bold: isBold } of pages.flatMap((rows) => rows.flatMap((row) => row.segments))) {
    counts.set(round(size), (counts.get(round(size)) ?? 0) + text.length);
    all += text.length;
    if (isBold) bold += text.length;
  }
  const body = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
  return { body, sizes: [...counts.keys()], bold: all === 0 ? 0 : bold / all };
}
