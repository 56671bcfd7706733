/** Counts everything that was found, so that the report can say what was not read or not judged. */
import { type Coverage, type Finding, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { type CrossResult } from "./cross";
import { type DocumentResult, type DocumentRun, type ReviewedFile, type ReviewResult } from "./handler";
import { type JudgeResult } from "./judge/outcome";
import { effectivePacks, packInfos, type PackSet, ruleInfos } from "./packSet";
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
    /** Said once for all files. */
    note: (item: Skipped) => void notes.set(item.where, item),
    usePacks(set: PackSet, today: string) {
      if (seen.has(set)) return;
      seen.add(set);
      for (const problem of set.problems) problems.add(problem);
      const effective = effectivePacks(set.packs, today);
      for (const note of [...effective.skipped, ...set.notes]) notes.set(note.where, note);
      for (const info of ruleInfos(effective.packs, language())) rules.set(info.id, info);
      for (const info of packInfos(effective.packs, language())) packs.set(`${info.id} ${info.sha256}`, info);
    },
    add(file: ReviewedFile, result: DocumentResult & Pick<DocumentRun, "sections" | "notes">) {
      files.push(file);
      for (const note of result.notes ?? []) notes.set(note.where, note);
      for (const problem of result.packProblems) problems.add(problem);
      findings.set(file.uri, [...(findings.get(file.uri) ?? []), ...result.findings]);
      skipped.push(...result.skipped);
      sections += result.sections;
      if (result.skipped.every(({ textless }) => textless === true)) reviewed += 1;
    },
    /** A file in which nothing was found; `count`: its sections. */
    addQuiet(file: ReviewedFile, count: number, said: Pick<DocumentRun, "packProblems" | "notes">) {
      files.push(file);
      for (const note of said.notes ?? []) notes.set(note.where, note);
      for (const problem of said.packProblems) problems.add(problem);
      sections += count;
      reviewed += 1;
    },
    /** What files say differently, among the findings of each. */
    addCross(found: CrossResult) {
      addTo(findings, found.findings);
      skipped.push(...found.skipped);
    },
    /** What a model said, among the findings of its documents. */
    addJudged(result: JudgeResult) {
      judgements.push(result);
      addTo(findings, result.findings);
    },
    result: (found: number): ReviewResult => ({
      findings: [...findings.values()].flat(),
      coverage: {
        ...{ files: found, reviewed, sections },
        rules: judged(rules, [...notes.keys(), ...judgements.flatMap(({ unasked }) => [...unasked])]),
        ...judgedCoverage(judgements),
        ...unjudgedCoverage(judgements),
        skipped: [...skipped, ...notes.values(), ...judgements.flatMap((one) => one.skipped)],
      },
      packProblems: [...problems],
      rules: [...rules.values()],
      packs: [...packs.values()],
      files,
    }),
  };
}

/** Among what was found in the same documents, in the order of the text. */
function addTo(known: Map<string, readonly Finding[]>, found: readonly Finding[]): void {
  for (const uri of new Set(found.map((finding) => finding.uri))) {
    const own = found.filter((finding) => finding.uri === uri);
    known.set(uri, [...(known.get(uri) ?? []), ...own].sort(inTextOrder));
  }
}

/** Rules that really ran: neither the product's own nor those that nothing could decide. */
function judged(rules: ReadonlyMap<string, RuleInfo>, unjudged: readonly string[]): number {
  const left = new Set(unjudged);
  return [...rules.values()].filter(({ id, pack }) => pack !== "hanare" && !left.has(`${pack} ${id}`)).length;
}

function unjudgedCoverage(judgements: readonly JudgeResult[]): Pick<Coverage, "unjudged"> {
  const unjudged = judgements.flatMap((one) => one.unjudged);
  return unjudged.length === 0 ? {} : { unjudged };
}

function judgedCoverage(judgements: readonly JudgeResult[]): Pick<Coverage, "judged"> {
  const found = judgements.find((one) => one.judged !== undefined)?.judged;
  return found === undefined ? {} : { judged: found };
}
