/** A completion on a scripted model, a clock the test moves, and records of what it told. */
import { setImmediate as turn } from "node:timers/promises";
import { type InlineRequest, createCompletion } from "../../../server/src/completion/handler";
import { type ModelRuntime } from "../../../server/src/model/runtime";
import { type CompletionSettings, defaultSettings } from "../../../server/src/protocol";
import { parse } from "../../support/cursor";
import { endOf, type ScriptedAnswer, scriptedRuntime } from "../../support/scriptedRuntime";

export const settings = { ...defaultSettings.completion, debounce: 120, candidates: 1, ahead: false };
export const never = new AbortController().signal;
let version = 0;

export interface Options extends Partial<Omit<InlineRequest, "settings">> {
  readonly settings?: Partial<CompletionSettings>;
}

export function ask(marked: string, options: Options = {}): InlineRequest {
  const base = { uri: "file:///a.ts", languageId: "typescript", version: ++version, explicit: false };
  return { ...base, ...parse(marked), ...options, settings: { ...settings, ...options.settings } };
}

/** A clock that stands still until `pass` lets all waits end that are due. */
export function setUp(
  answer: string | ((prefix: string) => ScriptedAnswer | Promise<ScriptedAnswer>),
  auto = true,
) {
  let now = 0;
  let waits: { due: number; end: () => void }[] = [];
  const runtime = scriptedRuntime((request) => {
    if (request.kind !== "infill") throw new Error("a completion asks for an infill");
    return typeof answer === "string" ? answer : answer(request.prefix + (request.middle ?? ""));
  });
  const shown: number[] = [];
  const dropped: string[] = [];
  const asked: number[] = [];
  let accepted = 0;
  const ports = {
    runtime: (): ModelRuntime | undefined => runtime,
    now: () => now,
    delay: (ms: number, signal: AbortSignal) => {
      asked.push(ms);
      if (auto) return Promise.resolve();
      return new Promise<void>((end, reject) => {
        waits.push({ due: now + ms, end });
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      });
    },
    onShown: (ms: number) => void shown.push(ms),
    onDropped: (name: string) => void dropped.push(name),
    onAccepted: () => void (accepted += 1),
  };
  async function pass(ms: number): Promise<void> {
    await turn();
    now += ms;
    for (const { end } of waits.filter(({ due }) => due <= now)) end();
    waits = waits.filter(({ due }) => due > now);
    await turn();
  }
  return { ...createCompletion(ports), runtime, ports, shown, dropped, asked, pass, taken: () => accepted };
}

/** A model that says one piece each time it is let. */
export function slow(pieces: readonly string[]) {
  const signals: AbortSignal[] = [];
  /** What each request ends with before the model's words. */
  const asked: string[] = [];
  let say: () => void = () => undefined;
  const runtime: ModelRuntime = {
    ...scriptedRuntime(() => ""),
    async *generate(request, signal) {
      if (request.maxTokens === 0) return yield endOf("length", 0);
      if (request.kind === "infill") asked.push(request.prefix + (request.middle ?? ""));
      signals.push(signal);
      for (const text of pieces) {
        await new Promise<void>((resolve, reject) => {
          say = resolve;
          signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        });
        yield { type: "text", text };
      }
      yield endOf("eos", 0);
    },
  };
  const next = async () => {
    await turn();
    say();
    await turn();
  };
  return { runtime, signals, prompts: asked, next };
}

/** A completion on such a model. */
export function flying(pieces: readonly string[]) {
  const model = slow(pieces);
  const bench = setUp("", false);
  const ports = { ...bench.ports, runtime: () => model.runtime };
  return { ...bench, ports, ...model, ...createCompletion(ports) };
}
