/** Rows for spreadsheets: UTF-8 with a byte order mark, RFC 4180, no cell that runs as a formula. */

export const csvOf = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map(line).join("")}`;

const line = (cells: readonly string[]) => `${cells.map(cell).join(",")}\r\n`;

/** Spreadsheets run a cell that begins so; the full-width signs, too, in Japanese ones. */
const formula = /^[\s\u0000]*[=+\-@＝＋－＠\t\r]/u;

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  const lines = safe.replace(/\r\n?/g, "\n");
  return /[",\n]/.test(lines) ? `"${lines.replaceAll('"', '""')}"` : lines;
}
