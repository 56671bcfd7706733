/** Which rows of a flow are rows of a table: at least two in a row whose segments stand in the same columns. */
import { listMark } from "../textHeadings";
import { numberOf } from "../numbering";
import { isIdeograph, firstOf, lastOf } from "./characters";
import { type Flow } from "./columns";
import { type Column, type Part, type Row, type Segment } from "./model";
import { segmentOf } from "./rows";

/** Rows of a table stand at most this many times their size apart. */
const rowPitch = 4;

/** Notes' marks are needed because lines of several segments are put together anew. */
export function partsOf({ rows, column }: Flow, marks: ReadonlySet<string>): readonly Part[] {
  const lines = rows.map((row) => withMark(row, marks));
  const parts: Part[] = [];
  let text: Segment[] = [];
  const endText = () => {
    if (text.length > 0) parts.push({ kind: "text", lines: text, column });
    text = [];
  };
  let at = 0;
  while (at < lines.length) {
    const table = ruledAt(lines, at) ?? tableAt(lines, at);
    if (table === undefined) {
      const row = lines[at];
      if (row !== undefined) text.push(asLine(row, marks));
    } else {
      endText();
      parts.push({ kind: "table", rows: table.rows });
    }
    at = table?.end ?? at + 1;
  }
  endText();
  return parts;
}

/** (1)　電源を切る。 is one line, however wide the gap behind its mark. */
function withMark(row: Row, marks: ReadonlySet<string>): Row {
  const [mark, second, ...rest] = row.segments;
  if (mark === undefined || second === undefined || rest.length > 0 || !isMark(mark.text)) return row;
  const line = segmentOf([...mark.runs, ...second.runs], marks);
  return { ...row, segments: [{ ...line, text: `${mark.text}　${second.text}` }] };
}

function isMark(text: string): boolean {
  if ([...text].length > 8) return false;
  if (/^[・•‣◦○●■□◆◇▪※＊*–-]$/u.test(text)) return true;
  return listMark(`${text} あ`) >= text.length + 1 || numberOf(`${text}　あ`)?.rest === "あ";
}

/** The segments of a row as one line of text. */
function asLine({ segments }: Row, marks: ReadonlySet<string>): Segment {
  const [first] = segments;
  if (first !== undefined && segments.length === 1) return first;
  const text = segments.reduce((before, { text: after }) => {
    if (before === "") return after;
    return `${before}${isIdeograph(lastOf(before)) && isIdeograph(firstOf(after)) ? "　" : " "}${after}`;
  }, "");
  return {
    ...segmentOf(
      segments.flatMap(({ runs }) => runs),
      marks,
    ),
    text,
  };
}

interface Table {
  readonly rows: readonly (readonly string[])[];
  readonly end: number;
}

function ruledAt(rows: readonly Row[], at: number): Table | undefined {
  const table = rows[at]?.segments.find((segment) => segment.table !== undefined)?.table;
  return table && { rows: table, end: at + 1 };
}

interface Cells {
  readonly columns: readonly Column[];
  /** Column of every segment of the row. */
  readonly places: readonly number[];
}

function tableAt(rows: readonly Row[], start: number): Table | undefined {
  const first = rows[start];
  if (first === undefined || first.segments.length < 2) return undefined;
  let columns: readonly Column[] = first.segments.map(({ x, right }) => ({ left: x, right }));
  const taken: Row[] = [first];
  let full = 1;
  let end = start + 1;
  for (let at = start + 1; at < rows.length; at++) {
    const [row, before] = [rows[at], rows[at - 1]];
    if (row === undefined || before === undefined || row.y - before.y > rowPitch * row.size) break;
    if (row.segments.some((segment) => segment.table !== undefined)) break;
    if (row.segments.some((segment) => segment.table !== undefined)) break;
    const cells = placed(row, columns);
    if (cells === undefined || !goesOn(rows, at, cells)) break;
    columns = cells.columns;
    taken.push(row);
    if (row.segments.length > 1) full++;
    end = at + 1;
  }
  return full < 2 ? undefined : { rows: taken.map((row) => cellsOf(row, columns)), end };
}

/** A line alone belongs to the table when it stands under a later column, or between rows of the table. */
function goesOn(rows: readonly Row[], at: number, { columns, places }: Cells): boolean {
  const [row, before, next] = [rows[at], rows[at - 1], rows[at + 1]];
  if (row === undefined || before === undefined) return false;
  if (row.segments.length > 1) return true;
  if ((places[0] ?? 0) > 0) return row.y - before.y < 2 * row.size;
  const after = next === undefined ? undefined : placed(next, columns);
  return after !== undefined && (next?.segments.length ?? 0) > 1 && row.y - before.y < 2.2 * row.size;
}

/** Where the segments of a row stand; undefined when they stand in no order of the columns. */
function placed({ segments, size }: Row, columns: readonly Column[]): Cells | undefined {
  let found: readonly Column[] = columns;
  for (const segment of segments) {
    const over = found.filter((column) => shared(segment, column) > 0.4 * size);
    // A line across several columns is text, or a heading of them.
    if (over.length > 1) return undefined;
    const own = { left: segment.x, right: segment.right };
    const [only] = over;
    found =
      only === undefined
        ? [...found, own].sort((a, b) => a.left - b.left)
        : found.map((column) => (column === only ? union(column, own) : column));
  }
  if (segments.length > 1 && found.length > columns.length + 1) return undefined;
  if (segments.length === 1 && found.length > columns.length) return undefined;
  const places = segments.map((segment) => placeOf(segment, found));
  return new Set(places).size === places.length ? { columns: found, places } : undefined;
}

const shared = ({ x, right }: Segment, column: Column): number =>
  Math.min(right, column.right) - Math.max(x, column.left);

const union = (a: Column, b: Column): Column => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
});

const placeOf = (segment: Segment, columns: readonly Column[]): number =>
  columns.reduce(
    (best, column, index) =>
      shared(segment, column) > shared(segment, columns[best] ?? column) ? index : best,
    0,
  );

function cellsOf({ segments }: Row, columns: readonly Column[]): readonly string[] {
  const cells = columns.map(() => "");
  for (const segment of segments) {
    const at = placeOf(segment, columns);
    cells[at] = cells[at] === "" ? segment.text : `${cells[at] ?? ""} ${segment.text}`;
  }
  return cells;
}
