/**
 * The known-answer test of the assistant role (promise P5): a model that cannot keep a number, a date or
 * a negation in one short sentence may not word a summary; the deterministic tier answers instead.
 */
import { disagreement } from "../documents/meaning";
import { type Role } from "../protocol";
import { shippedOrigin } from "./routing/origin";
import {
  type ChatRequest,
  collect,
  isModelError,
  type ModelRuntime,
  type RuntimeInfo,
  type ServerIdentity,
} from "./runtime";

export interface CapabilityCase {
  readonly name: string;
  readonly ok: boolean;
  /** Why the answer was not accepted; empty when it was. Not translated: it is a record, not a message. */
  readonly why: string;
}

/** Plain data, kept under the model's hash and the engine's name. */
export interface CapabilityCard {
  readonly role: Role;
  readonly passed: boolean;
  readonly cases: readonly CapabilityCase[];
  readonly modelSha256?: string;
  /** Of a model that an inference server holds, in place of the hash. */
  readonly server?: ServerIdentity;
  readonly engine: string;
}

export const whoWasTested = ({
  sha256,
  server,
  engine,
}: RuntimeInfo): Pick<CapabilityCard, "modelSha256" | "server" | "engine"> => ({
  engine,
  ...(sha256 === undefined ? {} : { modelSha256: sha256 }),
  ...(server === undefined ? {} : { server }),
});

interface KnownCase {
  readonly name: string;
  readonly instruction: string;
  readonly source: string;
  /** What every acceptable answer holds. */
  readonly holds: RegExp;
}

const english =
  'Word the sentence again in English in one short sentence. Keep numbers, dates, conditions and must / must not. Answer with JSON: {"text": "…"}.';
const japanese =
  '次の文を、日本語の短い一文に言い換えてください。数値・日付・条件・禁止や義務の意味は変えません。JSONで答えてください：{"text": "…"}';

const knownCases: readonly KnownCase[] = [
  {
    name: "ja-number",
    instruction: japanese,
    source: "事故が発生した場合は、発見した日から30日以内に監督官庁へ報告書を提出しなければならない。",
    holds: /報告|提出/u,
  },
  {
    name: "ja-prohibition",
    instruction: japanese,
    source: "従業員は、顧客データを社外に持ち出してはならない。",
    holds: /持ち?出/u,
  },
  {
    name: "ja-date-amount",
    instruction: japanese,
    source: "新しい受付システムは令和7年4月1日に稼働し、導入費用の総額は480万円であった。",
    holds: /システム/u,
  },
  {
    name: "en-number",
    instruction: english,
    source: "Lost devices must be reported to the service desk within 24 hours.",
    holds: /report/i,
  },
  {
    name: "en-negation",
    instruction: english,
    source: "The backup of the second server was not completed because the disk was full.",
    holds: /backup/i,
  },
  {
    name: "en-percent-date",
    instruction: english,
    source: "On March 31, 2025 the error rate of the new production line was 2.5 percent.",
    holds: /error/i,
  },
];

/** Of six cases one may fail; a failure of form (no JSON) counts as a failure. */
const neededCases = 5;

/**
 * Runs every case greedily, one after another (about 60 tokens each). An answer that cannot be read fails
 * its case; a `ModelError` that is not about one prompt rejects, as does an abort with the signal's reason.
 */
export async function testAssistant(runtime: ModelRuntime, signal: AbortSignal): Promise<CapabilityCard> {
  const cases: CapabilityCase[] = [];
  for (const known of knownCases) {
    cases.push(await runCase(known, runtime, signal));
    signal.throwIfAborted();
  }
  return {
    role: "assistant",
    passed: cases.filter(({ ok }) => ok).length >= neededCases,
    cases,
    ...whoWasTested(runtime.info),
  };
}

async function runCase(
  known: KnownCase,
  runtime: ModelRuntime,
  signal: AbortSignal,
): Promise<CapabilityCase> {
  try {
    const { text } = await collect(runtime.generate(requestOf(known), signal));
    const why = objection(text, known);
    return { name: known.name, ok: why === "", why };
  } catch (error) {
    if (signal.aborted || !isModelError(error) || !["unsupported", "prompt-too-long"].includes(error.code))
      throw error;
    return { name: known.name, ok: false, why: error.code };
  }
}

const requestOf = ({ instruction, source }: KnownCase): ChatRequest => ({
  kind: "chat",
  origin: shippedOrigin,
  priority: "batch",
  maxTokens: 160,
  sampling: { temperature: 0 },
  jsonSchema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
  messages: [
    { role: "system", text: instruction },
    { role: "user", text: source },
  ],
});

function objection(answer: string, { source, holds }: KnownCase): string {
  const text = textOf(answer);
  if (text === undefined) return "no JSON of the schema";
  if (text.trim() === "") return "empty";
  if (text.length > source.length * 1.2) return "longer than the source";
  if (!holds.test(text)) return "says something else";
  const found = disagreement(text, source);
  if (found === undefined) return "";
  return found.kind === "marker" ? `${found.marker} changed` : `${found.kind}: ${found.text}`;
}

function textOf(answer: string): string | undefined {
  try {
    const value: unknown = JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1));
    if (typeof value !== "object" || value === null || !("text" in value)) return undefined;
    return typeof value.text === "string" ? value.text : undefined;
  } catch {
    // Not JSON: the case fails on its form.
    return undefined;
  }
}
