/**
 * The two questions a model is asked: does this section violate this rule, and does this passage really meet the
 * definition. The section stands first and the rule last, so that all rules of a section share its evaluation;
 * the document stands between lines that cannot occur in it, as data.
 */
import { fenceFor } from "../../model/fence";
import { neutralise } from "../../model/framing";
import { type ChatRequest, type JsonSchema } from "../../model/runtime";
import { type Language } from "../../util/l10n";
import { hashOf } from "../ledger";
import { type LocalizedText, type Rule } from "../rules";
import { type JudgePart } from "./parts";
import { words } from "./promptWords";

/** Changes with anything that is asked: judgements of another edition are not comparable. */
const edition = 1;

export const verdicts = ["violation", "compliant", "not_applicable"] as const;
export type Verdict = (typeof verdicts)[number];
export const confidences = ["low", "medium", "high"] as const;
export type Confidence = (typeof confidences)[number];

/** A rule as it is put to a model. */
export interface Question {
  readonly rule: Rule;
  readonly criteria: {
    readonly violation: LocalizedText;
    readonly compliant?: LocalizedText;
    readonly exceptions: readonly LocalizedText[];
  };
  /** From the rule's own tests; never one that is being asked about. */
  readonly examples: { readonly violation?: string; readonly ok?: string };
}

/** What the model sees of a part, and how many sentences it does not see. */
export interface Material {
  readonly language: Language;
  readonly text: string;
  readonly fence: string;
  readonly hidden: number;
}

/** Of everything but the document and the rule. */
export const promptHash = hashOf(edition, words);

export function materialOf({ headings, definitions, text }: JudgePart): Material {
  const shown = neutralise(text);
  const place = headings.map((heading) => neutralise(heading));
  const language = languageOf(text);
  const lines = [
    ...(place.length === 0 ? [] : [`# ${place.map((heading) => heading.text).join(" > ")}`]),
    ...(definitions.length === 0
      ? []
      : [words[language].definitions, ...definitions.map((one) => `- ${neutralise(one).text}`), ""]),
    shown.text,
  ];
  return {
    language,
    text: lines.join("\n"),
    fence: fenceFor(lines.join("\n")),
    hidden: shown.hidden + place.reduce((sum, { hidden }) => sum + hidden, 0),
  };
}

/** The rule is put in the language of the document: small models judge best in one language. */
const languageOf = (text: string): Language => {
  const japanese = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu)?.length ?? 0;
  return japanese * 5 > (text.match(/\p{L}/gu)?.length ?? 0) ? "ja" : "en";
};

const judgeSchema: JsonSchema = {
  type: "object",
  properties: {
    reason: { type: "string", maxLength: 160 },
    quote: { type: "string", maxLength: 200 },
    verdict: { enum: verdicts },
    confidence: { enum: confidences },
  },
  required: ["reason", "quote", "verdict", "confidence"],
};

/** Longest answers in tokens: the schema's strings in the worst vocabulary, and the JSON around them. */
export const judgeTokens = 320;
export const verifyTokens = 160;
/** Milliseconds of generating after which an answer is given up. */
const timeBudget = 120_000;

/** `vote`: from 0; one of several votes is drawn with its own seed, a single one is greedy. */
export function judgeRequest(
  { text, fence, language }: Material,
  question: Question,
  vote?: number,
): ChatRequest {
  return {
    kind: "chat",
    priority: "batch",
    maxTokens: judgeTokens,
    timeBudget,
    ...(vote === undefined ? { sampling: { temperature: 0 } } : { sampling: votes, seed: 11 + vote }),
    jsonSchema: judgeSchema,
    messages: [
      { role: "system", text: words[language].judge.join("\n") },
      {
        role: "user",
        text: [fence, text, fence, "", ...ruleLines(question, language), "", words[language].ask].join("\n"),
      },
    ],
  };
}

const votes = { temperature: 0.4, topP: 0.9 } as const;

/** What is asked of the second look, which sees neither the first one's reason nor the rest of the section. */
export interface Suspicion {
  readonly evidence: string;
  readonly surroundings: string;
}

export function verifyRequest(suspicion: Suspicion, { criteria, rule }: Question): ChatRequest {
  const evidence = neutralise(suspicion.evidence).text;
  const surroundings = neutralise(suspicion.surroundings).text;
  const language = languageOf(suspicion.surroundings);
  const say = words[language];
  const fence = fenceFor(`${evidence}\n${surroundings}`);
  const clauses = clausesOf(criteria.violation[language]);
  const exceptions = criteria.exceptions.map((one) => one[language]);
  const numbered = (lines: readonly string[]) => lines.map((line, index) => `${index + 1}. ${line}`);
  return {
    kind: "chat",
    priority: "batch",
    maxTokens: verifyTokens,
    timeBudget,
    sampling: { temperature: 0 },
    jsonSchema: {
      type: "object",
      properties: {
        reason: { type: "string", maxLength: 100 },
        clause: { enum: [0, ...clauses.keys()].map((_, index) => index) },
        exception: { enum: [0, ...exceptions.keys()].map((_, index) => index) },
        verdict: { enum: ["violation", "no_violation"] },
      },
      required: ["reason", "clause", "exception", "verdict"],
    },
    messages: [
      { role: "system", text: say.verify.join("\n") },
      {
        role: "user",
        text: [
          `${say.rule}: ${rule.title?.[language] ?? rule.message[language]}`,
          say.violation,
          ...numbered(clauses),
          say.exceptions,
          ...(exceptions.length === 0 ? [say.none] : numbered(exceptions)),
          "",
          fence,
          say.surroundings,
          surroundings,
          "",
          say.suspicion,
          evidence,
          fence,
          "",
          say.askAgain,
        ].join("\n"),
      },
    ],
  };
}

/** The sentences of a definition, each a condition of its own. */
function clausesOf(violation: string): readonly string[] {
  return violation
    .split(/\n|(?<=。)|(?<=[.;])\s+/u)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

function ruleLines({ rule, criteria, examples }: Question, language: Language): readonly string[] {
  const say = words[language];
  const { compliant, exceptions, violation } = criteria;
  const lines = [
    `${say.rule}: ${rule.title?.[language] ?? rule.message[language]}`,
    `${say.violation} ${violation[language]}`,
    ...(compliant === undefined ? [] : [`${say.compliant} ${compliant[language]}`]),
    ...(exceptions.length === 0 ? [] : [say.exceptions, ...exceptions.map((one) => `- ${one[language]}`)]),
  ];
  const shown = [
    ...(examples.violation === undefined ? [] : [`- ${say.isViolation}: ${examples.violation}`]),
    ...(examples.ok === undefined ? [] : [`- ${say.isCompliant}: ${examples.ok}`]),
  ];
  return shown.length === 0 ? lines : [...lines, say.examples, ...shown];
}

/** Of a question as it is put in both languages. */
export const questionHash = (question: Question): string =>
  hashOf(question.rule.id, question.rule.severity, ruleLines(question, "ja"), ruleLines(question, "en"));

/** For estimates. */
export const questionText = (question: Question, language: Language): string =>
  ruleLines(question, language).join("\n");
