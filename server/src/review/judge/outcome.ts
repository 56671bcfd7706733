/** What a run of the model's stage says: findings, what was not judged, and the counts of both. Pure. */
import {
  type Finding,
  type JudgeCoverage,
  type JudgeExam,
  type Skipped,
  type UnjudgedRules,
} from "../../protocol";
import { type RuntimeInfo } from "../../model/runtime";
import { type Show, type Span } from "../../documents/document";
import { language } from "../../util/l10n";
import { identify } from "../identity";
import { type Judgement } from "../ledger";
import { maskedSlice } from "../mask";
import { appliesTo, inTextOrder } from "../reviewDocument";
import { type RulePack } from "../rules";
import { applySuppressions } from "../suppress";
import { applyDecisions, type Decision } from "../triage";
import { findingOf, type JudgedQuestion, notJudged } from "./findings";
import { type ExamCard, examCases, precisionOf, recallOf, ruleStanding, standingOf } from "./gate";
import { type JudgePart } from "./parts";
import { materialOf } from "./prompt";
import { type AskedQuestion, type JudgedDocument, judgedRules, type PartQuestions } from "./questions";
import { noExam, notAsked, stopped, whyUnjudged } from "./words";

export interface ReviewedDocument extends JudgedDocument {
  /** What is masked in the document. */
  readonly secrets: readonly Span[];
  /** YYYY-MM-DD: suppressions and decisions end on a day. */
  readonly today: string;
  /** Its path in the folder that keeps decisions, and those; absent: the path for rules, and none. */
  readonly record?: { readonly path: string; readonly decisions: readonly Decision[] };
  /** Exceptions in the text excuse nothing. */
  readonly ignoreExceptions?: boolean;
}

export type Exams = ReadonlyMap<RulePack, ExamCard>;
export type Answers = ReadonlyMap<JudgePart, ReadonlyMap<AskedQuestion, Judgement>>;

export interface JudgeResult {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** `PACK RULE` of rules that were not asked at all. */
  readonly unasked: ReadonlySet<string>;
  /** Those of them that nobody could be asked about, where no model was. */
  readonly unjudged: readonly UnjudgedRules[];
  readonly judged?: JudgeCoverage;
}

export interface Asked {
  readonly files: readonly ReviewedDocument[];
  readonly exams: Exams;
  /** In the order of the documents, whatever order they were asked in: the same bytes every time. */
  readonly parts: readonly PartQuestions[];
  /** Questions that the rules themselves leave out (`judge.sections`). */
  readonly leftOut?: number;
  readonly answers: Answers;
  /** Why the rest was not judged. */
  readonly failure?: string;
}

/** Rules for a model that apply to the files, where there is none; `required`: whether somebody waits for their judgement. */
export function nobodyAsked(
  files: readonly JudgedDocument[],
  why: string,
  required: (pack: RulePack) => boolean,
): JudgeResult {
  const rules = { waited: new Set<string>(), open: new Set<string>() };
  for (const { document, path, packs } of files)
    for (const pack of packs)
      for (const rule of judgedRules(pack))
        if (appliesTo(rule, document, path))
          (required(pack) ? rules.waited : rules.open).add(`${pack.id} ${rule.id}`);
  const group = (found: ReadonlySet<string>, more: Pick<UnjudgedRules, "required">) =>
    found.size === 0 ? [] : [{ rules: [...found].sort(), why, ...more }];
  return {
    findings: [],
    skipped: [],
    unasked: new Set([...rules.waited, ...rules.open]),
    unjudged: [...group(rules.waited, { required: true }), ...group(rules.open, {})],
  };
}

export function resultOf(asked: Asked, info: RuntimeInfo): JudgeResult {
  const { parts, answers, failure = stopped() } = asked;
  const judged: JudgedQuestion[] = [];
  const skipped: Skipped[] = [];
  const shows = new Map(asked.files.map((file) => [file.document, showIn(file)] as const));
  for (const part of parts) {
    const show = shows.get(part.file.document);
    for (const question of part.questions) {
      const judgement = answers.get(part.part)?.get(question);
      if (judgement !== undefined) judged.push({ part, question, judgement });
      if (judgement === undefined) skipped.push(notJudged({ part, question, show }, failure));
      else if (judgement.outcome === "unjudged")
        skipped.push(notJudged({ part, question, show }, whyUnjudged(judgement.why)));
    }
  }
  const refused = refusals(asked, info);
  return {
    findings: findingsOf(judged, asked),
    skipped: [...refused, ...skipped],
    unasked: new Set(refused.map(({ where }) => where)),
    unjudged: [],
    judged: coverageOf(judged, asked, info, skipped.length),
  };
}

/** Rules of packs whose exam was failed, cannot be taken, or was not finished. */
function refusals({ files, exams, failure = stopped() }: Asked, info: RuntimeInfo): readonly Skipped[] {
  return [...new Set(files.flatMap(({ packs }) => packs))].flatMap((pack) => {
    const card = exams.get(pack);
    if (card !== undefined && standingOf(card, pack) !== "not-asked") return [];
    const open = examCases(pack).length === 0 ? noExam(pack) : failure;
    const why = card === undefined ? open : notAsked(info, pack, card);
    return judgedRules(pack).map(({ id }) => ({ where: `${pack.id} ${id}`, why }));
  });
}

/** By document, in the order of its text, known again by their ids; those that somebody excused are marked. */
export function findingsOf(
  judged: readonly JudgedQuestion[],
  { files, exams }: Pick<Asked, "files" | "exams">,
): readonly Finding[] {
  return files.flatMap((file) => {
    const found = judged
      .filter(({ part }) => part.file.document === file.document)
      .flatMap((one): readonly Finding[] => {
        const { pack, rule } = one.question;
        const card = exams.get(pack);
        const standing = card === undefined ? "advises" : ruleStanding(card, pack, rule.id);
        const finding = findingOf(one, { language: language(), standing, show: showIn(file) });
        return finding === undefined ? [] : [finding];
      });
    return excused(found, file);
  });
}

const showIn =
  ({ document, secrets }: ReviewedDocument): Show =>
  (span) =>
    maskedSlice(document.text, span, secrets);

/** In the text itself, or by a decision, exactly as what the rules alone find. */
function excused(found: readonly Finding[], file: ReviewedDocument): readonly Finding[] {
  const { document, packs, today, record = { path: file.path, decisions: [] } } = file;
  const { path, decisions } = record;
  const show = showIn(file);
  // What it says about the comments themselves, the deterministic review has said.
  const marked =
    file.ignoreExceptions === true
      ? found
      : applySuppressions(found, { document, packs, ran: new Set(), today, show }).slice(0, found.length);
  const known = identify([...marked].sort(inTextOrder), { document, path, show });
  return applyDecisions(known, decisions, { path, today });
}

function coverageOf(
  judged: readonly JudgedQuestion[],
  { parts, exams, leftOut = 0 }: Asked,
  { model, engine, sha256 }: RuntimeInfo,
  notJudgedCount: number,
): JudgeCoverage {
  const count = (outcome: Judgement["outcome"]) =>
    judged.filter(({ judgement }) => judgement.outcome === outcome).length;
  return {
    model,
    ...(sha256 === undefined ? {} : { sha256 }),
    engine,
    exams: [...exams].map(examOf),
    questions: parts.reduce((sum, { questions }) => sum + questions.length, 0),
    ...(leftOut === 0 ? {} : { leftOut }),
    violations: count("violation"),
    compliant: count("compliant"),
    notApplicable: count("not_applicable"),
    setAside: count("aside"),
    unlocated: count("unlocated"),
    notJudged: notJudgedCount,
    hidden: parts.reduce((sum, { part }) => sum + materialOf(part).hidden, 0),
  };
}

function examOf([pack, card]: readonly [RulePack, ExamCard]): JudgeExam {
  const standing = standingOf(card, pack);
  const hints = judgedRules(pack)
    .map(({ id }) => id)
    .filter((id) => standing === "confirms" && ruleStanding(card, pack, id) !== standing);
  return {
    pack: pack.id,
    standing,
    cases: card.total.cases,
    ...(card.of > card.total.cases ? { of: card.of } : {}),
    precision: rounded(precisionOf(card.total)),
    recall: rounded(recallOf(card.total)),
    ...(hints.length === 0 ? {} : { hints }),
  };
}

const rounded = (share: number) => Math.round(share * 1000) / 1000;
