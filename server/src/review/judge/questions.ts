/** Which rules are asked of which sections of a document, and in which order. Nothing is dropped without a word. */
import { type SourceDocument } from "../../documents/document";
import { tokensOf } from "../../retrieval/tokens";
import { severities } from "../../protocol";
import { matchRule, partsOf as matchedParts } from "../matchRule";
import { appliesTo } from "../reviewDocument";
import { type Rule, type RuleExample, type RulePack } from "../rules";
import { createNearest } from "./nearest";
import { type JudgePart, partsOf, type PartLimits } from "./parts";
import { type Question } from "./prompt";

export interface JudgedDocument {
  readonly document: SourceDocument;
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
  readonly packs: readonly RulePack[];
}

/** A part of a document and what is asked about it, the gravest rule first. */
export interface PartQuestions {
  readonly file: JudgedDocument;
  readonly part: JudgePart;
  readonly questions: readonly AskedQuestion[];
}

export interface AskedQuestion extends Question {
  readonly pack: RulePack;
}

export const judgedRules = ({ rules }: RulePack): readonly Rule[] =>
  rules.filter(({ judge }) => judge !== undefined);

/** A rule that a model judges applies to the document. */
export const hasQuestions = ({ document, path, packs }: JudgedDocument): boolean =>
  packs.some((pack) => judgedRules(pack).some((rule) => appliesTo(rule, document, path)));

/** What is asked about a document, and how much of it the rules themselves leave out. */
export interface ChosenQuestions {
  /** Parts with at least one question, in document order. */
  readonly parts: readonly PartQuestions[];
  /** Questions that are not asked because other parts of the document are more like the rule (`judge.sections`). */
  readonly leftOut: number;
}

/** Pure. */
export const questionsOf = (file: JudgedDocument, limits: PartLimits): readonly PartQuestions[] =>
  chooseQuestions(file, limits).parts;

/** Pure. */
export function chooseQuestions(file: JudgedDocument, limits: PartLimits): ChosenQuestions {
  const { document, path, packs } = file;
  const asked = packs.flatMap((pack) =>
    judgedRules(pack)
      .filter((rule) => appliesTo(rule, document, path))
      .flatMap((rule): readonly (AskedQuestion & { readonly looksAt: (part: JudgePart) => boolean })[] => {
        const question = questionOf(rule);
        return question === undefined ? [] : [{ ...question, pack, looksAt: prefilter(rule, document) }];
      }),
  );
  if (asked.length === 0) return { parts: [], leftOut: 0 };
  const parts = partsOf(document, limits);
  const nearest = createNearest(parts);
  const choices = asked.map((question) => {
    const hit = parts.filter(question.looksAt);
    const kept = new Set(nearest(ruleText(question), hit, question.rule.judge?.sections));
    return { question, kept, leftOut: hit.length - kept.size };
  });
  return {
    parts: parts.flatMap((part) => {
      const own = choices.filter(({ kept }) => kept.has(part)).map(({ question }) => question);
      return own.length === 0 ? [] : [{ file, part, questions: own.sort(bySeverity) }];
    }),
    leftOut: choices.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
}

const ruleText = ({ rule, criteria }: Question) =>
  [rule.title?.ja, rule.title?.en, criteria.violation.ja, criteria.violation.en].join("\n");

const bySeverity = (a: Question, b: Question) => rank(b) - rank(a);
const rank = ({ rule }: Question) => severities.indexOf(rule.severity);

/** `except`: an example that is being asked about itself. */
export function questionOf(rule: Rule, except?: RuleExample): Question | undefined {
  if (rule.judge === undefined) return undefined;
  const shown = (list: readonly RuleExample[]) =>
    list
      .find((one) => one !== except && one.text.length <= longestExample)
      ?.text.trim()
      .replace(/\s*\n\s*/gu, " / ");
  const violation = shown(rule.tests.violation);
  const ok = shown(rule.tests.ok);
  return {
    rule,
    criteria: rule.judge,
    examples: { ...(violation === undefined ? {} : { violation }), ...(ok === undefined ? {} : { ok }) },
  };
}

/** Characters; a longer one would weigh more than the section. */
const longestExample = 300;

/** With `match`, only parts that hold a hit are asked about; one that cannot be searched in time filters nothing. */
function prefilter(rule: Rule, document: SourceDocument): (part: JudgePart) => boolean {
  if (!hasMatch(rule)) return () => true;
  const { violations, incomplete } = matchRule(rule, document, matchedParts(document, [rule]));
  if (incomplete) return () => true;
  return ({ span }) => violations.some((hit) => hit.span.start < span.end && hit.span.end > span.start);
}

export const hasMatch = ({ any, all, required, ast }: Rule): boolean =>
  ast !== undefined || any.length + all.length + required.length > 0;

/** The gravest questions first, then those whose rule and section share the most words; a section stays together. */
export function inOrderOfUse<T extends PartQuestions>(parts: readonly T[]): readonly T[] {
  const scored = parts.map((one, index) => ({
    one,
    index,
    gravest: Math.max(...one.questions.map(rank)),
    score: likeness(one),
  }));
  return scored
    .sort((a, b) => b.gravest - a.gravest || b.score - a.score || a.index - b.index)
    .map(({ one }) => one);
}

/** The largest share of a rule's words that stand in the section. */
function likeness({ part, questions }: PartQuestions): number {
  const own = new Set(tokensOf([...part.headings, part.text].join("\n")));
  const shares = questions.map((question) => {
    const words = new Set(tokensOf(ruleText(question)));
    return words.size === 0 ? 0 : [...words].filter((word) => own.has(word)).length / words.size;
  });
  return Math.max(0, ...shares);
}
