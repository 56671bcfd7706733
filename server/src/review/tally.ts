/** Counts everything that was found, so that the report can say what was not read or not judged. */
import { type Finding, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { type CrossResult } from "./cross";
import { type DocumentResult, type ReviewResult } from "./handler";
import { effectivePacks, type PackSet, ruleInfos, unjudgedRules } from "./packSet";
import { type RuleInfo } from "./rules";

export type Tally = ReturnType<typeof startTally>;

export function startTally() {
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const problems = new Set<string>();
  const notes = new Map<string, Skipped>();
  const rules = new Map<string, RuleInfo>();
  const seen = new Set<PackSet>();
  let reviewed = 0;
  let sections = 0;
  return {
    skip: (item: Skipped) => void skipped.push(item),
    usePacks(set: PackSet, today: string) {
      if (seen.has(set)) return;
      seen.add(set);
      for (const problem of set.problems) problems.add(problem);
      const effective = effectivePacks(set.packs, today);
      for (const note of [...effective.skipped, ...unjudgedRules(effective.packs)])
        notes.set(note.where, note);
      for (const info of ruleInfos(effective.packs, language())) rules.set(info.id, info);
    },
    add(result: DocumentResult & { readonly sections: number }) {
      findings.push(...result.findings);
      skipped.push(...result.skipped);
      sections += result.sections;
      if (result.skipped.every(({ textless }) => textless === true)) reviewed += 1;
    },
    /** A file in which nothing was found; its number of sections. */
    addQuiet(count: number) {
      sections += count;
      reviewed += 1;
    },
    addCross(found: CrossResult) {
      findings.push(...found.findings);
      skipped.push(...found.skipped);
    },
    result: (files: number): ReviewResult => ({
      findings,
      coverage: {
        files,
        reviewed,
        sections,
        rules: judged(rules, notes),
        skipped: [...skipped, ...notes.values()],
      },
      packProblems: [...problems],
      rules: [...rules.values()],
    }),
  };
}

/** Rules that really ran: neither the product's own nor those that wait for a later version. */
function judged(rules: ReadonlyMap<string, RuleInfo>, notes: ReadonlyMap<string, Skipped>): number {
  return [...rules.values()].filter(({ id, pack }) => pack !== "hanare" && !notes.has(`${pack} ${id}`))
    .length;
}
