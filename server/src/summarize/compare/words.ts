/** A comparison in words: kinds of changes, and what they do to numbers and duties. */
import { type Marker } from "../../documents/meaning";
import {
  type AffectedClause,
  type ChangedClause,
  type ChangeFact,
  type ChangeKind,
  type Comparison,
} from "../../protocol";
import { t } from "../../util/l10n";

export const kindName = (kind: ChangeKind): string =>
  ({ added: t("Added"), removed: t("Removed"), changed: t("Changed"), moved: t("Moved") })[kind];

const markerNames = (): Readonly<Record<Marker, string>> => ({
  obligation: t("obligation"),
  prohibition: t("prohibition"),
  possibility: t("permission or possibility"),
  recommendation: t("recommendation"),
  exception: t("exception"),
  condition: t("condition"),
  negation: t("negation"),
  plan: t("plan"),
});

function markersText(markers: readonly string[]): string {
  const names: Readonly<Record<string, string>> = markerNames();
  return markers.map((marker) => names[marker] ?? marker).join(t(", "));
}

export function factText(detail: ChangeFact): string {
  if (detail.kind === "modality") {
    if (detail.old.length === 0) return t("Newly said: {0}", markersText(detail.new));
    if (detail.new.length === 0) return t("No longer said: {0}", markersText(detail.old));
    return t("{0} becomes {1}", markersText(detail.old), markersText(detail.new));
  }
  if (detail.kind === "bound") return t("{0} becomes {1}", detail.old, detail.new);
  if (detail.old === undefined) return t("New figure: {0}", detail.new ?? "");
  if (detail.new === undefined) return t("Figure gone: {0}", detail.old);
  return t("{0} becomes {1}", detail.old, detail.new);
}

/** The clause, with its old name where it was another one. */
export const clauseText = ({ clause, oldClause }: ChangedClause): string =>
  oldClause === undefined || oldClause === clause ? clause : t("{0} (was: {1})", clause, oldClause);

const whyText = (why: AffectedClause["why"][number]): string =>
  ({ cites: t("cites the clause"), figure: t("has the old figure"), words: t("says much of the same") })[why];

/** 就業規則 第5条（引用している）「…」, a line for each clause that the change touches. */
export const affectedText = ({ affected = [] }: Comparison, change: number): string =>
  affected
    .filter((one) => one.change === change)
    .map(({ title, clause, why, citation }) =>
      t("{0} {1} ({2}): {3}", title, clause, why.map(whyText).join(t(", ")), citation.quote),
    )
    .join("\n");

/** How much was found, and in what. */
export const affectedLine = ({ affected = [], rules = 0 }: Comparison): string =>
  t(
    "Affected clauses: {0}, in {1} of the {2} documents that were looked at.",
    affected.length,
    new Set(affected.map(({ uri }) => uri)).size,
    rules,
  );

export function countsLine({ changes, unchanged }: Comparison): string {
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
  const told = changes.filter(({ details }) => details.length > 0).length;
  return t(
    "Changed: {0} (with other numbers, dates or duties: {1}), added: {2}, removed: {3}, moved: {4}, the same: {5}.",
    count("changed"),
    told,
    count("added"),
    count("removed"),
    count("moved"),
    unchanged,
  );
}
