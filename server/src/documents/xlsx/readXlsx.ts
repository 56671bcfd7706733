/** Excel workbooks (xlsx, xlsm, xltx) to a view with blocks (ECMA-376 part 1, SpreadsheetML). */
import { labelIn } from "../ooxml/label";
import { damagedFile, fileTooLarge, type OfficeFile, openOfficeFile } from "../ooxml/parts";
import { attribute } from "../ooxml/elements";
import { type Pause, type ReadFile } from "../readFile";
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { type ViewBuilder, viewBuilder, ViewTooLong } from "../viewBuilder";
import { parseArea, sheetPrefix } from "./cellNames";
import { type Workbook } from "./cellValue";
import { commentsOf } from "./comments";
import { drawingsOf } from "./drawings";
import { readSharedStrings } from "./sharedStrings";
import { type SheetData } from "./sheetData";
import { readSheetXml } from "./sheetXml";
import { type Work } from "./saxReader";
import { readStyles } from "./styles";
import { drawingNotes, sheetNotes, visibilityNote, workbookNotes } from "./unread";
import { readWorkbook, type Sheet, type WorkbookParts } from "./workbook";
import { writeSheet } from "./writeSheet";

/** Cells with text of a workbook that are read; the rest is reported. */
export const mostCells = 1_000_000;

const noPause: Pause = () => Promise.resolve();

/**
 * Cells as they are shown, sheet by sheet; `place.cell` is `Sheet1!B7`. Time and memory follow the cells that
 * hold something, not the area they are spread over. Throws an `ArchiveError`, and the signal's reason.
 */
export async function readXlsx(
  bytes: Uint8Array,
  signal: AbortSignal,
  pause: Pause = noPause,
): Promise<ReadFile> {
  const work = { signal, pause };
  const file = openOfficeFile(bytes, "xl/workbook.xml");
  const parts = readWorkbook(file);
  if (parts === undefined) throw damagedFile();
  const { date1904 } = parts;
  const workbook: Workbook = {
    strings: await readSharedStrings((parts.sharedStrings && file.text(parts.sharedStrings)) ?? "", work),
    styles: readStyles(parts.styles === undefined ? undefined : file.xml(parts.styles), date1904),
    date1904,
  };
  const reader = new WorkbookReader(file, workbook, work);
  try {
    for (const sheet of parts.sheets) await reader.read(sheet);
  } catch (error) {
    throw error instanceof ViewTooLong ? fileTooLarge() : error;
  }
  return reader.finish(parts);
}

class WorkbookReader {
  readonly #file: OfficeFile;
  readonly #workbook: Workbook;
  readonly #work: Work;
  readonly #view: ViewBuilder = viewBuilder();
  readonly #unread: Skipped[] = [];
  #room = mostCells;

  constructor(file: OfficeFile, workbook: Workbook, work: Work) {
    this.#file = file;
    this.#workbook = workbook;
    this.#work = work;
  }

  async read(sheet: Sheet): Promise<void> {
    this.#work.signal.throwIfAborted();
    const hidden = sheet.visibility !== "visible";
    this.#view.heading(1, sheet.name, hidden ? { part: "hidden" } : undefined);
    if (hidden) this.#view.mark(t("[Hidden sheet]"));
    if (sheet.part === undefined) {
      this.#unread.push({ where: sheet.name, why: t("The file does not contain this sheet.") });
      return;
    }
    this.#unread.push(...visibilityNote(sheet));
    if (sheet.type === "worksheet") await this.#readCells(sheet, sheet.part);
    else if (sheet.type !== "chartsheet")
      this.#unread.push({ where: sheet.name, why: t("The sheet is of an older kind that is not read.") });
    this.#readAround(sheet, sheet.part);
  }

  finish(parts: WorkbookParts): ReadFile {
    return {
      ...this.#view.finish(),
      ...labelIn(this.#file),
      unread: [...this.#unread, ...workbookNotes(parts)],
    };
  }

  async #readCells(sheet: Sheet, part: string): Promise<void> {
    const xml = this.#file.text(part) ?? "";
    const read = await readSheetXml(xml, this.#workbook, this.#room, this.#work);
    const data = { ...read, headerRows: new Set([...read.headerRows, ...this.#tableHeads(part)]) };
    this.#room -= data.cells.length;
    const prefix = sheetPrefix(sheet.name);
    await writeSheet(this.#view, data, { prefix, hidden: sheet.visibility !== "visible" }, this.#work);
    this.#writeMargins(data);
    this.#unread.push(...sheetNotes(sheet, data));
  }

  /** First rows of the tables that Excel calls tables. */
  #tableHeads(part: string): readonly number[] {
    return [...this.#file.relations(part).values()]
      .filter(({ type, external }) => type === "table" && !external)
      .flatMap(({ target }) => {
        const table = this.#file.xml(target);
        const area = parseArea(attribute(table, "ref") ?? "");
        return area === undefined || attribute(table, "headerRowCount") === "0" ? [] : [area.top];
      });
  }

  #writeMargins({ margins }: SheetData): void {
    for (const { part, text } of margins) this.#view.paragraph(text, { part });
  }

  /** Text boxes, charts, comments: behind the cells they lie on. */
  #readAround(sheet: Sheet, part: string): void {
    const prefix = sheetPrefix(sheet.name);
    const hidden = sheet.visibility !== "visible";
    const drawings = drawingsOf(this.#file, part);
    for (const { cell, text } of drawings.texts)
      this.#view.paragraph(text, {
        ...(cell !== undefined && { cell: prefix + cell }),
        part: hidden ? "hidden" : "textBox",
      });
    const comments = commentsOf(this.#file, part);
    if (comments.length > 0) this.#view.mark(t("[Comments]"));
    for (const { cell, text } of comments)
      this.#view.paragraph(text, { cell: prefix + cell, part: "comment" });
    this.#unread.push(...drawingNotes(sheet, drawings));
  }
}
