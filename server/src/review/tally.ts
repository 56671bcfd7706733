/** Counts everything that was found, so that the report can say what was not read or not judged. */
import { type Coverage, type Finding, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { type CrossResult } from "./cross";
import { type DocumentResult, type DocumentRun, type ReviewedFile, type ReviewResult } from "./handler";
import { type JudgeResult } from "./judge/outcome";
import { effectivePacks, packInfos, type PackSet, ruleInfos } from "./packSet";
import { inTextOrder } from "./reviewDocument";
import { type PackInfo, type RuleInfo } from "./rules";

type Said = Pick<DocumentRun, "packProblems" | "notes">;

export type Tally = ReturnType<typeof startTally>;

export function startTally() {
  const findings = new Map<string, readonly Finding[]>();
  const judgements: JudgeResult[] = [];
  const skipped: Skipped[] = [];
  const problems = new Set<string>();
  const notes = new Map<string, Skipped>();
  const files: ReviewedFile[] = [];
  let reviewed = 0;
  let sections = 0;
  /** Said once for all files. */
  const note = (item: Skipped) => void notes.set(item.where, item);
  const say = (said: Said): void => {
    said.notes?.forEach(note);
    said.packProblems.forEach((problem) => problems.add(problem));
  };
  const inUse = packsInUse(say);
  return {
    skip: (item: Skipped) => void skipped.push(item),
    note,
    usePacks: inUse.add,
    add(file: ReviewedFile, result: DocumentResult & Pick<DocumentRun, "sections" | "notes">) {
      files.push(file);
      say(result);
      findings.set(file.uri, [...(findings.get(file.uri) ?? []), ...result.findings]);
      skipped.push(...result.skipped);
      sections += result.sections;
      if (result.skipped.every(({ textless }) => textless === true)) reviewed += 1;
    },
    /** A file in which nothing was found; `count`: its sections. */
    addQuiet(file: ReviewedFile, count: number, said: Said) {
      files.push(file);
      say(said);
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
        ...rulesCoverage(inUse.rules, notes, judgements),
        skipped: [...skipped, ...notes.values(), ...judgements.flatMap((one) => one.skipped)],
      },
      packProblems: [...problems],
      rules: [...inUse.rules.values()],
      packs: [...inUse.packs.values()],
      files,
    }),
  };
}

/** Each pack and rule once, however many folders use it. */
function packsInUse(say: (said: Said) => void) {
  const rules = new Map<string, RuleInfo>();
  const packs = new Map<string, PackInfo>();
  const seen = new Set<PackSet>();
  return {
    ...{ rules, packs },
    add(set: PackSet, today: string): void {
      if (seen.has(set)) return;
      seen.add(set);
      const effective = effectivePacks(set.packs, today);
      say({ packProblems: set.problems, notes: [...effective.skipped, ...set.notes] });
      for (const info of ruleInfos(effective.packs, language())) rules.set(info.id, info);
      for (const info of packInfos(effective.packs, language())) packs.set(`${info.id} ${info.sha256}`, info);
    },
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

function rulesCoverage(
  rules: ReadonlyMap<string, RuleInfo>,
  notes: ReadonlyMap<string, Skipped>,
  judgements: readonly JudgeResult[],
): Pick<Coverage, "rules" | "judged" | "unjudged"> {
  const found = judgements.find((one) => one.judged !== undefined)?.judged;
  const unjudged = judgements.flatMap((one) => one.unjudged);
  const unasked = judgements.flatMap((one) => [...one.unasked]);
  return {
    rules: judged(rules, [...notes.keys(), ...unasked]),
    ...(found === undefined ? {} : { judged: found }),
    ...(unjudged.length === 0 ? {} : { unjudged }),
  };
}
