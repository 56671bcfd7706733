/** A scripted model that judges: it is told what it was asked, and may be as good or as bad as a test wants it. */
import { type CapabilityCard } from "../../server/src/model/capability";
import { type GenerateRequest, type ModelRuntime, type RuntimeInfo } from "../../server/src/model/runtime";
import { type LedgerStore, memoryStore } from "../../server/src/review/ledger";
import { createJudgeStage, type JudgePorts } from "../../server/src/review/judge/stage";
import { scriptedRuntime, type ScriptedAnswer } from "./scriptedRuntime";

export interface Asked {
  readonly look: "first" | "second";
  /** What stood between the fences. */
  readonly section: string;
  /** What stood behind them: the rule. */
  readonly rule: string;
  readonly seed: number | undefined;
}

export function askedOf(request: GenerateRequest): Asked {
  if (request.kind !== "chat") throw new Error("a judge is asked in chat");
  const [system, user] = request.messages;
  const text = user?.text ?? "";
  // The document may hold shorter ones.
  const [fence = ""] = (text.match(/^={6,}$/gmu) ?? []).toSorted((a, b) => b.length - a.length);
  const [before = "", section = "", behind = ""] = text.split(new RegExp(`^${fence}$`, "mu"));
  const look = /suspicion|疑い/u.test(system?.text ?? "") ? "second" : "first";
  return { look, section, rule: look === "first" ? behind : before, seed: request.seed };
}

export const said = (verdict: string, quote = "", over: object = {}) =>
  JSON.stringify({ reason: "r", quote, verdict, confidence: "high", ...over });
export const confirmed = JSON.stringify({ reason: "r", clause: 1, exception: 0, verdict: "violation" });
export const objected = JSON.stringify({ reason: "r", clause: 0, exception: 0, verdict: "no_violation" });

/** Knows the truth: a sentence that holds BAD is a violation. */
export function oracle({ look, section }: Asked): string {
  const bad = section.split(/\n|(?<=[。.])/u).find((sentence) => sentence.includes("BAD"));
  if (look === "second") return bad === undefined ? objected : confirmed;
  return bad === undefined ? said("compliant") : said("violation", bad.trim());
}

export function scriptedJudge(
  answer: (asked: Asked) => ScriptedAnswer | Promise<ScriptedAnswer>,
  info: Partial<RuntimeInfo> = {},
) {
  return scriptedRuntime((request) => answer(askedOf(request)), { sha256: "a".repeat(64), ...info });
}

export interface StageParts extends Partial<Omit<JudgePorts, "runtime">> {
  readonly runtime: ModelRuntime | undefined;
  readonly ledger?: LedgerStore;
}

/** A stage with everything in memory; `notes` is what its user was told. */
export function stageOf({ runtime, ledger = memoryStore(), ...more }: StageParts) {
  const notes: string[] = [];
  const cards = new Map<string, CapabilityCard>();
  const stage = createJudgeStage({
    runtime: () => runtime,
    isSetUp: () => runtime !== undefined,
    modelHash: ({ info }) => Promise.resolve(info.sha256),
    ledger,
    cards: {
      get: (key) => Promise.resolve(cards.get(key)),
      put: (key, card) => Promise.resolve(void cards.set(key, card)),
      ofModel: () => Promise.resolve([...cards.values()]),
    },
    measure: () => Promise.resolve({ prompt: 50, decode: 10 }),
    note: (line) => notes.push(line),
    ...more,
  });
  return { stage, notes, ledger, cards };
}
