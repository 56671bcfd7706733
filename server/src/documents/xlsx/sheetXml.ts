/** A worksheet's part as cells, without ever looking at the area it claims to use. */
import { isTrue } from "../ooxml/elements";
import { type Area, cellKey, cellName, lastColumn, lastRow, parseArea, parseCell } from "./cellNames";
import { type RawCell, shownValue, type Workbook } from "./cellValue";
import { type Attributes, readXmlEvents, type Work, type XmlEvents } from "./saxReader";
import { textCollector } from "./sharedStrings";
import { type Cell, type ColumnRange, FaultCounter, type Margin, type SheetData } from "./sheetData";
import { marginText } from "./margins";

/** `room`: cells that may still be read of this workbook. Throws the signal's reason when aborted. */
export async function readSheetXml(
  xml: string,
  workbook: Workbook,
  room: number,
  work: Work,
): Promise<SheetData> {
  const reader = new SheetReader(workbook, room);
  await readXmlEvents(xml, reader, work);
  return reader.data();
}

const standardWidth = 8.43;
const marginNames = /^(?:odd|even|first)(Header|Footer)$/;

type OpenCell = { -readonly [K in keyof RawCell]: RawCell[K] };

class SheetReader implements XmlEvents {
  readonly #workbook: Workbook;
  readonly #room: number;
  readonly #cells: Cell[] = [];
  readonly #columns: ColumnRange[] = [];
  readonly #merges: Area[] = [];
  readonly #headerRows = new Set<number>();
  readonly #hiddenRows = new Set<number>();
  readonly #margins: Margin[] = [];
  readonly #faults = {
    errors: new FaultCounter(),
    uncomputed: new FaultCounter(),
    dangling: new FaultCounter(),
  };
  readonly #inline = textCollector();
  readonly #hiddenColumns = new Uint8Array(lastColumn + 1);
  #defaultWidth = standardWidth;
  #isSheet = false;
  #cut = false;
  #sorted = true;
  #row = 0;
  #column = 0;
  #rowHidden = false;
  #cell: OpenCell | undefined;
  #text: string | undefined;

  constructor(workbook: Workbook, room: number) {
    this.#workbook = workbook;
    this.#room = room;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#cell !== undefined) return this.#openInCell(name);
    if (name === "c") this.#openCell(attributes);
    else if (name === "row") this.#openRow(attributes);
    else if (marginNames.test(name)) this.#text = "";
    else this.#openOther(name, attributes);
  }

  text(data: string): void {
    if (this.#cell !== undefined) this.#inline.text(data);
    if (this.#text !== undefined) this.#text += data;
  }

  close(name: string): void {
    if (this.#cell !== undefined) this.#closeInCell(name, this.#cell);
    else if (this.#text !== undefined) {
      const part = marginNames.exec(name)?.[1] === "Header" ? "header" : "footer";
      const text = marginText(this.#text);
      if (text !== "" && !this.#margins.some((each) => each.part === part && each.text === text))
        this.#margins.push({ part, text });
      this.#text = undefined;
    }
  }

  data(): SheetData {
    if (!this.#sorted) this.#cells.sort((one, other) => one.row - other.row || one.column - other.column);
    return {
      isSheet: this.#isSheet,
      cells: this.#cells,
      cut: this.#cut,
      columns: this.#columns,
      defaultWidth: this.#defaultWidth,
      merges: this.#merges,
      wide: new Set(
        this.#merges.filter(({ left, right }) => right > left).map(({ top, left }) => cellKey(top, left)),
      ),
      hiddenRows: [...this.#hiddenRows].sort((one, other) => one - other),
      headerRows: this.#headerRows,
      margins: this.#margins,
      faults: this.#faults,
    };
  }

  /** Rows and cells without a number follow the one before. */
  #openRow(attributes: Attributes): void {
    const stated = Number(attributes["r"]);
    this.#row = Number.isInteger(stated) && stated >= 1 && stated <= lastRow ? stated : this.#row + 1;
    this.#column = 0;
    this.#rowHidden = isTrue(attributes["hidden"]);
  }

  #openCell(attributes: Attributes): void {
    const stated = parseCell(attributes["r"] ?? "");
    this.#row = stated?.row ?? Math.max(1, this.#row);
    this.#column = Math.min(lastColumn, stated?.column ?? this.#column + 1);
    const style = Number(attributes["s"] ?? 0);
    this.#cell = { type: attributes["t"] ?? "n", style, value: "", inline: "", formula: false };
    this.#inline.start();
  }

  #openInCell(name: string): void {
    if (name === "v") this.#text = "";
    else this.#inline.open(name);
  }

  #closeInCell(name: string, cell: OpenCell): void {
    if (name === "v") {
      cell.value = this.#text ?? "";
      this.#text = undefined;
    } else if (name === "f") cell.formula = true;
    else if (name === "c") this.#closeCell(cell);
    else this.#inline.close(name);
  }

  #closeCell(raw: RawCell): void {
    this.#cell = undefined;
    const full = { ...raw, inline: this.#inline.taken() };
    const { text, numeric, fault, concealed } = shownValue(full, this.#workbook);
    const row = this.#row;
    const column = this.#column;
    if (fault !== undefined) this.#faults[fault].add(cellName(row, column));
    if (text.trim() === "") return;
    if (this.#cells.length >= this.#room) {
      this.#cut = true;
      return;
    }
    if (this.#rowHidden) this.#hiddenRows.add(row);
    const hidden = this.#rowHidden || concealed === true || this.#hiddenColumns[column] === 1;
    const before = this.#cells.at(-1);
    if (before && (before.row > row || (before.row === row && before.column > column))) this.#sorted = false;
    this.#cells.push({ row, column, text, numeric, style: raw.style, hidden });
  }

  #openOther(name: string, attributes: Attributes): void {
    switch (name) {
      case "worksheet":
        this.#isSheet = true;
        return;
      case "sheetFormatPr":
        this.#defaultWidth =
          Number(attributes["defaultColWidth"] ?? attributes["baseColWidth"]) || standardWidth;
        return;
      case "col":
        return this.#addColumns(attributes);
      case "mergeCell": {
        const area = parseArea(attributes["ref"] ?? "");
        if (area !== undefined) this.#merges.push(area);
        return;
      }
      case "autoFilter": {
        const area = parseArea(attributes["ref"] ?? "");
        if (area !== undefined) this.#headerRows.add(area.top);
        return;
      }
      case "pane": {
        // Rows that stay in view while the others scroll; more than three are a form's head, not a table's.
        const rows = Number(attributes["ySplit"] ?? 0);
        if (attributes["state"] === "frozen" && rows <= 3) this.#headerRows.add(rows);
        return;
      }
    }
  }

  /** As many ranges as a sheet has columns. */
  #addColumns(attributes: Attributes): void {
    const from = Math.max(1, Number(attributes["min"]) || 1);
    const to = Math.min(lastColumn, Number(attributes["max"]) || from);
    if (from > to || this.#columns.length >= lastColumn) return;
    const width = attributes["width"] === undefined ? undefined : Number(attributes["width"]);
    const range = { from, to, width, hidden: isTrue(attributes["hidden"]) || width === 0 };
    this.#columns.push(range);
    if (range.hidden) this.#hiddenColumns.fill(1, from, to + 1);
  }
}
