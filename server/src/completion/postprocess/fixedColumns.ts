/** Fixed-format COBOL: what stands past column 72 is no code, so a line that would reach it is not suggested. */
import { type Filter, cutAt } from "./draft";

const lastColumn = 72;
const freeFormat =
  /^.{0,7}[ \t]*(?:>>\s*SOURCE\s+(?:FORMAT\s+)?(?:IS\s+)?FREE|\$\s*SET\s+SOURCEFORMAT\s*\(?"?FREE)/imu;

export const fixedColumns: Filter = (draft, { hole }) => {
  if (hole.languageId.toLowerCase() !== "cobol" || freeFormat.test(hole.prefix.slice(0, 4000))) return draft;
  let offset = 0;
  for (const [number, line] of draft.text.split("\n").entries()) {
    const before = number === 0 ? columns(hole.linePrefix) : 0;
    if (before + columns(line) > lastColumn) return cutAt(draft, Math.max(0, offset - 1));
    offset += line.length + 1;
  }
  return draft;
};

/** In the encodings of such files a full-width character takes two columns, a half-width kana one. */
function columns(line: string): number {
  let width = 0;
  for (const char of line) width += /[\u0020-\u007e\uff61-\uff9f]/u.test(char) ? 1 : 2;
  return width;
}
