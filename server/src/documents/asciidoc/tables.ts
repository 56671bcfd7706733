/** Tables of AsciiDoc: `|===` with cells behind bars, `,===` with values. */
import { type Span } from "../document";
import { cutLine, isBlank, type Line } from "../textLines";

export interface TableRow {
  readonly cells: readonly (readonly Line[])[];
  readonly span: Span;
  readonly header: boolean;
}

interface Cell {
  readonly lines: Line[];
  readonly start: number;
  end: number;
  /** Columns it takes, and how often it is repeated. */
  readonly columns: number;
}

/** `2+|`, `.3+^.>s|`, `3*|`, `a|`: what stands before a bar says how the cell is set. */
const bar =
  /(?:(?<=^|\s)(?:(\d{1,2})(?:\.\d{1,2})?([+*])|\.\d{1,2}[+*])?(?:[<^>]?(?:\.[<^>])?)[adehlmsv]?)?(?<!\\)\|/g;

/** `attributes` is the text of the `[…]` line above the table. */
export function tableRows(content: readonly Line[], attributes: string): readonly TableRow[] {
  const cells: Cell[] = [];
  let firstLine = 0;
  for (const line of content) {
    addCells(cells, line);
    if (firstLine === 0) firstLine = cells.reduce((sum, { columns }) => sum + columns, 0);
  }
  const width = columnsIn(attributes) ?? Math.max(1, firstLine);
  const hasHeader =
    /header/.test(attributes) ||
    /%[\w%]*header/.test(attributes) ||
    impliesHeader(content, firstLine === width);
  return grouped(cells, width, hasHeader && !/noheader/.test(attributes));
}

/** `cols="1,2a,3"`, `cols=3*`. */
function columnsIn(attributes: string): number | undefined {
  const [, quoted, bare] = /cols\s*=\s*(?:"([^"]{1,400})"|([^,\]\s]{1,40}))/.exec(attributes) ?? [];
  const list = quoted ?? bare;
  if (list === undefined) return undefined;
  return list
    .split(/[,;]/)
    .reduce((sum, column) => sum + Number(/^\s*(\d{1,2})\*/.exec(column)?.[1] ?? 1), 0);
}

/** The first row is a header when it stands on the first line and an empty line follows. */
function impliesHeader(content: readonly Line[], isOneLine: boolean): boolean {
  return isOneLine && !isBlank(content[0]) && content.length > 1 && isBlank(content[1]);
}

function addCells(cells: Cell[], line: Line): void {
  const marks = [...line.text.matchAll(bar)];
  const before = line.text.slice(0, marks[0]?.index ?? line.text.length);
  const open = cells.at(-1);
  if (open !== undefined && before.trim() !== "") {
    const part = trimmed(cutLine(line, 0, before.length));
    open.lines.push(part);
    open.end = part.end;
  }
  for (const [index, mark] of marks.entries()) {
    const from = mark.index + mark[0].length;
    const part = trimmed(cutLine(line, from, marks[index + 1]?.index));
    const columns = mark[1] === undefined ? 1 : Math.max(1, Number(mark[1]));
    const start = line.start + mark.index;
    cells.push({
      lines: part.text === "" ? [] : [part],
      start,
      end: Math.max(line.start + from, part.end),
      columns,
    });
  }
}

function grouped(cells: readonly Cell[], width: number, header: boolean): readonly TableRow[] {
  const rows: TableRow[] = [];
  let row: Cell[] = [];
  let taken = 0;
  const end = () => {
    const [first, last] = [row[0], row.at(-1)];
    if (first !== undefined && last !== undefined) {
      const span = { start: first.start, end: last.end };
      rows.push({ cells: row.map(({ lines }) => lines), span, header: header && rows.length === 0 });
    }
    row = [];
    taken = 0;
  };
  for (const cell of cells) {
    row.push(cell);
    taken += cell.columns;
    if (taken >= width) end();
  }
  end();
  return rows;
}

function trimmed(line: Line): Line {
  const from = line.text.length - line.text.trimStart().length;
  return cutLine(line, from, Math.max(from, line.text.trimEnd().length));
}
