/** For programs: the report as it is, with the tool and the rules that made it; coverage at the end. */
import { type ReportWriter } from "./index";

export const writeJson: ReportWriter = ({ findings, coverage }, { tool, rules, packProblems }) =>
  `${JSON.stringify({ tool, rules, findings, packProblems, coverage }, null, 2)}\n`;
