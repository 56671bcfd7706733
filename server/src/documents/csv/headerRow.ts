/** Which row of a table names its columns. */

export interface HeaderCell {
  readonly text: string;
  /** A number, a date, a truth value: what no column is called. */
  readonly numeric: boolean;
}

const longestName = 60;

/** Names, most columns have one, and no two are the same. */
export function looksLikeHeader(cells: readonly HeaderCell[], columns: number): boolean {
  const names = cells.map(({ text }) => text.trim()).filter((text) => text !== "");
  return (
    names.length >= 2 &&
    names.length >= columns * 0.6 &&
    areNames(cells) &&
    new Set(names).size === names.length
  );
}

/** Short texts, not figures. */
export const areNames = (cells: readonly HeaderCell[]): boolean =>
  cells.every(({ text, numeric }) => !numeric && text.length <= longestName && !isFigure(text));

/** Text that is a number, a date or an address rather than a name. */
export const isFigure = (text: string): boolean =>
  /^[\s"'¥￥$€£△▲+\-−(]*[\d０-９][\d０-９,.，．:/\-年月日時分秒%％円\s)]*$/u.test(text) ||
  /\S@\S+\.\S/.test(text);
