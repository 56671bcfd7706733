/** A comparison as a table of new and old clauses (新旧対照表): Word, Excel, CSV, Markdown, JSON. */
import { type Run, writeWordTable } from "../../documents/docx/writeTable";
import { writeWorkbook } from "../../documents/xlsx/writeWorkbook";
import { type ChangedClause, type Citation, type Comparison, type ComparisonFormat } from "../../protocol";
import { csvOf } from "../../util/csvLines";
import { t } from "../../util/l10n";
import { escapeMarkdown } from "../escape";
import { changedRuns } from "./runs";
import { clauseText, countsLine, kindName } from "./words";

export function writeComparison(comparison: Comparison, format: ComparisonFormat): string | Uint8Array {
  switch (format) {
    case "docx":
      return docx(comparison);
    case "xlsx":
      return xlsx(comparison);
    case "csv":
      return csvOf([["No.", ...head()], ...rows(comparison).map((cells, at) => [String(at + 1), ...cells])]);
    case "markdown":
      return markdown(comparison);
    case "json":
      return `${JSON.stringify(comparison, null, 2)}\n`;
  }
}

const head = () => [t("Article"), t("New text"), t("Old text"), t("Change"), t("Numbers, dates and duties")];
const title = () => t("Table of new and old clauses");

const rows = ({ changes }: Comparison) => changes.map(cellsOf);

const cellsOf = (change: ChangedClause): readonly string[] => [
  clauseText(change),
  change.new?.quote ?? "",
  change.old?.quote ?? "",
  kindName(change.kind),
  change.details.map(({ text }) => text).join("\n"),
];

/** What was compared, how much changed, what was not read. */
const lines = (comparison: Comparison): readonly string[] => [
  t("New version: {0}", comparison.newTitle),
  t("Old version: {0}", comparison.oldTitle),
  countsLine(comparison),
  ...comparison.unread.map(({ where, why }) => t("Not read: {0} ({1})", where, why)),
];

function docx(comparison: Comparison): Uint8Array {
  return writeWordTable({
    title: title(),
    lines: lines(comparison),
    head: head(),
    widths: [0.14, 0.32, 0.32, 0.07, 0.15],
    rows: comparison.changes.map((change) => {
      const cells = cellsOf(change).map((text): readonly Run[] => [{ text }]);
      const [clause = [], , , kind = [], details = []] = cells;
      const [fresh, old] = [change.new?.quote ?? "", change.old?.quote ?? ""];
      // What came or went as a whole is underlined as a whole.
      const runs =
        change.kind === "moved" ? { new: [{ text: fresh }], old: [{ text: old }] } : changedRuns(old, fresh);
      return [clause, runs.new, runs.old, kind, details];
    }),
  });
}

const xlsx = (comparison: Comparison): Uint8Array =>
  writeWorkbook([
    {
      name: title(),
      head: ["No.", ...head()],
      rows: rows(comparison).map((cells, at) => [String(at + 1), ...cells]),
      widths: [6, 30, 60, 60, 10, 34],
      numbered: true,
    },
    {
      name: t("Coverage"),
      head: [t("Subject"), t("Content")],
      rows: lines(comparison).map((line) => [title(), line]),
      widths: [32, 110],
    },
  ]);

function markdown(comparison: Comparison): string {
  const all = [`# ${title()}`, "", ...lines(comparison).map((line) => `> ${escapeMarkdown(line)}  `)];
  let clause: string | undefined;
  for (const change of comparison.changes) {
    const name = clauseText(change);
    if (name !== clause)
      all.push("", `## ${escapeMarkdown(name === "" ? t("Before the first heading") : name)}`, "");
    clause = name;
    all.push(
      `- **${kindName(change.kind)}**${change.details.map(({ text }) => ` · ${escapeMarkdown(text)}`).join("")}`,
    );
    const side = (label: string, quote: Citation | undefined) =>
      quote === undefined ? [] : [`  - ${label} (${placeOf(quote)}): ${escapeMarkdown(quote.quote)}`];
    all.push(...side(t("New text"), change.new), ...side(t("Old text"), change.old));
  }
  if (comparison.changes.length === 0) all.push("", t("The versions say the same."));
  return `${all.join("\n")}\n`;
}

const placeOf = ({ place, range }: Citation) => escapeMarkdown(place ?? `L${range.start.line + 1}`);
