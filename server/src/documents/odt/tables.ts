/** Tables of OpenDocument: cells at their columns, merged cells once. */
import { mostColumns, type StoryItem, type TableItem, type TableRow } from "../docx/story";
import { integer } from "../docx/wordXml";
import { elementsOf, type XmlElement } from "../xml";
import { type OdtStory } from "./odtStory";

/** Rows that a file repeats by a number; only spreadsheets repeat more, and theirs are empty. */
const mostRepeats = 100;

export function readTable(table: XmlElement, story: OdtStory): TableItem {
  const rows: TableRow[] = [];
  collect(table, false);
  return { rows };

  function collect(element: XmlElement, header: boolean): void {
    for (const child of elementsOf(element)) {
      if (child.name === "table:table-row") addRow(child, header);
      else if (child.name === "table:table-header-rows") collect(child, true);
      else if (child.name === "table:table-rows" || child.name === "table:table-row-group")
        collect(child, header);
    }
  }

  function addRow(element: XmlElement, header: boolean): void {
    const cells = cellsOf(element, story);
    const times = integer(element.attributes["table:number-rows-repeated"], [1, mostRepeats]) ?? 1;
    const empty = cells.every((cell) => cell.every((item) => "text" in item && item.text === ""));
    for (let index = 0; index < (empty ? 1 : times); index++) rows.push({ header, cells });
  }
}

function cellsOf(row: XmlElement, story: OdtStory): readonly (readonly StoryItem[])[] {
  const cells: StoryItem[][] = [];
  for (const cell of elementsOf(row)) {
    if (cell.name !== "table:table-cell" && cell.name !== "table:covered-table-cell") continue;
    const items = cell.name === "table:table-cell" ? [...story.blocks(elementsOf(cell), story)] : [];
    const times = integer(cell.attributes["table:number-columns-repeated"], [1, mostColumns]) ?? 1;
    for (let index = 0; index < times && cells.length < mostColumns; index++) cells.push(items);
    // Cells beyond the limit are read into the last column: text is never dropped.
    if (cells.length === mostColumns && cells.at(-1) !== items) cells.at(-1)?.push(...items);
  }
  return cells;
}
