/** The pages of a document as items in reading order. Pure: geometry in, text out. */
import { joinLines } from "./lineText";
import { extentOf, flowsOf } from "./columns";
import { splitNotes } from "./footnotes";
import { headingLevels, type Levels } from "./headingLevels";
import { type Frame, type Part, type Row } from "./model";
import { paragraphsOf, type Paragraph } from "./paragraphs";
import { rowsOfFrame } from "./ruledTables";
import { type RunningText, splitRunning } from "./runningText";
import { partsOf } from "./tables";

export interface PageText {
  /** Points; of the page as it is shown. */
  readonly height: number;
  readonly frames: readonly Frame[];
}

export type Item =
  | { readonly kind: "text"; readonly paragraph: Paragraph; readonly level?: number }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "footnote"; readonly mark: string; readonly text: string }
  | { readonly kind: "running"; readonly part: "header" | "footer"; readonly text: string }
  | { readonly kind: "watermark"; readonly text: string };

/** The pages of a document, taken in one after the other. */
export interface Layout {
  add(page: PageText): void;
  /** Items of every page. `outline`: titles of the document's bookmarks with their depth from 0. */
  finish(outline: ReadonlyMap<string, number>): readonly (readonly Item[])[];
}

interface PageRowsOf {
  readonly height: number;
  readonly frames: readonly { readonly angle: number; readonly rows: readonly Row[] }[];
}

export function layout(): Layout {
  const pages: PageRowsOf[] = [];
  const known = new Set<string>();
  return {
    add({ height, frames }) {
      const laid = frames.map((frame) => ({ angle: frame.angle, rows: rowsOfFrame(frame) }));
      pages.push({ height, frames: laid });
      for (const { rows } of laid)
        for (const { segments } of rows)
          for (const { text } of segments)
            for (const [word] of text.matchAll(words)) known.add(word.toLowerCase());
    },
    finish(outline) {
      const upright = pages.map(({ height, frames }) => ({
        height,
        rows: frames.find(({ angle }) => angle === 0)?.rows ?? [],
      }));
      const { bodies, texts } = splitRunning(upright);
      const stamps = new Set<string>();
      const items = pages.map(({ frames }, page) => [
        ...runningOf(texts, page),
        ...frames.flatMap(({ angle, rows }) => {
          const own = angle === 0 ? (bodies[page] ?? []) : rows;
          return angle % 90 === 0 ? itemsOf(own, known) : watermarks(own, stamps);
        }),
      ]);
      return withHeadings(joinOver(items, known), headingLevels(pages.map(rowsIn), outline));
    },
  };
}

const words = /\p{Script=Latin}{4,}(?![-‐\u00ad]$)/gu;

const rowsIn = ({ frames }: PageRowsOf) => frames.flatMap(({ rows }) => rows);

const runningOf = (texts: readonly RunningText[], page: number): readonly Item[] =>
  texts.filter((text) => text.page === page).map(({ part, text }) => ({ kind: "running", part, text }));

/** Slanted text lies over a page; each is told once. */
function watermarks(rows: readonly Row[], seen: Set<string>): readonly Item[] {
  const texts = rows.flatMap(({ segments }) => segments.map(({ text }) => text));
  return texts.flatMap((text) => {
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ kind: "watermark" as const, text }];
  });
}

function itemsOf(rows: readonly Row[], known: ReadonlySet<string>): readonly Item[] {
  const { body, notes, marks } = splitNotes(rows);
  const parts = flowsOf(body).flatMap((flow) => partsOf(flow, marks));
  return [
    ...parts.flatMap((part) => itemsOfPart(part, known)),
    ...notes.map(({ mark, lines }) => ({
      kind: "footnote" as const,
      mark,
      text: lines.reduce((sum, { text }) => joinLines(sum, text, known), ""),
    })),
  ];
}

function itemsOfPart(part: Part, known: ReadonlySet<string>): readonly Item[] {
  if (part.kind === "table") return [{ kind: "table", rows: part.rows }];
  const column = part.lines.length === 1 ? part.column : { ...part.column, ...extentOf(part.lines) };
  // A single line says nothing about how wide its column is.
  const wide = { left: column.left, right: Math.max(column.right, part.column.right) };
  return paragraphsOf(part.lines, wide, known).map((paragraph) => ({ kind: "text", paragraph }));
}

/** A paragraph that goes on at the top of the next column or page is one, where it begins. */
function joinOver(
  pages: readonly (readonly Item[])[],
  known: ReadonlySet<string>,
): readonly (readonly Item[])[] {
  const result: Item[][] = [];
  let last: { readonly list: Item[]; readonly at: number } | undefined;
  for (const page of pages) {
    const list: Item[] = [];
    result.push(list);
    for (const item of page) {
      if (item.kind !== "text") {
        list.push(item);
        if (item.kind === "table") last = undefined;
        continue;
      }
      const before = last?.list[last.at];
      if (last !== undefined && before?.kind === "text" && continues(before.paragraph, item.paragraph))
        last.list[last.at] = { ...before, paragraph: joined(before.paragraph, item.paragraph, known) };
      else {
        list.push(item);
        last = { list, at: list.length - 1 };
      }
    }
  }
  return result;
}

const continues = (before: Paragraph, after: Paragraph): boolean =>
  before.open &&
  !after.marked &&
  before.bold === after.bold &&
  Math.abs(before.size - after.size) < 0.12 * before.size &&
  (after.indent < 0.6 || after.lines === 1);

const joined = (before: Paragraph, after: Paragraph, known: ReadonlySet<string>): Paragraph => ({
  ...before,
  text: joinLines(before.text, after.text, known),
  lines: before.lines + after.lines,
  open: after.open,
});

function withHeadings(pages: readonly (readonly Item[])[], levels: Levels): readonly (readonly Item[])[] {
  return pages.map((items) =>
    items.map((item) => {
      if (item.kind !== "text") return item;
      const level = levels.levelOf(item.paragraph);
      return level === undefined ? item : { ...item, level };
    }),
  );
}
