/** Notes at the foot of a page: a raised mark at the beginning of a line that the text above refers to. */
import { positionOf } from "./lineText";
import { type Row, type Run, type Segment } from "./model";
import { segmentOf } from "./rows";

export interface Note {
  readonly mark: string;
  readonly lines: readonly Segment[];
}

export interface WithNotes {
  readonly body: readonly Row[];
  readonly notes: readonly Note[];
  /** Of the notes found. */
  readonly marks: ReadonlySet<string>;
}

const noteMark = /^(?:[*※†‡]?\d{1,3}|[*※†‡]{1,3})[)）]?$/u;

/** Times the size of a note that its lines stand apart. */
const notePitch = 2.2;

/** `rows` of a page without what runs on every page, from top to bottom. */
export function splitNotes(rows: readonly Row[]): WithNotes {
  const used = new Map<string, number>();
  const notes: { mark: string; lines: Segment[]; y: number }[] = [];
  const body: Row[] = [];
  for (const row of rows) {
    const begun = noteAt(row, used);
    const last = notes.at(-1);
    if (begun !== undefined) notes.push({ mark: begun.mark, lines: [...begun.lines], y: row.y });
    else if (last !== undefined && goesOn(row, last)) {
      last.lines.push(...row.segments);
      last.y = row.y;
    } else body.push(row);
    for (const segment of row.segments)
      for (const run of segment.table === undefined ? segment.runs.slice(1) : [])
        if (isMark(run, segment)) used.set(run.text.trim(), segment.size);
  }
  const marks = new Set(notes.map(({ mark }) => mark));
  return { body: body.map((row) => marking(row, marks)), notes, marks };
}

const goesOn = (
  { y, size, segments }: Row,
  last: { readonly lines: readonly Segment[]; readonly y: number },
) =>
  y - last.y < notePitch * size &&
  Math.abs((last.lines[0]?.size ?? 0) - size) < 0.1 * size &&
  segments.every(({ table }) => table === undefined);

/** A raised mark, or a level one in front of smaller text than that which refers to it. */
function noteAt(
  { segments }: Row,
  used: ReadonlyMap<string, number>,
): { readonly mark: string; readonly lines: readonly Segment[] } | undefined {
  const [segment, ...others] = segments;
  const [run] = segment?.runs ?? [];
  if (segment === undefined || segment.table !== undefined || run === undefined) return undefined;
  if (isMark(run, segment) && used.has(run.text.trim()) && segment.runs.length > 1)
    return { mark: run.text.trim(), lines: [segmentOf(segment.runs.slice(1)), ...others] };
  const level = /^(\d{1,3}|[*※†‡]\d{0,2})[)）.]?[\s　]*(?=\S)/u.exec(segment.text);
  const mark = level?.[1];
  if (level === null || mark === undefined || segment.size > 0.95 * (used.get(mark) ?? 0)) return undefined;
  return { mark, lines: [{ ...segment, text: segment.text.slice(level[0].length) }, ...others] };
}

const isMark = (run: Run, segment: Segment): boolean =>
  noteMark.test(run.text.trim()) && positionOf(run, segment) === "superscript";

/** The references in the text as `[^1]`. */
function marking(row: Row, marks: ReadonlySet<string>): Row {
  if (marks.size === 0) return row;
  const segments = row.segments.map((segment) =>
    segment.table === undefined ? segmentOf(segment.runs, marks) : segment,
  );
  return { ...row, segments };
}
