/** The exam of a model in a pack's judge rules: taken once for a model, an engine and a pack, then remembered. */
import { type CapabilityCard } from "../../model/capability";
import { type CapabilityCards } from "../../model/capabilityCards";
import { readText } from "../../documents/read";
import { type Judgement } from "../ledger";
import { type RulePack } from "../rules";
import { askPart, type Session, withKeys } from "./ask";
import {
  type CaseResult,
  cardOf,
  type ExamCard,
  type ExamCase,
  examCases,
  examKeyOf,
  isLost,
  nameOf,
  standingOf,
} from "./gate";
import { limitsFor } from "./parts";
import { type PartQuestions, questionOf, questionsOf } from "./questions";

/** Told before each case. */
export type ExamProgress = (done: number, total: number) => void;

/**
 * Ends as soon as no further answer could let the model speak. Rejects with the signal's reason or a `ModelError`; what
 * was answered until then is in the ledger.
 */
export async function takeExam(
  pack: RulePack,
  { session, cards }: { readonly session: Session; readonly cards: CapabilityCards },
  progress: ExamProgress,
  signal: AbortSignal,
): Promise<ExamCard> {
  const { sha256, runtime } = session;
  const info = { ...runtime.info, ...(sha256 === undefined ? {} : { sha256 }) };
  const key = examKeyOf(info, pack);
  const known = key === undefined ? undefined : await cards.get(key);
  signal.throwIfAborted();
  const cases = examCases(pack);
  // Of one that ended early the rest may count after all: the pack may ask for less now.
  if (known !== undefined && (known.cases.length >= cases.length || isLost(known.cases, cases, pack)))
    return cardOf(known.cases, cases.length);
  const results: CapabilityCard["cases"][number][] = [];
  for (const [index, one] of cases.entries()) {
    if (isLost(results, cases, pack)) break;
    progress(index, cases.length);
    const result = await runCase(one, pack, session, signal);
    results.push({ name: nameOf(one), ok: result === "right", why: result === "right" ? "" : result });
  }
  progress(cases.length, cases.length);
  const card = cardOf(results, cases.length);
  if (key !== undefined && cases.length > 0)
    await cards
      .put(key, {
        role: "assistant",
        passed: standingOf(card, pack) === "confirms",
        cases: results,
        engine: info.engine,
        ...(sha256 === undefined ? {} : { modelSha256: sha256 }),
      })
      // A full disk costs the next session an exam, not this one its review.
      .catch(() => undefined);
  return card;
}

async function runCase(
  one: ExamCase,
  pack: RulePack,
  session: Session,
  signal: AbortSignal,
): Promise<CaseResult> {
  const parts = caseQuestions(one, pack, session);
  const judgements: (readonly [PartQuestions, Judgement])[] = [];
  for (const part of parts) {
    const asked = { ...withKeys(part, session), exam: true as const };
    for (const [, key] of asked.keys) {
      const known = session.ledger.get(key);
      if (known !== undefined) judgements.push([part, known]);
      else await askPart(asked, session, (_, judgement) => judgements.push([part, judgement]), signal);
    }
  }
  const found = judgements.filter(([, { outcome }]) => outcome === "violation");
  if (one.kind === "violation") return found.some((each) => isQuoted(one, each)) ? "right" : "missed";
  if (found.length > 0) return "false-alarm";
  return judgements.some(([, { outcome }]) => outcome === "unjudged" || outcome === "unlocated")
    ? "unanswered"
    : "right";
}

/** The example as a document of its own, asked about by its rule alone and never shown as its own example. */
function caseQuestions(
  { rule, example }: ExamCase,
  pack: RulePack,
  { runtime }: Session,
): readonly PartQuestions[] {
  const languageId = example.language ?? [...(rule.applies.languages ?? [])][0] ?? "plaintext";
  const path = example.path ?? "example";
  const document = readText({ uri: `file:///${path}`, languageId, text: example.text });
  const anywhere = { ...rule, applies: { ...rule.applies, matchesPath: () => true } };
  const file = { document, path, packs: [{ ...pack, rules: [anywhere] }] };
  return questionsOf(file, limitsFor(runtime.info.contextSize)).map((one) => ({
    ...one,
    questions: one.questions.map((asked) => ({ ...asked, ...questionOf(rule, example), pack })),
  }));
}

/** The evidence is the passage the example names; without one, anything in it. */
function isQuoted(
  { example: { quote, text } }: ExamCase,
  [{ part }, { span }]: readonly [PartQuestions, Judgement],
) {
  if (quote === undefined || span === undefined) return true;
  const at = text.indexOf(quote);
  const [start, end] = [part.span.start + span[0], part.span.start + span[1]];
  return at < 0 || (start < at + quote.length && end > at);
}
