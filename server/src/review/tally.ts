/** Counts everything that was found, so that the report can say what was not read or not judged. */
import { type Finding, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { type DocumentResult, type ReviewedFile, type ReviewResult } from "./handler";
import { effectivePacks, packInfos, type PackSet, ruleInfos, unjudgedRules } from "./packSet";
import { type PackInfo, type RuleInfo } from "./rules";

export type Tally = ReturnType<typeof startTally>;

export function startTally() {
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const problems = new Set<string>();
  const notes = new Map<string, Skipped>();
  const rules = new Map<string, RuleInfo>();
  const packs = new Map<string, PackInfo>();
  const files: ReviewedFile[] = [];
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
      for (const info of packInfos(effective.packs, language())) packs.set(`${info.id} ${info.sha256}`, info);
    },
    add(result: DocumentResult & { readonly sections: number }, file: ReviewedFile) {
      files.push(file);
      findings.push(...result.findings);
      skipped.push(...result.skipped);
      sections += result.sections;
      if (result.skipped.every(({ textless }) => textless === true)) reviewed += 1;
    },
    result: (found: number): ReviewResult => ({
      findings,
      coverage: {
        files: found,
        reviewed,
        sections,
        rules: judged(rules, notes),
        skipped: [...skipped, ...notes.values()],
      },
      packProblems: [...problems],
      rules: [...rules.values()],
      packs: [...packs.values()],
      files,
    }),
  };
}

/** Rules that really ran: neither the product's own nor those that wait for a later version. */
function judged(rules: ReadonlyMap<string, RuleInfo>, notes: ReadonlyMap<string, Skipped>): number {
  return [...rules.values()].filter(({ id, pack }) => pack !== "hanare" && !notes.has(`${pack} ${id}`))
    .length;
}
