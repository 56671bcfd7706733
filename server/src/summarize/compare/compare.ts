/** Two versions of a document: what was added, removed, changed and moved, by clause, with both quotes. */
import { type SourceDocument, type Span } from "../../documents/document";
import { markOf, strictest } from "../../documents/marks";
import { type ChangedClause, type Citation, type Comparison, type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { titleOf } from "../../documents/title";
import { type Clause, clausesOf, type Unit } from "./clauses";
import { detailsOf } from "./details";
import { pairClauses } from "./pairs";
import { pairUnits } from "./units";
import { factText } from "./words";

/** A change on its way, with what tells moves apart. */
interface Draft extends ChangedClause {
  readonly key: string;
}

/** Deterministic, without a model. */
export function compareDocuments(old: SourceDocument, fresh: SourceDocument): Comparison {
  const [left, right] = [clausesOf(old), clausesOf(fresh)];
  const drafts: Draft[] = [];
  let unchanged = 0;
  const partner = new Map(pairClauses(left, right).map((pair) => [pair.new, pair.old]));
  const goneAfter = removedClauses(left, new Set(partner.values()));
  const removed = (clause: Clause) =>
    drafts.push(...wholeClause(clause, (unit) => ({ old: quote(old, unit.span) })));
  for (const clause of goneAfter.get(undefined) ?? []) removed(clause);
  for (const clause of right) {
    const before = partner.get(clause);
    if (before === undefined) {
      drafts.push(...wholeClause(clause, (unit) => ({ new: quote(fresh, unit.span) })));
      continue;
    }
    const names = { clause: clause.name, ...(before.name === clause.name ? {} : { oldClause: before.name }) };
    for (const pair of pairUnits(before.units, clause.units)) {
      if (pair.old !== undefined && pair.old.key === pair.new?.key) unchanged += 1;
      else drafts.push(changedUnit(pair, names, { old, fresh }));
    }
    if (names.oldClause !== undefined) drafts.push(renamed(before, clause, { old, fresh }));
    for (const gone of goneAfter.get(before) ?? []) removed(gone);
  }
  const mark = strictest([old, fresh].flatMap((document) => markOf(document)?.text ?? []));
  return {
    ...(mark === undefined ? {} : { mark }),
    ...{ oldUri: old.uri, newUri: fresh.uri, oldTitle: titleOf(old), newTitle: titleOf(fresh), unchanged },
    changes: withMoves(drafts.filter(({ key }) => key !== "")).map(({ key: _key, ...change }) => change),
    unread: [...unreadOf(old, t("old version")), ...unreadOf(fresh, t("new version"))],
  };
}

/** Clauses that went, by the clause of the old version that stands before them. */
function removedClauses(old: readonly Clause[], kept: ReadonlySet<Clause>) {
  const after = new Map<Clause | undefined, Clause[]>();
  let last: Clause | undefined;
  for (const clause of old) {
    if (kept.has(clause)) last = clause;
    else after.set(last, [...(after.get(last) ?? []), clause]);
  }
  return after;
}

type Sides = Pick<ChangedClause, "old" | "new">;

function wholeClause(clause: Clause, side: (unit: Unit) => Sides): readonly Draft[] {
  return clause.units.map((unit): Draft => {
    const sides = side(unit);
    const kind = sides.old === undefined ? "added" : "removed";
    return { kind, clause: clause.name, ...sides, details: [], key: unit.key };
  });
}

interface Documents {
  readonly old: SourceDocument;
  readonly fresh: SourceDocument;
}

function changedUnit(
  pair: { readonly old?: Unit; readonly new?: Unit },
  names: Pick<ChangedClause, "clause" | "oldClause">,
  { old, fresh }: Documents,
): Draft {
  const kind = pair.old === undefined ? "added" : pair.new === undefined ? "removed" : "changed";
  return {
    kind,
    ...names,
    ...(pair.old === undefined ? {} : { old: quote(old, pair.old.span) }),
    ...(pair.new === undefined ? {} : { new: quote(fresh, pair.new.span) }),
    details:
      kind === "changed"
        ? detailsOf(pair.old?.text ?? "", pair.new?.text ?? "").map((fact) => ({
            ...fact,
            text: factText(fact),
          }))
        : [],
    key: pair.new?.key ?? pair.old?.key ?? "",
  };
}

/** A clause of another name or number: the headings are the quotes. Only the number of a clause above is no change. */
function renamed(before: Clause, clause: Clause, { old, fresh }: Documents): Draft {
  const [left, right] = [before.section.heading, clause.section.heading];
  const same = left?.text === right?.text || left === undefined || right === undefined;
  return {
    kind: "changed",
    clause: clause.name,
    oldClause: before.name,
    ...(left === undefined ? {} : { old: quote(old, left.span) }),
    ...(right === undefined ? {} : { new: quote(fresh, right.span) }),
    details: [],
    key: same ? "" : clause.name,
  };
}

function quote(document: SourceDocument, span: Span): Citation {
  const place = document.placeOf?.(span);
  const text = document.text.slice(span.start, span.end);
  return { range: document.rangeOf(span), ...(place === undefined ? {} : { place }), quote: text };
}

/** What went here and came there is one change: it moved. Short ones (「以上」) come and go by themselves. */
const shortestMove = 12;

function withMoves(drafts: readonly Draft[]): readonly Draft[] {
  const gone = new Map<string, Draft>();
  for (const draft of drafts)
    if (draft.kind === "removed" && draft.key.length >= shortestMove) gone.set(draft.key, draft);
  const moved = new Set<Draft>();
  const result = drafts.map((draft): Draft => {
    const from = draft.kind === "added" ? gone.get(draft.key) : undefined;
    if (from?.old === undefined || moved.has(from)) return draft;
    moved.add(from);
    return { ...draft, kind: "moved", oldClause: from.clause, old: from.old };
  });
  return result.filter((draft) => !moved.has(draft));
}

const unreadOf = (document: SourceDocument, version: string): readonly Skipped[] =>
  document.unread.map((skipped) => ({ ...skipped, where: `${version}: ${skipped.where}` }));
