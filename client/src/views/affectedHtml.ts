/** Clauses of rules that a change touches, document by document: the clause, why, and what changed. */
import { type AffectedClause, type ChangedClause, type Comparison } from "../../../server/src/protocol";
import { type Translate } from "../translate";
import { chip, escapeHtml, langAttribute, type Target } from "./html";

/** One change of the regulation, as the page shows changes. */
type ChangeBlock = (change: ChangedClause) => string;

interface Page {
  readonly comparison: Comparison;
  readonly targets: Target[];
  readonly t: Translate;
  readonly changeBlock: ChangeBlock;
}

/** Empty where no rules were looked at. */
export function affectedSection(page: Page): string {
  const { comparison, t } = page;
  const { affected, rules = 0 } = comparison;
  if (affected === undefined) return "";
  const documents = byDocument(affected);
  const found = t(
    "Affected clauses: {0}, in {1} of the {2} documents that were looked at.",
    affected.length,
    documents.length,
    rules,
  );
  const limits = t(
    "Clauses are found by what they cite, by the old figure and by like words. Others may be affected, too.",
  );
  const lists = documents.map((clauses) => documentBlock(clauses, page));
  return `<section><h2>${escapeHtml(t("Affected rules"))}</h2>
<p class="counts">${escapeHtml(found)}</p>
<p class="facts">${escapeHtml(limits)}</p>
${lists.join("\n")}</section>
<h2>${escapeHtml(t("All changes"))}</h2>`;
}

function byDocument(affected: readonly AffectedClause[]): readonly (readonly AffectedClause[])[] {
  const documents = new Map<string, AffectedClause[]>();
  for (const one of affected) {
    const clauses = documents.get(one.uri) ?? [];
    documents.set(one.uri, [...clauses, one]);
  }
  return [...documents.values()].map((clauses) =>
    clauses.sort((one, other) => one.citation.range.start.line - other.citation.range.start.line),
  );
}

function documentBlock(clauses: readonly AffectedClause[], page: Page): string {
  const title = clauses[0]?.title ?? "";
  const items = clauses.map((clause) => clauseItem(clause, page));
  return `<h3${langAttribute(title)}>${escapeHtml(title)}</h3><ul>${items.join("\n")}</ul>`;
}

function clauseItem({ uri, clause, citation, why, change }: AffectedClause, page: Page): string {
  const { comparison, targets, t, changeBlock } = page;
  const { quote, ...place } = citation;
  const reasons = why.map((one) => whyText(one, t)).join(t(", "));
  const name = clause === "" ? t("Before the first heading") : clause;
  const own = chip(targets, { uri, ...place }, t);
  const changed = comparison.changes[change];
  const cause = changed === undefined ? "" : changeBlock(changed);
  return `<li><strong${langAttribute(name)}>${escapeHtml(name)}</strong> ${own} <span class="kind">${escapeHtml(reasons)}</span><blockquote${langAttribute(quote)}>${escapeHtml(quote)}</blockquote>${cause}</li>`;
}

const whyText = (why: AffectedClause["why"][number], t: Translate): string =>
  ({ cites: t("cites the clause"), figure: t("has the old figure"), words: t("says much of the same") })[why];
