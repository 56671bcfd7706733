/** Tables of reStructuredText: drawn with lines, drawn with columns, as lists, as CSV. */
import { type Span } from "../document";
import { cutLine, indexAtColumn, isBlank, type Line, spanOfLines } from "../textLines";

export interface Cell {
  readonly lines: readonly Line[];
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly span: Span;
  readonly header: boolean;
}

const border = /^\+[-=+]+\+\s*$/;

/** `+---+---+`: cells of a row stand between the lines that go all the way. */
export function gridRows(lines: readonly Line[]): readonly Row[] {
  const first = lines[0]?.text ?? "";
  const columns: number[] = [];
  for (let at = 0; at < first.length; at += 1) if (first[at] === "+") columns.push(at);
  const header = lines.findIndex(({ text }) => /^\+[=+]+\+\s*$/.test(text));
  const rows: Row[] = [];
  let body: Line[] = [];
  for (const [index, line] of lines.entries()) {
    if (!border.test(line.text)) {
      body.push(line);
      continue;
    }
    if (body.length > 0)
      rows.push({ cells: gridCells(body, columns), span: spanOfLines(body), header: index <= header });
    body = [];
  }
  return rows;
}

function gridCells(lines: readonly Line[], columns: readonly number[]): readonly Cell[] {
  const cells: { column: number; lines: Line[] }[] = [];
  for (const line of lines) {
    for (const { column, part } of gridParts(line, columns)) {
      let cell = cells.findLast((each) => each.column === column);
      // A line inside the row ends the cell above it: the cell beside it spans both rows.
      if (/^[-=]+[+|]?$/.test(part.text.trim())) {
        cells.push({ column, lines: [] });
        continue;
      }
      if (cell === undefined) cells.push((cell = { column, lines: [] }));
      cell.lines.push(trimmed(part));
    }
  }
  return cells.sort((left, right) => left.column - right.column);
}

function gridParts(
  line: Line,
  columns: readonly number[],
): readonly { readonly column: number; readonly part: Line }[] {
  const bars: number[] = [];
  for (let at = 0; at < line.text.length; at += 1) if (/[|+]/.test(line.text[at] ?? "")) bars.push(at);
  // Where every column has its bar, bars need no counting of columns: fonts and tools differ about widths.
  const at =
    bars.length === columns.length && !line.text.includes("+")
      ? bars
      : columns.map((column) => indexAtColumn(line.text, column));
  const parts: { column: number; part: Line }[] = [];
  let from = 0;
  for (let column = 1; column < at.length; column += 1) {
    const stop = at[column] ?? line.text.length;
    if (column < at.length - 1 && !/[|+]/.test(line.text[stop] ?? "")) continue;
    parts.push({ column: from, part: cutLine(line, (at[from] ?? 0) + 1, stop) });
    from = column;
  }
  return parts;
}

/** `==== ====`: a line is a row, unless its first column is empty. */
export function simpleRows(lines: readonly Line[]): readonly Row[] {
  const columns = [...(lines[0]?.text ?? "").matchAll(/=+/g)].map(({ index }) => index);
  const borders = lines.flatMap(({ text }, index) => (/^=[= ]*$/.test(text.trimEnd()) ? [index] : []));
  const header = borders.length > 2 ? (borders[1] ?? 0) : 0;
  const rows: { cells: { lines: Line[] }[]; lines: Line[]; header: boolean }[] = [];
  for (const [index, line] of lines.entries()) {
    if (borders.includes(index) || isBlank(line) || /^-[- ]*$/.test(line.text.trimEnd())) continue;
    const parts = columns.map((column, at) => {
      const stop = columns[at + 1];
      return trimmed(
        cutLine(
          line,
          indexAtColumn(line.text, column),
          stop === undefined ? undefined : indexAtColumn(line.text, stop),
        ),
      );
    });
    const last = rows.at(-1);
    const goesOn = parts[0]?.text === "" && last !== undefined && last.header === index < header;
    const row = goesOn
      ? last
      : { cells: columns.map(() => ({ lines: [] })), lines: [], header: index < header };
    if (!goesOn) rows.push(row);
    row.lines.push(line);
    for (const [at, part] of parts.entries()) if (part.text !== "") row.cells[at]?.lines.push(part);
  }
  return rows.map((row) => ({ cells: row.cells, span: spanOfLines(row.lines), header: row.header }));
}

/** `* - first` and below it `  - second`: an item is a row, an item inside it a cell. */
export function listRows(content: readonly Line[], headers: number): readonly Row[] {
  const rows: { cells: { lines: Line[] }[]; lines: Line[] }[] = [];
  for (const line of content) {
    const open = /^[*+-][ \t]+[*+-](?:[ \t]+|$)/.exec(line.text);
    const next = open ?? /^[ \t]+[*+-](?:[ \t]+|$)/.exec(line.text);
    if (open !== null) rows.push({ cells: [], lines: [] });
    const row = rows.at(-1);
    if (row === undefined || isBlank(line)) continue;
    row.lines.push(line);
    const nested = open === null && next !== null && next[0].trimEnd().length > 4;
    if (next !== null && !nested) row.cells.push({ lines: [] });
    const text = trimmed(cutLine(line, next === null || nested ? 0 : next[0].length));
    if (text.text !== "") row.cells.at(-1)?.lines.push(text);
  }
  return rows.map(({ cells, lines }, index) => ({
    cells,
    span: spanOfLines(lines),
    header: index < headers,
  }));
}

/** Rows of CSV inside the source; a quoted cell may go over lines. Quotes are left out. */
export function csvRows(
  content: readonly Line[],
  options: { readonly delimiter: string; readonly headers: number },
): readonly Row[] {
  const rows: Row[] = [];
  let cells: { lines: Line[] }[] = [];
  let quoted = false;
  let first = content[0];
  for (const line of content) {
    if (!quoted && isBlank(line)) continue;
    if (!quoted) first = line;
    let from = 0;
    const take = (to: number) => {
      const text = cutLine(line, from, to);
      const bare = /^\s*"?/.exec(text.text)?.[0].length ?? 0;
      cells.at(-1)?.lines.push(cutLine(text, bare, text.text.trimEnd().replace(/"$/, "").length));
      from = to + 1;
    };
    if (!quoted) cells.push({ lines: [] });
    for (let at = 0; at < line.text.length; at += 1) {
      if (line.text[at] === '"') quoted = !quoted;
      else if (!quoted && line.text[at] === options.delimiter) {
        take(at);
        cells.push({ lines: [] });
      }
    }
    take(line.text.length);
    if (quoted || first === undefined) continue;
    rows.push({ cells, span: { start: first.start, end: line.end }, header: rows.length < options.headers });
    cells = [];
  }
  return rows;
}

function trimmed(line: Line): Line {
  const from = line.text.length - line.text.trimStart().length;
  return cutLine(line, from, Math.max(from, line.text.trimEnd().length));
}
