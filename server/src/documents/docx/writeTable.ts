/** A Word file that is one table: a title, lines above it, a head on every page. */
import { landscapeRoom as room, paragraph, type Run, wordFile } from "./wordFile";

export { type Run } from "./wordFile";

export interface WordTable {
  readonly title: string;
  readonly lines: readonly string[];
  readonly head: readonly string[];
  /** Shares of the page's width, one a column; they sum to 1. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (readonly Run[])[])[];
}

export function writeWordTable({ title, lines, head, widths, rows }: WordTable): Uint8Array {
  const columns = widths.map((share) => Math.round(share * room));
  const border = ["top", "left", "bottom", "right", "insideH", "insideV"]
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="808080"/>`)
    .join("");
  const body = rows.map((cells) => row(cells, columns));
  const first = row(
    head.map((text) => [{ text }]),
    columns,
    true,
  );
  const table = `<w:tbl><w:tblPr><w:tblW w:w="${room}" w:type="dxa"/><w:tblBorders>${border}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>\
<w:tblGrid>${columns.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>${first}${body.join("")}</w:tbl>`;
  const above = [paragraph([{ text: title }], "Heading1"), ...lines.map((text) => paragraph([{ text }]))];
  return wordFile(`${above.join("")}${table}<w:p/>`, { landscape: true });
}

function row(cells: readonly (readonly Run[])[], columns: readonly number[], isHead = false): string {
  const written = cells.map((runs, index) => {
    const shade = isHead ? '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' : "";
    return `<w:tc><w:tcPr><w:tcW w:w="${columns[index] ?? 0}" w:type="dxa"/>${shade}</w:tcPr>${paragraph(runs)}</w:tc>`;
  });
  return `<w:tr>${isHead ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}${written.join("")}</w:tr>`;
}
