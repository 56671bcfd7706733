/** One worksheet: a head that stays in view, text cells only (nothing in them can run), a filter, a list of choices. */
import { escapeXml } from "../../util/xmlText";

export interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Characters, one a column. */
  readonly widths: readonly number[];
  /** The last column offers these. */
  readonly choices?: readonly string[];
  /** The first column holds whole numbers. */
  readonly numbered?: true;
  /** On every printed page: a confidentiality mark. */
  readonly mark?: string;
}

/** Characters that Excel takes in a cell. */
const longestCell = 32_767;
/** Characters that Excel takes in a list of choices. */
const longestChoices = 255;

export const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

export function sheetXml({ head, rows, widths, choices, numbered, mark }: Sheet): string {
  const last = `${columnName(head.length - 1)}${rows.length + 1}`;
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const body = rows.map((cells, index) => row(cells, { number: index + 2, style: 2, numbered }));
  // In a header, & begins a code.
  const header =
    mark === undefined ? "" : `<oddHeader>${escapeXml(`&R&B${mark.replaceAll("&", "&&")}`)}</oddHeader>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}"/>\
<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>\
<sheetFormatPr defaultRowHeight="18"/><cols>${columns.join("")}</cols>\
<sheetData>${row(head, { number: 1, style: 1 })}${body.join("")}</sheetData>\
<autoFilter ref="A1:${last}"/>${validation(head.length, rows.length, choices)}\
<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>\
<headerFooter>${header}<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
}

interface RowStyle {
  readonly number: number;
  readonly style: number;
  readonly numbered?: true | undefined;
}

function row(cells: readonly string[], { number, style, numbered }: RowStyle): string {
  const written = cells.map((text, index) => {
    const place = `r="${columnName(index)}${number}" s="${style}"`;
    if (numbered === true && index === 0) return `<c ${place}><v>${Number(text)}</v></c>`;
    if (text === "") return `<c ${place}/>`;
    const shown = escapeXml(text.replace(/\r\n?/g, "\n").slice(0, longestCell));
    return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
  });
  return `<row r="${number}">${written.join("")}</row>`;
}

/** Rows for findings that people add are covered, too. */
function validation(columns: number, rows: number, choices: readonly string[] | undefined): string {
  const listed = choices?.join(",") ?? "";
  if (listed === "" || listed.length > longestChoices) return "";
  const column = columnName(columns - 1);
  return `<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" \
sqref="${column}2:${column}${rows + 200}"><formula1>"${escapeXml(listed)}"</formula1></dataValidation></dataValidations>`;
}
