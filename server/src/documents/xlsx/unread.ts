/** What of a workbook was left out, or read although nobody sees it, in the user's language. */
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { pictureSkips } from "../pictures";
import { columnName, rangesText } from "./cellNames";
import { type Drawings } from "./drawings";
import { type FaultList, type SheetData } from "./sheetData";
import { type Sheet, type WorkbookParts } from "./workbook";

export function sheetNotes(sheet: Sheet, data: SheetData): readonly Skipped[] {
  const where = sheet.name;
  const { errors, uncomputed, dangling } = data.faults;
  const columns = hiddenColumns(data);
  const note = (is: boolean, why: () => string): readonly Skipped[] => (is ? [{ where, why: why() }] : []);
  // Told, because nobody sees it, but nothing is missing.
  const read = (is: boolean, why: () => string): readonly Skipped[] =>
    is ? [{ where, why: why(), textless: true }] : [];
  return [
    ...note(!data.isSheet, () => t("The file does not contain this sheet.")),
    ...note(data.cut, () => t("The workbook has too many cells; what stands below was not read.")),
    ...read(data.hiddenRows.length > 0, () =>
      t("Hidden rows were read too: {0}", rangesText(data.hiddenRows, String)),
    ),
    ...read(columns.length > 0, () =>
      t("Hidden columns were read too: {0}", rangesText(columns, columnName)),
    ),
    ...read(errors.count > 0, () => t("Cells that show an error ({0}): {1}", errors.count, named(errors))),
    ...note(uncomputed.count > 0, () =>
      t(
        "Formulas without a value yet ({0}): {1}. Open the file in its program and save it again.",
        uncomputed.count,
        named(uncomputed),
      ),
    ),
    ...note(dangling.count > 0, () =>
      t("Cells whose text the file does not have ({0}): {1}", dangling.count, named(dangling)),
    ),
  ];
}

const named = ({ count, cells }: FaultList): string => cells.join(", ") + (count > cells.length ? ", …" : "");

/** Only columns that hold something. */
function hiddenColumns({ cells, columns }: SheetData): readonly number[] {
  const hidden = columns.filter((each) => each.hidden);
  if (hidden.length === 0) return [];
  const used = new Set(cells.map(({ column }) => column));
  return [...used]
    .filter((column) => hidden.some(({ from, to }) => column >= from && column <= to))
    .sort((one, other) => one - other);
}

export function visibilityNote({ name, visibility }: Sheet): readonly Skipped[] {
  if (visibility === "visible") return [];
  const why =
    visibility === "hidden"
      ? t("The sheet is hidden. It was read.")
      : t("The sheet is hidden so that Excel's menus do not show it. It was read.");
  return [{ where: name, why, textless: true }];
}

export function drawingNotes({ name }: Sheet, drawings: Drawings): readonly Skipped[] {
  const { charts, diagrams, pictures } = drawings;
  return [
    ...(charts > 0
      ? [{ where: name, why: t("Charts of which only titles and names were read: {0}", charts) }]
      : []),
    ...(diagrams > 0 ? [{ where: name, why: t("Diagrams that were not read: {0}", diagrams) }] : []),
    ...pictureSkips(name, pictures),
  ];
}

export function workbookNotes({ externalLinks, macros }: WorkbookParts): readonly Skipped[] {
  const links = externalLinks.length;
  return [
    ...(links > 0
      ? [
          {
            where: t("Workbook"),
            why: t("Values from other files are shown as they were saved. Files: {0}", links),
          },
        ]
      : []),
    ...(macros ? [{ where: t("Workbook"), why: t("Macros were not read.") }] : []),
  ];
}
