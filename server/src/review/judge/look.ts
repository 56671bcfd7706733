/** One rule on one section: the first look with its votes, the place of its quote, and the second look. */
import { type Span } from "../../documents/document";
import { locate } from "../../documents/locate";
import { type RequestOrigin } from "../../model/routing/origin";
import { type ChatRequest, collect, isModelError, type ModelRuntime, type Usage } from "../../model/runtime";
import { type Severity } from "../../protocol";
import { type Judgement, type Unjudged } from "../ledger";
import { type Judged, readJudged, readVerified, type Read } from "./answer";
import { type JudgePart } from "./parts";
import {
  type Confidence,
  judgeRequest,
  type Material,
  type Question,
  type Verdict,
  verifyRequest,
} from "./prompt";

export interface Asking {
  readonly runtime: ModelRuntime;
  readonly origin: RequestOrigin;
  onUsage(usage: Usage): void;
}

/** A violation by the first look, whose place in the document is known. */
export interface Suspected {
  readonly evidence: Span;
  readonly pointer: boolean;
  readonly confidence: number;
}

export type FirstLook = { readonly judgement: Judgement } | { readonly suspected: Suspected };

/** One vote repeats itself; three tell how sure the model is of what weighs most. */
export const votesFor = (severity: Severity): number =>
  severity === "high" || severity === "critical" ? 3 : 1;

/** Rejects with the signal's reason, or with a `ModelError` that is not about this prompt. */
export async function firstLook(
  part: JudgePart,
  { question, material }: { readonly question: Question; readonly material: Material },
  asking: Asking,
  signal: AbortSignal,
): Promise<FirstLook> {
  const count = votesFor(question.rule.severity);
  const votes: Judged[] = [];
  let unjudged: Unjudged = "garbage";
  for (let vote = 0; vote < count; vote += 1) {
    const request = judgeRequest(material, question, count === 1 ? undefined : vote);
    const read = await ask(request, readJudged, asking, signal);
    if ("answer" in read) votes.push(read.answer);
    else unjudged = read.unjudged;
  }
  const winner = majority(votes, count);
  if (winner === undefined) return nothing(votes.length * 2 > count ? "split" : unjudged);
  const ours = votes.filter(({ verdict }) => verdict === winner);
  const confidence = count === 1 ? words[ours[0]?.confidence ?? "low"] : round(ours.length / count);
  if (winner !== "violation") return { judgement: { outcome: winner, confidence } };
  const places = ours.map(({ quote }) => placeOf(quote, part)).filter((place) => place !== undefined);
  const place = places.find(({ pointer }) => !pointer) ?? places[0];
  if (place === undefined) return { judgement: { outcome: "unlocated", confidence } };
  return { suspected: { ...place, confidence } };
}

const nothing = (why: Unjudged): FirstLook => ({ judgement: { outcome: "unjudged", why } });

const round = (share: number) => Math.round(share * 100) / 100;

const words: Readonly<Record<Confidence, number>> = { low: 0.3, medium: 0.6, high: 0.9 };

/** A verdict that more than half of all votes share, those included that could not be read. */
function majority(votes: readonly Judged[], count: number): Verdict | undefined {
  return votes
    .map(({ verdict }) => verdict)
    .find((one) => votes.filter(({ verdict }) => verdict === one).length * 2 > count);
}

/** Fewer letters stand in any sentence. */
const shortestQuote = 4;

/** The whole sentence of a quote, if it really stands in the section. */
function placeOf(
  quote: string,
  { source, span }: JudgePart,
): Pick<Suspected, "evidence" | "pointer"> | undefined {
  if ((quote.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < shortestQuote) return undefined;
  const found = locate(quote, source, { near: span });
  const evidence = found.sentence ?? found.span;
  if (found.status === "none" || evidence === undefined) return undefined;
  if (evidence.start < span.start || evidence.end > span.end) return undefined;
  return { evidence, pointer: found.status !== "evidence" };
}

/** Lines around the evidence that the second look sees. */
const around = 3;

/** Rejects as `firstLook` does. */
export async function secondLook(
  part: JudgePart,
  { question, suspected }: { readonly question: Question; readonly suspected: Suspected },
  asking: Asking,
  signal: AbortSignal,
): Promise<Judgement> {
  const { text } = part.source;
  const { evidence } = suspected;
  const surroundings = text.slice(...linesAround(text, evidence, part.span));
  const request = verifyRequest(
    { evidence: text.slice(evidence.start, evidence.end), surroundings },
    question,
  );
  const read = await ask(request, readVerified, asking, signal);
  if ("unjudged" in read) return { outcome: "unjudged", why: read.unjudged };
  return read.answer.agrees
    ? violationOf(part, suspected)
    : { outcome: "aside", confidence: suspected.confidence };
}

export function violationOf({ span }: JudgePart, { evidence, pointer, confidence }: Suspected): Judgement {
  return {
    outcome: "violation",
    span: [evidence.start - span.start, evidence.end - span.start],
    ...(pointer ? { pointer } : {}),
    confidence,
  };
}

function linesAround(text: string, { start, end }: Span, bounds: Span): [number, number] {
  let from = start;
  let to = end;
  for (let count = 0; count <= around; count += 1) {
    from = from <= bounds.start ? bounds.start : text.lastIndexOf("\n", from - 2) + 1;
    const next = text.indexOf("\n", to + 1);
    to = next < 0 ? text.length : next;
  }
  return [Math.max(from, bounds.start), Math.min(to, bounds.end)];
}

async function ask<T>(
  request: ChatRequest,
  read: (text: string, reason: Parameters<typeof readJudged>[1]) => Read<T>,
  { runtime, origin, onUsage }: Asking,
  signal: AbortSignal,
): Promise<Read<T>> {
  try {
    const { text, reason, usage } = await collect(runtime.generate({ ...request, origin }, signal));
    signal.throwIfAborted();
    onUsage(usage);
    return read(text, reason);
  } catch (error) {
    signal.throwIfAborted();
    if (isModelError(error) && error.code === "prompt-too-long") return { unjudged: "too-long" };
    if (isModelError(error) && error.code === "engine-crashed") return { unjudged: "failed" };
    if (isModelError(error) && error.code === "not-routed") return { unjudged: "not-routed" };
    throw error;
  }
}
