/** What changed between two versions as a page: by clause, the new words above the old ones. */
import {
  type ChangedClause,
  type ChangeKind,
  type Citation,
  type Comparison,
} from "../../../server/src/protocol";
import { type Translate } from "../translate";
import { affectedSection } from "./affectedHtml";
import { button, chip, escapeHtml, langAttribute, type Target } from "./html";
import { type Rendered } from "./summaryHtml";

function kindName(kind: ChangeKind, t: Translate): string {
  return { added: t("Added"), removed: t("Removed"), changed: t("Changed"), moved: t("Moved") }[kind];
}

function countsLine({ changes, unchanged }: Comparison, t: Translate): string {
  const count = (kind: ChangeKind) => changes.filter((change) => change.kind === kind).length;
  return t(
    "Changed: {0} (with other numbers, dates or duties: {1}), added: {2}, removed: {3}, moved: {4}, the same: {5}.",
    count("changed"),
    changes.filter(({ details }) => details.length > 0).length,
    count("added"),
    count("removed"),
    count("moved"),
    unchanged,
  );
}

interface Side {
  readonly uri: string;
  readonly label: string;
}

function quoteBlock({ quote, ...place }: Citation, { uri, label }: Side, page: Page): string {
  const { targets, t } = page;
  return `<p class="kind">${escapeHtml(label)} ${chip(targets, { uri, ...place }, t)}</p><blockquote${langAttribute(quote)}>${escapeHtml(quote)}</blockquote>`;
}

interface Page {
  readonly comparison: Comparison;
  readonly targets: Target[];
  readonly t: Translate;
}

function changeBlock({ kind, details, ...sides }: ChangedClause, page: Page): string {
  const { comparison, t } = page;
  const told = details.map(({ text }) => `<strong>${escapeHtml(text)}</strong>`).join(" · ");
  const fresh =
    sides.new === undefined
      ? ""
      : quoteBlock(sides.new, { uri: comparison.newUri, label: t("New text") }, page);
  const old =
    sides.old === undefined
      ? ""
      : quoteBlock(sides.old, { uri: comparison.oldUri, label: t("Old text") }, page);
  return `<span class="kind">${escapeHtml(kindName(kind, t))}</span> ${told}${fresh}${old}`;
}

/** Below a clause that it touches: with the name of the changed clause. */
function causeBlock(change: ChangedClause, page: Page): string {
  const { t } = page;
  const name = nameOf(change, t) || t("Before the first heading");
  return `<details open><summary>${escapeHtml(t("Because of: {0}", name))}</summary>${changeBlock(change, page)}</details>`;
}

function clauseBlock(name: string, changes: readonly ChangedClause[], page: Page): string {
  const title = name === "" ? page.t("Before the first heading") : name;
  const items = changes.map((change) => `<li>${changeBlock(change, page)}</li>`).join("\n");
  return `<section><h2${langAttribute(title)}>${escapeHtml(title)}</h2><ul>${items}</ul></section>`;
}

const nameOf = ({ clause, oldClause }: ChangedClause, t: Translate) =>
  oldClause === undefined || oldClause === clause ? clause : t("{0} (was: {1})", clause, oldClause);

/** Changes of one clause that stand behind each other. */
function byClause(changes: readonly ChangedClause[], t: Translate) {
  const groups: { readonly name: string; readonly changes: ChangedClause[] }[] = [];
  for (const change of changes) {
    const name = nameOf(change, t);
    if (groups.at(-1)?.name === name) groups.at(-1)?.changes.push(change);
    else groups.push({ name, changes: [change] });
  }
  return groups;
}

function toolbar(t: Translate): string {
  const buttons = [
    button("docx", t("Save as Word…")),
    button("xlsx", t("Save as Excel…")),
    button("csv", t("Save as CSV…")),
    button("copy", t("Copy as Markdown")),
    button("affects", t("Find Affected Rules…")),
  ];
  return `<header><div class="bar" role="group" aria-label="${escapeHtml(t("Comparison options"))}">${buttons.join(" ")}</div></header>`;
}

export function renderComparison(comparison: Comparison, t: Translate): Rendered {
  const targets: Target[] = [];
  const page = { comparison, targets, t };
  const affected = affectedSection({ ...page, changeBlock: (change) => causeBlock(change, page) });
  const clauses = byClause(comparison.changes, t).map(({ name, changes }) =>
    clauseBlock(name, changes, page),
  );
  const unread = comparison.unread.map(({ where, why }) => t("Not read: {0} ({1})", where, why));
  const lines = [
    t("New version: {0}", comparison.newTitle),
    t("Old version: {0}", comparison.oldTitle),
    ...(unread.length === 0 ? [t("Everything was read.")] : unread),
  ].map((line) => `<li>${escapeHtml(line)}</li>`);
  const title = t("Table of new and old clauses");
  const { mark } = comparison;
  const empty =
    clauses.length === 0
      ? `<p>${escapeHtml(t("These versions say the same; only the layout may differ."))}</p>`
      : "";
  const body = `${toolbar(t)}
<main>
${mark === undefined ? "" : `<p class="mark">${escapeHtml(mark)}</p>`}
<h1>${escapeHtml(title)}</h1>
<p class="tier">${escapeHtml(countsLine(comparison, t))}</p>
<ul class="coverage">${lines.join("")}</ul>
${affected}${clauses.join("\n")}${empty}
</main>`;
  return { body, targets };
}

/** The page while documents are read. `doing`: in words. */
export function renderComparing(title: string, doing: string, t: Translate): Rendered {
  const words = escapeHtml(doing);
  const body = `<header><div class="bar">${button("stop", t("Stop"))}</div></header>
<main aria-busy="true">
<h1${langAttribute(title)}>${escapeHtml(title)}</h1>
<p id="progress" role="status">${words}</p>
<progress id="bar" aria-label="${words}"></progress>
</main>`;
  return { body, targets: [] };
}
