/** A table of new and old clauses (新旧対照表) that somebody else has made, read as the changes it tells. */
import { type Block, sourceSpan, type SourceDocument } from "../../documents/document";
import { markOf } from "../../documents/marks";
import { numberOf } from "../../documents/numbering";
import { type ChangedClause, type ChangeKind, type Citation, type Comparison } from "../../protocol";
import { titleOf } from "../../documents/title";
import { keyOf } from "./clauses";
import { detailsOf } from "./details";
import { factText } from "./words";

/** As head cells name the sides: 改正後（令和8年4月1日施行）, 新, Current. */
const newHead =
  /^(?:改正後|改正案|改定後|改定案|変更後|新(?:規定|条文)?(?:$|[（(])|new\b|after\b|proposed\b|revised\b)/iu;
const oldHead = /^(?:改正前|改定前|変更前|現行|旧(?:規定|条文)?(?:$|[（(])|old\b|before\b|current\b)/iu;
/** A cell that says there is nothing. */
const nothing = /^[（(〔［[]?(?:新設|新規|追加|削除|削る|なし|new|added|deleted|none|[-－―—])[）)〕］\]]?$/iu;
/** The part is left out because it did not change. */
const omitted = /^[（(]?(?:略|同左|同右|omitted|same)[）)]?$/iu;

type Row = ReadonlyMap<number, Block>;

interface Columns {
  readonly fresh: number;
  readonly old: number;
}

/** Undefined when the document has no table whose head names an old and a new side. */
export function readComparisonTable(document: SourceDocument): Comparison | undefined {
  const changes: ChangedClause[] = [];
  let columns: Columns | undefined;
  let found = false;
  let unchanged = 0;
  let clause = "";
  for (const row of rowsOf(document)) {
    if (row === undefined) {
      columns = undefined;
      continue;
    }
    const named = columnsOf(row);
    if (named !== undefined) {
      columns = named;
      found = true;
      continue;
    }
    if (columns === undefined) continue;
    const change = changeIn(document, row, { columns, clause });
    clause = change?.clause ?? clause;
    if (change === undefined) unchanged += 1;
    else changes.push(change);
  }
  if (!found) return undefined;
  const [uri, title] = [document.uri, titleOf(document)];
  const mark = markOf(document)?.text;
  return {
    ...(mark === undefined ? {} : { mark }),
    ...{ oldUri: uri, newUri: uri, oldTitle: title, newTitle: title, changes, unchanged },
    unread: document.unread,
  };
}

/** Cells by their columns, row by row; undefined where a table ends. */
function* rowsOf({ blocks, text }: SourceDocument): Iterable<Row | undefined> {
  let row = new Map<number, Block>();
  let last: Block | undefined;
  let column = 0;
  for (const block of blocks) {
    if (block.kind !== "tableCell" || block.row === undefined) {
      if (row.size > 0) yield row;
      row = new Map();
      last = undefined;
      yield undefined;
      continue;
    }
    if (last?.row?.start !== block.row.start) {
      if (row.size > 0) yield row;
      row = new Map();
      column = 0;
      last = undefined;
    }
    // Empty cells are no blocks; the bars between two cells count them. Some spans hold a bar of their own.
    const own = sourceSpan(block, 0, block.text.length);
    const from = last === undefined ? block.row.start : sourceSpan(last, 0, last.text.length).end;
    column += text.slice(from, own.start).match(/\|/g)?.length ?? 1;
    row.set(column, block);
    last = block;
  }
  if (row.size > 0) yield row;
}

function columnsOf(row: Row): Columns | undefined {
  const find = (pattern: RegExp) => [...row].find(([, { text }]) => pattern.test(text.trim()))?.[0];
  const [fresh, old] = [find(newHead), find(oldHead)];
  return fresh === undefined || old === undefined || fresh === old ? undefined : { fresh, old };
}

interface Place {
  readonly columns: Columns;
  /** Of the row before: a row without a name goes on with it. */
  readonly clause: string;
}

/** Undefined when both sides say the same, or the row leaves them out. */
function changeIn(
  document: SourceDocument,
  row: Row,
  { columns, clause: before }: Place,
): ChangedClause | undefined {
  const said = (column: number) => {
    const cell = row.get(column);
    return cell === undefined || nothing.test(cell.text.trim()) ? undefined : cell;
  };
  const [fresh, old] = [said(columns.fresh), said(columns.old)];
  const [newText, oldText] = [fresh?.text ?? "", old?.text ?? ""];
  if (keyOf(newText) === keyOf(oldText)) return undefined;
  if (omitted.test(newText.trim()) || omitted.test(oldText.trim())) return undefined;
  const kind: ChangeKind = old === undefined ? "added" : fresh === undefined ? "removed" : "changed";
  const clause = nameOf(row, columns) ?? numberOf(newText)?.text ?? numberOf(oldText)?.text ?? before;
  const oldClause = numberOf(oldText)?.text;
  return {
    kind,
    clause,
    ...(oldClause === undefined || clause.includes(oldClause) ? {} : { oldClause }),
    ...(old === undefined ? {} : { old: quote(document, old) }),
    ...(fresh === undefined ? {} : { new: quote(document, fresh) }),
    details:
      kind === "changed"
        ? detailsOf(oldText, newText).map((fact) => ({ ...fact, text: factText(fact) }))
        : [],
  };
}

/** What stands before both sides and is no running number. */
function nameOf(row: Row, { fresh, old }: Columns): string | undefined {
  const cells = [...row].filter(([column]) => column < Math.min(fresh, old));
  return cells.map(([, { text }]) => text.trim()).filter((text) => !/^\d*$/u.test(text))[0];
}

function quote(document: SourceDocument, { span }: Block): Citation {
  const place = document.placeOf?.(span);
  const text = document.text.slice(span.start, span.end);
  return { range: document.rangeOf(span), ...(place === undefined ? {} : { place }), quote: text };
}
