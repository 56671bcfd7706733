/**
 * What a model may do with a pack's judge rules (promise P5). The pack's own examples are its exam, run through the
 * very same questions as a document: it decides whether findings are confirmed, hints, or not asked for at all.
 */
import { type CapabilityCard } from "../../model/capability";
import { type RuntimeInfo } from "../../model/runtime";
import { hashOf } from "../ledger";
import { defaultGate, type Rule, type RuleExample, type RulePack } from "../rules";
import { promptHash, questionHash } from "./prompt";
import { judgedRules, questionOf } from "./questions";

export type Standing = "confirms" | "advises" | "not-asked";

export interface ExamCase {
  readonly rule: Rule;
  readonly example: RuleExample;
  readonly kind: "violation" | "ok";
}

export type CaseResult = "right" | "missed" | "false-alarm" | "unanswered";

export interface Score {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly right: number;
  readonly cases: number;
}

export interface ExamCard {
  /** Of the cases that were asked. */
  readonly total: Score;
  readonly rules: ReadonlyMap<string, Score>;
  /** Cases of the whole exam: more than were asked where it ended early. */
  readonly of: number;
}

/** Cases of a kind for one rule: an exam takes minutes on a machine without a GPU, and it is taken once. */
export const casesPerKind = 2;

/** As many violations as good examples of each rule, so that always saying the same is right half of the time. */
export function examCases(pack: RulePack): readonly ExamCase[] {
  return judgedRules(pack).flatMap((rule) => {
    const { violation, ok } = rule.tests;
    const count = Math.min(casesPerKind, violation.length, ok.length);
    // The last ones: the first are what a model is shown beside the others.
    const last = (list: readonly RuleExample[], kind: ExamCase["kind"]) =>
      list.slice(list.length - count).map((example) => ({ rule, example, kind }));
    return count === 0 ? [] : [...last(violation, "violation"), ...last(ok, "ok")];
  });
}

export const nameOf = ({ rule, example, kind }: ExamCase): string =>
  `${rule.id} ${kind} ${rule.tests[kind].indexOf(example) + 1}`;

/** Tells this exam from others: another rule, example or prompt, another exam. */
export function packHash(pack: RulePack): string {
  const questions = judgedRules(pack)
    .map((rule) => questionOf(rule))
    .filter((one) => one !== undefined);
  const cases = examCases(pack).map(({ rule, example, kind }) => [rule.id, kind, example]);
  return hashOf(promptHash, questions.map(questionHash), cases);
}

/** What an exam is remembered under; undefined while the model file's hash is not known. */
export const examKeyOf = ({ sha256, engine }: RuntimeInfo, pack: RulePack): string | undefined =>
  sha256 === undefined ? undefined : `${sha256} ${engine} review ${packHash(pack)}`;

/** `of`: cases of the whole exam. */
export function cardOf(cases: CapabilityCard["cases"], of = cases.length): ExamCard {
  const rules = new Map<string, Score>();
  for (const { name, ok, why } of cases) {
    const [rule = "", kind] = name.split(" ");
    rules.set(rule, plus(rules.get(rule) ?? nothing, scoreOf(kind === "violation", ok, why)));
  }
  return { rules, total: [...rules.values()].reduce(plus, nothing), of };
}

const nothing: Score = { truePositives: 0, falsePositives: 0, falseNegatives: 0, right: 0, cases: 0 };

const scoreOf = (isViolation: boolean, ok: boolean, why: string): Score => ({
  truePositives: Number(isViolation && ok),
  falsePositives: Number(!isViolation && why === "false-alarm"),
  falseNegatives: Number(isViolation && !ok),
  right: Number(ok),
  cases: 1,
});

const plus = (a: Score, b: Score): Score => ({
  truePositives: a.truePositives + b.truePositives,
  falsePositives: a.falsePositives + b.falsePositives,
  falseNegatives: a.falseNegatives + b.falseNegatives,
  right: a.right + b.right,
  cases: a.cases + b.cases,
});

/** 0 when nothing was found. */
export const precisionOf = ({ truePositives, falsePositives }: Score): number =>
  truePositives === 0 ? 0 : truePositives / (truePositives + falsePositives);
export const recallOf = ({ truePositives, falseNegatives }: Score): number =>
  truePositives === 0 ? 0 : truePositives / (truePositives + falseNegatives);

export function standingOf({ total }: ExamCard, { gate = defaultGate }: Pick<RulePack, "gate">): Standing {
  if (total.cases === 0) return "not-asked";
  if (precisionOf(total) >= gate.precision && recallOf(total) >= gate.recall) return "confirms";
  return guessed(total) ? "not-asked" : "advises";
}

/** The model will not be asked, even if every answer that is still open were right: nothing better can come. */
export function isLost(
  answered: CapabilityCard["cases"],
  cases: readonly ExamCase[],
  pack: Pick<RulePack, "gate">,
): boolean {
  const open = cases.slice(answered.length).map((one) => ({ name: nameOf(one), ok: true, why: "" }));
  return standingOf(cardOf([...answered, ...open]), pack) === "not-asked";
}

/** A rule that the model got wrong as often as right is a hint even where the pack as a whole is confirmed. */
export function ruleStanding(card: ExamCard, pack: RulePack, rule: string): Standing {
  const standing = standingOf(card, pack);
  const score = card.rules.get(rule);
  return standing === "confirms" && (score === undefined || score.right * 2 <= score.cases)
    ? "advises"
    : standing;
}

/** Somebody who tosses a coin would do as well in one exam of twenty. */
function guessed({ right, cases }: Score): boolean {
  let chance = 0;
  for (let count = right; count <= cases; count += 1) chance += binomial(cases, count);
  return chance / 2 ** cases >= 0.05;
}

function binomial(of: number, choose: number): number {
  let ways = 1;
  for (let index = 1; index <= choose; index += 1) ways = (ways * (of - choose + index)) / index;
  return ways;
}
