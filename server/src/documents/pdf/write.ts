/** The items of a page in the view of its document. */
import { t } from "../../util/l10n";
import { isFigure, looksLikeHeader } from "../csv/headerRow";
import { type Place } from "../document";
import { listMark } from "../textHeadings";
import { type ViewBuilder } from "../viewBuilder";
import { type PageNotes } from "./annotations";
import { type Item } from "./layout";

const deepest = 4;

export function writePage(
  view: ViewBuilder,
  page: number,
  items: readonly Item[],
  { comments, fields }: Pick<PageNotes, "comments" | "fields">,
): void {
  const place = { page };
  view.mark(t("[Page {0}]", page));
  for (const item of items) writeItem(view, item, place);
  if (fields.length > 0) view.mark(t("[Form fields]"));
  for (const { name, value } of fields) view.paragraph(name === "" ? value : `${name}: ${value}`, place);
  for (const text of comments) view.paragraph(text, { page, part: "comment" });
}

function writeItem(view: ViewBuilder, item: Item, place: Place): void {
  switch (item.kind) {
    case "text":
      writeText(view, item, place);
      return;
    case "table":
      writeTable(view, item.rows, place);
      return;
    case "footnote":
      view.listItem(item.text, { mark: `[^${item.mark}]`, depth: 0 }, { ...place, part: "footnote" });
      return;
    case "running":
      view.paragraph(item.text, { ...place, part: item.part });
      return;
    case "watermark":
      view.paragraph(item.text, { ...place, part: "watermark" });
  }
}

function writeText(view: ViewBuilder, item: Extract<Item, { kind: "text" }>, place: Place): void {
  const { text, indent } = item.paragraph;
  if (item.level !== undefined) {
    view.heading(item.level, text, place);
    return;
  }
  const length = listMark(text);
  const mark = text.slice(0, length).trim();
  if (mark === "") view.paragraph(text, place);
  else view.listItem(text.slice(length), { mark, depth: Math.min(deepest, Math.round(indent / 2)) }, place);
}

function writeTable(view: ViewBuilder, rows: readonly (readonly string[])[], place: Place): void {
  view.endTable();
  const [first = []] = rows;
  const cells = first.map((text) => ({ text, numeric: isFigure(text) }));
  const header = first.every((text) => text !== "") && looksLikeHeader(cells, first.length);
  for (const [index, row] of rows.entries())
    view.row(
      row.map((text) => ({ text, place })),
      header && index === 0,
    );
  view.endTable();
}
