/** A model's answer, read strictly: what is not an answer is said to be none, never taken for "all is well". */
import { type StopReason } from "../../model/runtime";
import { type Unjudged } from "../ledger";
import { type Confidence, confidences, type Verdict, verdicts } from "./prompt";

export interface Judged {
  readonly quote: string;
  readonly verdict: Verdict;
  readonly confidence: Confidence;
}

export interface Verified {
  readonly agrees: boolean;
}

export type Read<T> = { readonly answer: T } | { readonly unjudged: Unjudged };

/** Words of a model that does not want to; some say them inside the JSON they are held to. */
const refusals =
  /\b(?:I(?:['’]m| am) (?:sorry|unable|not able)|I (?:can['’]?t|cannot|won['’]t|can not) (?:help|assist|answer|comply|judge|provide|do)|as an AI\b)|申し訳(?:あり|ござい)|お(?:答え|手伝い)(?:する)?ことはできません|お答えできません|回答できません|判断できません|応じられません/iu;

/** Reasons that say the opposite of the verdict behind them. */
const saysFine =
  /\b(?:no|not a|isn['’]t a|does not|doesn['’]t) (?:violat\w*|breach\w*)|\b(?:is|are|fully) compliant\b|\bcomplies\b|違反(?:は|で|して|し|に)?(?:は)?(?:ない|いない|ありません|いません|あたらない|該当しない|ではない)|適合(?:している|しています|する)(?![べか])|問題(?:は)?(?:ない|ありません)/iu;
const saysWrong =
  /(?<!\b(?:no|not|any|without|isn['’]t)\b.{0,12})\b(?:is a violation|violates|clear violation|in violation|breaches)\b|(?:違反している|違反しています|違反です|違反である|違反に(?:あたる|当たる|該当する))(?!と(?:は|も)?(?:言え|いえ)ない|か)/iu;

export function readJudged(text: string, reason: StopReason): Read<Judged> {
  const value = objectIn(text, reason);
  if (typeof value === "string") return { unjudged: value };
  const { quote, verdict, confidence } = value;
  const said = value["reason"];
  const known = verdicts.find((one) => one === verdict);
  const sure = confidences.find((one) => one === confidence);
  if (typeof said !== "string" || typeof quote !== "string" || known === undefined || sure === undefined)
    return { unjudged: "garbage" };
  if (refusals.test(said)) return { unjudged: "refused" };
  const contrary =
    known === "violation" ? saysFine.test(said) && !saysWrong.test(said) : saysWrong.test(said);
  return contrary ? { unjudged: "contradiction" } : { answer: { quote, verdict: known, confidence: sure } };
}

export function readVerified(text: string, reason: StopReason): Read<Verified> {
  const value = objectIn(text, reason);
  if (typeof value === "string") return { unjudged: value };
  const { clause, exception, verdict } = value;
  const isNumber = (one: unknown): one is number =>
    typeof one === "number" && Number.isInteger(one) && one >= 0;
  if (!isNumber(clause) || !isNumber(exception) || (verdict !== "violation" && verdict !== "no_violation"))
    return { unjudged: "garbage" };
  if (typeof value["reason"] === "string" && refusals.test(value["reason"])) return { unjudged: "refused" };
  // A clause that is met and yet no violation, or the other way round: the second look does not agree.
  return { answer: { agrees: verdict === "violation" && clause > 0 && exception === 0 } };
}

function objectIn(text: string, reason: StopReason): Readonly<Record<string, unknown>> | Unjudged {
  if (reason === "time") return "time";
  const value = parsed(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  if (reason === "length") return "endless";
  return refusals.test(text) ? "refused" : "garbage";
}

function parsed(text: string): unknown {
  const start = text.indexOf("{");
  const end = text.lastIndexOf("}");
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    // Half an object: no answer.
    return undefined;
  }
}
