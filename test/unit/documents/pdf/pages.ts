/** Pages drawn by hand: runs of text at their places, and what a layout makes of them in short lines. */
import { emsOf } from "../../../../server/src/documents/pdf/characters";
import { framesOf, type PlacedRun } from "../../../../server/src/documents/pdf/frames";
import { type Item, layout } from "../../../../server/src/documents/pdf/layout";
import { type Rule } from "../../../../server/src/documents/pdf/rules";

export type Drawing = Partial<PlacedRun> & { readonly text: string; readonly x: number; readonly y: number };

/** Runs in the order in which they are drawn, 10 points high unless they say so. */
export const draw = (...drawings: readonly Drawing[]): readonly PlacedRun[] =>
  drawings.map((drawing, order) => {
    const size = drawing.size ?? 10;
    const width = emsOf(drawing.text) * size;
    return { size, width, bold: false, angle: 0, vertical: false, order, ...drawing };
  });

/** Lines below each other. */
export const lines = (
  texts: readonly string[],
  { x = 50, y = 100, step = 15, ...more }: Partial<PlacedRun> & { readonly step?: number } = {},
): readonly Drawing[] => texts.map((text, index) => ({ ...more, text, x, y: y + index * step }));

/** The lines of a table: its rows across, its columns down. */
export const ruled = (ys: readonly number[], xs: readonly number[]): readonly Rule[] => {
  const [left = 0, right = 0] = [xs[0], xs.at(-1)];
  const [top = 0, bottom = 0] = [ys[0], ys.at(-1)];
  return [
    ...ys.map((y) => ({ x1: left, x2: right, y1: y, y2: y })),
    ...xs.map((x) => ({ x1: x, x2: x, y1: top, y2: bottom })),
  ];
};

export function laid(
  pages: readonly (readonly PlacedRun[])[],
  outline: ReadonlyMap<string, number> = new Map(),
  rules: readonly Rule[] = [],
): readonly (readonly string[])[] {
  const pile = layout();
  for (const runs of pages) pile.add({ height: 800, frames: framesOf(runs, rules) });
  return pile.finish(outline).map((items) => items.map(brief));
}

function brief(item: Item): string {
  switch (item.kind) {
    case "text":
      return `${item.level === undefined ? "" : `${"#".repeat(item.level)} `}${item.paragraph.text}`;
    case "table":
      return item.rows.map((row) => row.join("|")).join(" / ");
    case "footnote":
      return `[^${item.mark}] ${item.text}`;
    case "running":
      return `${item.part}: ${item.text}`;
    case "watermark":
      return `watermark: ${item.text}`;
  }
}
