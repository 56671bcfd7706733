/** Counts everything that was found, so that the report can say what was not read or not judged. */
import { type Coverage, type Finding, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { type DocumentResult, type ReviewedFile, type ReviewResult } from "./handler";
import { type JudgeResult } from "./judge/outcome";
import { effectivePacks, packInfos, type PackSet, ruleInfos, unjudgedRules } from "./packSet";
import { inTextOrder } from "./reviewDocument";
import { type PackInfo, type RuleInfo } from "./rules";

export type Tally = ReturnType<typeof startTally>;

export function startTally() {
  const findings = new Map<string, readonly Finding[]>();
  const judgements: JudgeResult[] = [];
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
    add(file: ReviewedFile, result: DocumentResult & { readonly sections: number }) {
      const { uri } = file;
      files.push(file);
      for (const problem of result.packProblems) problems.add(problem);
      findings.set(uri, [...(findings.get(uri) ?? []), ...result.findings]);
      skipped.push(...result.skipped);
      sections += result.sections;
      if (result.skipped.every(({ textless }) => textless === true)) reviewed += 1;
    },
    /** What a model said, among the findings of its documents. */
    addJudged(result: JudgeResult) {
      judgements.push(result);
      const uris = new Set(result.findings.map(({ uri }) => uri));
      for (const uri of uris) findings.set(uri, withJudged(findings.get(uri), result, uri));
    },
    result: (found: number): ReviewResult => ({
      findings: [...findings.values()].flat(),
      coverage: {
        files: found,
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
      packs: [...packs.values()],
      files,
    }),
  };
}

const withJudged = (known: readonly Finding[] = [], result: JudgeResult, uri: string): readonly Finding[] =>
  [...known, ...result.findings.filter((finding) => finding.uri === uri)].sort(inTextOrder);

/** Rules that really ran: neither the product's own nor those that nothing could decide. */
function judged(rules: ReadonlyMap<string, RuleInfo>, left: ReadonlySet<string>): number {
  return [...rules.values()].filter(({ id, pack }) => pack !== "hanare" && !left.has(`${pack} ${id}`)).length;
}

function judgedCoverage(judgements: readonly JudgeResult[]): Pick<Coverage, "judged"> {
  const found = judgements.find((one) => one.judged !== undefined)?.judged;
  return found === undefined ? {} : { judged: found };
}
