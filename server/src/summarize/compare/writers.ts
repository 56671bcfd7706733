/** A comparison as a table of new and old clauses (新旧対照表): Word, Excel, CSV, Markdown, JSON. */
import { type Run, writeWordTable } from "../../documents/docx/writeTable";
import { writeWorkbook } from "../../documents/xlsx/writeWorkbook";
import { type ChangedClause, type Citation, type Comparison, type ComparisonFormat } from "../../protocol";
import { csvOf } from "../../util/csvLines";
import { t } from "../../util/l10n";
import { escapeMarkdown } from "../../util/markdownText";
import { changedRuns } from "./runs";
import { affectedLine, affectedText, clauseText, countsLine, kindName } from "./words";

export function writeComparison(comparison: Comparison, format: ComparisonFormat): string | Uint8Array {
  switch (format) {
    case "docx":
      return docx(comparison);
    case "xlsx":
      return xlsx(comparison);
    case "csv":
      return csvOf([
        ["No.", ...head(comparison)],
        ...rows(comparison).map((cells, at) => [String(at + 1), ...cells]),
      ]);
    case "markdown":
      return markdown(comparison);
    case "json":
      return `${JSON.stringify(comparison, null, 2)}\n`;
  }
}

/** The last column only where other documents were looked at. */
const head = ({ affected }: Comparison) => [
  ...[t("Article"), t("New text"), t("Old text"), t("Change"), t("Numbers, dates and duties")],
  ...(affected === undefined ? [] : [t("Affected rules")]),
];
const isWide = ({ affected }: Comparison) => affected !== undefined;
const title = () => t("Table of new and old clauses");

const rows = (comparison: Comparison) =>
  comparison.changes.map((change, at) => cellsOf(change, comparison, at));

const cellsOf = (change: ChangedClause, comparison: Comparison, at: number): readonly string[] => [
  clauseText(change),
  change.new?.quote ?? "",
  change.old?.quote ?? "",
  kindName(change.kind),
  change.details.map(({ text }) => text).join("\n"),
  ...(comparison.affected === undefined ? [] : [affectedText(comparison, at)]),
];

/** What was compared, how much changed, what was not read. */
const lines = (comparison: Comparison): readonly string[] => [
  ...(comparison.mark === undefined ? [] : [comparison.mark]),
  t("New version: {0}", comparison.newTitle),
  t("Old version: {0}", comparison.oldTitle),
  countsLine(comparison),
  ...(comparison.affected === undefined ? [] : [affectedLine(comparison)]),
  ...comparison.unread.map(({ where, why }) => t("Not read: {0} ({1})", where, why)),
];

function docx(comparison: Comparison): Uint8Array {
  return writeWordTable({
    title: title(),
    lines: lines(comparison),
    head: head(comparison),
    widths: isWide(comparison) ? [0.12, 0.25, 0.25, 0.06, 0.12, 0.2] : [0.14, 0.32, 0.32, 0.07, 0.15],
    rows: comparison.changes.map((change, at) => {
      const cells = cellsOf(change, comparison, at).map((text): readonly Run[] => [{ text }]);
      const [clause = [], , , ...others] = cells;
      const [fresh, old] = [change.new?.quote ?? "", change.old?.quote ?? ""];
      // What came or went as a whole is underlined as a whole.
      const runs =
        change.kind === "moved" ? { new: [{ text: fresh }], old: [{ text: old }] } : changedRuns(old, fresh);
      return [clause, runs.new, runs.old, ...others];
    }),
  });
}

const xlsx = (comparison: Comparison): Uint8Array =>
  writeWorkbook([
    {
      name: title(),
      head: ["No.", ...head(comparison)],
      rows: rows(comparison).map((cells, at) => [String(at + 1), ...cells]),
      widths: [6, 30, 60, 60, 10, 34, ...(isWide(comparison) ? [60] : [])],
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
  for (const [at, change] of comparison.changes.entries()) {
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
    for (const line of affectedText(comparison, at)
      .split("\n")
      .filter((one) => one !== ""))
      all.push(`  - ${t("Affected rules")}: ${escapeMarkdown(line)}`);
  }
  if (comparison.changes.length === 0) all.push("", t("The versions say the same."));
  return `${all.join("\n")}\n`;
}

const placeOf = ({ place, range }: Citation) => escapeMarkdown(place ?? `L${range.start.line + 1}`);
