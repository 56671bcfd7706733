/** The targets and what became of them. */
import { type Verdict } from "../targets";
import { figure, spread, table } from "./format";

/** `title`: whose targets they are. */
export function verdictTable(title: string, verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ target, measured, verdict }) => [
    `  ${target.name}`,
    spread(measured, target.unit),
    `${target.bound} ${figure(target.limit)}${target.unit === "" ? "" : ` ${target.unit}`}`,
    verdict,
  ]);
  return `${title}\n${table(rows)}`;
}
