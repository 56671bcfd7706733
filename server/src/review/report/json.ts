/** For programs: the report as it is, with the tool and the rules that made it; coverage at the end. */
import { toldFix } from "./fixes";
import { type ReportWriter } from "./index";
import { markOf } from "./words";

export const writeJson: ReportWriter = (report, context) => {
  const { coverage } = report;
  const findings = report.findings.map((finding) => ({ ...finding, fix: toldFix(finding, context.rules) }));
  const { tool, when, model, head, packs, rules, files, gone, packProblems } = context;
  const made = { mark: markOf(context), tool, when, model, head, packs, rules, files };
  const content = { ...made, findings, gone, packProblems, coverage };
  return `${JSON.stringify(content, null, 2)}\n`;
};
