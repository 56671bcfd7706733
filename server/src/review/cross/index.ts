/** Rules that compare documents: run when all of them were read. */
import { type Finding, type Skipped } from "../../protocol";
import { type RulePack } from "../rules";
import { type Facts } from "./facts";
import { differences } from "./parity";
import { contradictions } from "./statements";

export { type Facts, factsOf, joinFacts, changeDrafts, draftsOf, noFacts } from "./facts";

export interface CrossResult {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}

/** `pathOf`: how a file is named in a message. Pure; an excused place stays excused. */
export function compareFacts(
  packs: readonly RulePack[],
  facts: Facts,
  pathOf: (uri: string) => string,
): CrossResult {
  const results = packs
    .flatMap(({ rules }) => rules)
    .flatMap((rule): readonly CrossResult[] => {
      const found: CrossResult[] = [];
      if (rule.consistency !== undefined) {
        const own = facts.statements.filter((one) => one.rule === rule.id);
        found.push({ findings: contradictions(rule, own, pathOf), skipped: [] });
      }
      if (rule.parity !== undefined)
        found.push(
          differences(
            rule,
            facts.skeletons.filter((one) => one.rule === rule.id),
          ),
        );
      return found;
    });
  return {
    findings: results.flatMap(({ findings }) => findings),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}
