/** How long a judged run takes on this machine: what its questions cost in tokens, and what a token costs here. */
import { type Speed } from "../../model/speed";
import { type Usage } from "../../model/runtime";
import { estimateTokens } from "../../model/tokenEstimate";
import { t } from "../../util/l10n";
import { votesFor } from "./look";
import { type AskedQuestion, type PartQuestions } from "./questions";
import { questionText } from "./prompt";

/** Tokens. */
export interface Cost {
  readonly prompt: number;
  readonly answer: number;
}

/** Instructions and the marks around the document; an answer as models really give it. */
const instructionTokens = 180;
const answerTokens = 80;
/** A second look for about every third question: its prompt and its answer. */
const secondLook: Cost = { prompt: 400 / 3, answer: 50 / 3 };

const none: Cost = { prompt: 0, answer: 0 };
const sum = (a: Cost, b: Cost): Cost => ({ prompt: a.prompt + b.prompt, answer: a.answer + b.answer });

/** The section is read once for all its questions. */
export const costOf = ({ part, questions }: Pick<PartQuestions, "part" | "questions">): Cost =>
  questions.length === 0
    ? none
    : questions.map(costOfQuestion).reduce(sum, { prompt: instructionTokens + part.tokens, answer: 0 });

export function costOfQuestion(question: AskedQuestion): Cost {
  return {
    prompt: estimateTokens(questionText(question, "ja")) + secondLook.prompt,
    answer: answerTokens * votesFor(question.rule.severity) + secondLook.answer,
  };
}

export interface Pace {
  note(usage: Usage): void;
  /** Tokens per second of the first and of the later measurements together; undefined before there is any. */
  speed(): Speed | undefined;
  start(measured: Speed): void;
  /** Milliseconds. */
  timeFor(cost: Cost): number | undefined;
}

/** What was measured last weighs most: a machine that others use becomes slower. */
const weight = 0.2;

export function createPace(): Pace {
  let known: Speed | undefined;
  const mixed = (old: number | undefined, tokens: number, milliseconds: number) => {
    if (tokens < 8 || milliseconds <= 0) return old;
    const now = (1000 * tokens) / milliseconds;
    return old === undefined ? now : old * (1 - weight) + now * weight;
  };
  return {
    note({ prefill, generatedTokens, generateMs }) {
      const prompt = mixed(known?.prompt, prefill?.tokens ?? 0, prefill?.milliseconds ?? 0);
      const decode = mixed(known?.decode, generatedTokens, generateMs);
      if (prompt !== undefined && decode !== undefined) known = { prompt, decode };
    },
    speed: () => known,
    start(measured) {
      known ??= measured;
    },
    timeFor: ({ prompt, answer }) =>
      known === undefined ? undefined : (1000 * prompt) / known.prompt + (1000 * answer) / known.decode,
  };
}

/** For people: minutes from a minute on, never more exact than an estimate can be. */
export function durationText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return t("less than a minute");
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return t("about {0} min", minutes);
  return t("about {0} h", (minutes / 60).toFixed(1));
}
