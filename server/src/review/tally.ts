/** Counts everything that was found, so that the report can say what was not read or not judged. */
import { type Coverage, type Finding, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { type DocumentResult, type ReviewResult } from "./handler";
import { type JudgeResult } from "./judge/outcome";
import { effectivePacks, type PackSet, ruleInfos, unjudgedRules } from "./packSet";
import { inTextOrder } from "./reviewDocument";
import { type RuleInfo } from "./rules";

export type Tally = ReturnType<typeof startTally>;

export function startTally() {
  const findings = new Map<string, readonly Finding[]>();
  const judgements: JudgeResult[] = [];
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
    add(uri: string, result: DocumentResult & { readonly sections: number }) {
      findings.set(uri, [...(findings.get(uri) ?? []), ...result.findings]);
      skipped.push(...result.skipped);
      sections += result.sections;
      if (result.skipped.every(({ textless }) => textless === true)) reviewed += 1;
    },
    /** What a model said, among the findings of its documents. */
    addJudged(result: JudgeResult) {
      judgements.push(result);
      const uris = new Set(result.findings.map(({ uri }) => uri));
      for (const uri of uris) {
        const own = result.findings.filter((finding) => finding.uri === uri);
        findings.set(uri, [...(findings.get(uri) ?? []), ...own].sort(inTextOrder));
      }
    },
    result: (files: number): ReviewResult => ({
      findings: [...findings.values()].flat(),
      coverage: {
        files,
        reviewed,
        sections,
        rules: judged(
          rules,
          new Set([...notes.keys(), ...judgements.flatMap(({ unasked }) => [...unasked])]),
        ),
        ...judgedCoverage(judgements),
        skipped: [...skipped, ...notes.values(), ...judgements.flatMap((one) => one.skipped)],
      },
      packProblems: [...problems],
      rules: [...rules.values()],
    }),
  };
}

/** Rules that really ran: neither the product's own nor those that nothing could decide. */
function judged(rules: ReadonlyMap<string, RuleInfo>, left: ReadonlySet<string>): number {
  return [...rules.values()].filter(({ id, pack }) => pack !== "hanare" && !left.has(`${pack} ${id}`)).length;
}

function judgedCoverage(judgements: readonly JudgeResult[]): Pick<Coverage, "judged"> {
  const found = judgements.find((one) => one.judged !== undefined)?.judged;
  return found === undefined ? {} : { judged: found };
}
