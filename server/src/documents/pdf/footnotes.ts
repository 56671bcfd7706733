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

/** `rows` of a page without what runs on every page, from top to bottom. */
export function splitNotes(rows: readonly Row[]): WithNotes {
  const used = new Set<string>();
  let start = rows.length;
  for (const [index, row] of rows.entries()) {
    const own = markAt(row);
    if (own !== undefined && used.has(own) && start > index) start = index;
    for (const segment of row.segments)
      for (const run of segment.table === undefined ? segment.runs.slice(1) : [])
        if (isMark(run, segment)) used.add(run.text.trim());
  }
  const notes: { mark: string; lines: Segment[] }[] = [];
  for (const row of rows.slice(start)) {
    const mark = markAt(row);
    const segments = row.segments.map((segment, at) =>
      mark !== undefined && at === 0 ? segmentOf(segment.runs.slice(1)) : segment,
    );
    if (mark !== undefined && used.has(mark)) notes.push({ mark, lines: segments });
    else notes.at(-1)?.lines.push(...segments);
  }
  const body = rows.slice(0, start).map((row) => marking(row, new Set(notes.map((note) => note.mark))));
  return { body, notes, marks: new Set(notes.map(({ mark }) => mark)) };
}

function markAt({ segments }: Row): string | undefined {
  const [segment] = segments;
  const [run, next] = segment?.runs ?? [];
  if (
    segment?.table !== undefined ||
    segment === undefined ||
    run === undefined ||
    next === undefined ||
    !isMark(run, segment)
  )
    return undefined;
  return run.text.trim();
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
