/** The review as Markdown text, for a mail or a ticket. Personal data stays masked, as in the findings. */
import { type Translate } from "../translate";
import { placeLabel } from "./html";
import { escapeMarkdown } from "./markdown";
import { placeOf, type ReviewOptions } from "./reviewHtml";
import {
  byFile,
  countsLine,
  coverageLine,
  leftOutLists,
  unsuppressed,
  type ReviewResult,
  severityName,
} from "./reviewText";

export function reviewMarkdown(result: ReviewResult, options: ReviewOptions, t: Translate): string {
  const lines = [
    `# ${t("Review result")}`,
    "",
    options.when,
    "",
    countsLine(unsuppressed(result.findings), t),
    coverageLine(result.coverage, t),
  ];
  for (const { uri, findings } of byFile(result.findings)) {
    lines.push("", `## ${escapeMarkdown(options.nameOf(uri))}`, "");
    for (const finding of findings) {
      const place = finding.status === "unlocated" ? "" : `${escapeMarkdown(placeLabel(placeOf(finding)))}, `;
      const reason =
        finding.status === "suppressed"
          ? ` — ${t("Suppressed: {0}", finding.suppression?.reason ?? "")}`
          : "";
      const text = `${escapeMarkdown(finding.message)} (${place}${escapeMarkdown(finding.rule)})${escapeMarkdown(reason)}`;
      lines.push(`- **${severityName(finding.severity, t)}** ${text}`);
    }
  }
  const extra = [
    { title: t("Rule packs that could not be used"), items: result.packProblems },
    ...leftOutLists(result.coverage, t),
  ];
  for (const { title, items } of extra.filter((part) => part.items.length > 0)) {
    lines.push("", `## ${title}`, "", ...items.map((item) => `- ${escapeMarkdown(item)}`));
  }
  return `${lines.join("\n")}\n`;
}
