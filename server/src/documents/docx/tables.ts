/** Tables of Word: cells at their columns, merged cells once. */
import { childOf, elementsOf, type XmlElement } from "../xml";
import { mostColumns, type StoryItem, type TableItem, type TableRow } from "./story";
import { type StoryContext } from "./storyContext";
import { flag, integer, valueOf } from "./wordXml";
import { unwrapped } from "./wrappers";

export function readTable(table: XmlElement, story: StoryContext): TableItem {
  const rows: TableRow[] = [];
  const elements = [...unwrapped(elementsOf(table))].filter(({ name }) => name === "w:tr");
  const firstIsHeader = elements.length > 1 && hasHeaderRow(childOf(table, "w:tblPr"));
  for (const element of elements) {
    const properties = childOf(element, "w:trPr");
    if (childOf(properties, "w:del") !== undefined) {
      story.unread.count("deleted");
      continue;
    }
    const header = flag(properties, "w:tblHeader") ?? (firstIsHeader && rows.length === 0);
    rows.push({ header, cells: cellsOf(element, properties, story) });
  }
  return { rows };
}

/** What the table's look says: its first row is formatted as a header. */
function hasHeaderRow(properties: XmlElement | undefined): boolean {
  const look = childOf(properties, "w:tblLook")?.attributes;
  if (look === undefined) return false;
  const first = look["w:firstRow"];
  if (first !== undefined) return first === "1" || first === "true" || first === "on";
  return (Number.parseInt(look["w:val"] ?? "0", 16) & 0x20) !== 0;
}

function cellsOf(
  row: XmlElement,
  properties: XmlElement | undefined,
  story: StoryContext,
): readonly (readonly StoryItem[])[] {
  const cells: StoryItem[][] = [];
  const skip = (columns: number) => {
    for (let index = 0; index < columns && cells.length < mostColumns; index++) cells.push([]);
  };
  const before = integer(valueOf(properties, "w:gridBefore"), [0, mostColumns]) ?? 0;
  skip(before === mostColumns ? 0 : before);
  for (const cell of unwrapped(elementsOf(row))) {
    if (cell.name !== "w:tc") continue;
    const look = childOf(cell, "w:tcPr");
    const merge = childOf(look, "w:vMerge") ?? childOf(look, "w:hMerge");
    const continued = merge !== undefined && (merge.attributes["w:val"] ?? "continue") === "continue";
    // Cells beyond the limit are read into the last column: text is never dropped.
    const items = continued ? [] : readCell(cell, story);
    if (cells.length < mostColumns) cells.push(items);
    else cells[mostColumns - 1]?.push(...items);
    const span = integer(valueOf(look, "w:gridSpan"), [1, mostColumns + 1]) ?? 1;
    // A wider cell than there can be is a broken file or a trick.
    skip(span > mostColumns ? 0 : span - 1);
  }
  return cells;
}

function readCell(cell: XmlElement, story: StoryContext): StoryItem[] {
  const deleted = childOf(childOf(cell, "w:tcPr"), "w:cellDel") !== undefined;
  if (deleted) story.unread.count("deleted");
  return deleted ? [] : [...story.blocks(elementsOf(cell), story)];
}
