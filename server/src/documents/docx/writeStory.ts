/** Items of a Word or OpenDocument file as blocks of the text view. */
import { type PlacePart } from "../document";
import { type ViewBuilder } from "../viewBuilder";
import { type Step } from "./officeXml";
import { type StoryItem, type TableItem, type TextItem } from "./story";

/** Headings longer than this are clauses in a heading's style; as headings they would stand above every block. */
const longestHeading = 200;
const itemsBetweenSteps = 500;

/** Throws a `ViewTooLong`. */
export async function writeStory(view: ViewBuilder, items: readonly StoryItem[], step: Step): Promise<void> {
  for (const [index, item] of items.entries()) {
    writeItem(view, item);
    if (index % itemsBetweenSteps === 0) await step();
  }
}

function writeItem(view: ViewBuilder, item: StoryItem, part?: PlacePart): void {
  if ("rows" in item) writeTable(view, item, item.part ?? part);
  else writeText(view, item, item.part ?? part);
}

function writeText(view: ViewBuilder, item: TextItem, part: PlacePart | undefined): void {
  const place = part && { part };
  const text = item.text.trim();
  if (item.level !== undefined && part === undefined && text.length <= longestHeading)
    view.heading(item.level, text === "" ? "" : withMark(item));
  else if (item.mark !== undefined && item.mark !== "")
    view.listItem(text, { mark: item.mark, depth: Math.min(item.depth ?? 0, 8) }, place);
  else view.paragraph(text, place);
}

const withMark = ({ mark, text }: TextItem) => (mark === undefined || mark === "" ? text : `${mark} ${text}`);

/**
 * A box around text (a table of one cell) is no table. A table inside a cell follows its row; notes and text boxes
 * follow the whole table, so that they do not cut it in two.
 */
function writeTable(view: ViewBuilder, { rows }: TableItem, part: PlacePart | undefined): void {
  const [only] = rows;
  if (rows.length === 1 && only?.cells.length === 1) {
    view.endTable();
    for (const item of only.cells[0] ?? []) writeItem(view, item, part);
    return;
  }
  const later: StoryItem[] = [];
  view.endTable();
  for (const { cells, header } of rows) {
    const place = part && { part };
    const texts = cells.map((cell) => ({ text: cellText(cell), ...(place && { place }) }));
    if (texts.some(({ text }) => text !== "")) view.row(texts, header);
    for (const item of cells.flat())
      if ("rows" in item) writeItem(view, item, part);
      else if (item.part !== undefined && item.part !== part) later.push(item);
  }
  view.endTable();
  for (const item of later) writeItem(view, item, part);
}

const cellText = (cell: readonly StoryItem[]): string =>
  cell
    .map((item) =>
      "text" in item && item.part === undefined && item.text.trim() !== "" ? withMark(item) : "",
    )
    .filter((text) => text !== "")
    .join("\n");
