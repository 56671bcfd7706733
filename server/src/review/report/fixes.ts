/** Changes that a report may tell: one at a masked text could hold what is masked. */
import { type Finding, type FindingFix } from "../../protocol";
import { type RuleInfo } from "../rules";

export function toldFix(
  { fix, rule, evidence }: Finding,
  rules: readonly RuleInfo[],
): FindingFix | undefined {
  const secret = /\*{4}/.test(evidence) || rules.some(({ id, mask }) => id === rule && mask === true);
  return secret ? undefined : fix;
}
