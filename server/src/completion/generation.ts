/** One generation in flight. It may outlive the request that began it: the next one can go on with it. */
import { type RequestOrigin } from "../model/routing/origin";
import { type ModelRuntime, type RequestOptions, type StopReason, type Usage } from "../model/runtime";
import { type CacheEntry } from "./cache";
import { firstWords } from "./firstWords";
import { type Framed } from "./frames";
import { type Hole } from "./hole";
import { type FilterName, applyFilters, beforeCache } from "./postprocess";
import { type Names, buildPrompt, textAtCursor } from "./prompt";
import { isFinished, stopStrings, wholePart } from "./stop";

export interface Limits {
  /** Tokens. */
  readonly maxTokens: number;
  /** Milliseconds of generating: a suggestion that comes later is not read. */
  readonly timeBudget: number;
  /** Milliseconds of generating after which whole lines are enough: the rest is for the next suggestion. */
  readonly enough: number;
  /** Milliseconds of generating after which the first words are worth showing. */
  readonly firstWords: number;
}

export interface Job {
  readonly runtime: ModelRuntime;
  readonly hole: Hole;
  readonly multiline: boolean;
  readonly limits: Limits;
  readonly names: Names;
  /** A suggestion somebody waits for, or one that may be wanted next. */
  readonly priority: "completion" | "interactive";
  /** What an interrupted generation had said here already; the model goes on behind it. */
  readonly given: string;
  /** Absent: greedy. */
  readonly variety?: { readonly seed: number };
  /** Milliseconds; only differences count. */
  now(): number;
  framed(signal: AbortSignal): Promise<Framed>;
  /** Where the document and the parts of other files come from. */
  originOf(framed: Framed): RequestOrigin;
  onDropped(name: FilterName): void;
  onUsage(usage: Usage): void;
  /** Called with the finished text, whether or not anybody still waits for it. */
  keep(entry: CacheEntry): void;
  /** Called with what was said when it was stopped before its end. */
  keepPart(text: string): void;
}

/** Never a rejection: whoever waits may have gone. */
export type Outcome =
  | { readonly kind: "done"; readonly entry: CacheEntry }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly error: unknown };

/** What it says so far, while it goes on. */
export interface Words {
  readonly kind: "words";
  readonly entry: CacheEntry;
}

export interface Generation {
  readonly outcome: Promise<Outcome>;
  /** Resolves once there is something to show at `hole`, which is its own or one it follows; else never. */
  words(hole: Hole): Promise<Words>;
  /**
   * True if `hole` is this generation's own after the user typed what it says so far; from then on it stops
   * by itself as soon as it says something else.
   */
  follow(hole: Hole): boolean;
  stop(): void;
}

export function startGeneration(job: Job): Generation {
  const controller = new AbortController();
  const { signal } = controller;
  let text = job.given;
  let typed = "";
  const listeners = createListeners(job);

  const typedAt = (hole: Hole) => hole.prefix.slice(job.hole.prefix.length);
  const agrees = (words: string) => text.startsWith(words) || words.startsWith(text);

  async function run(): Promise<Outcome> {
    const framed = await job.framed(signal);
    signal.throwIfAborted();
    const { runtime, given } = job;
    const { request, healed } = requestFor(job, framed);
    let raw = "";
    let reason: StopReason = "stop";
    let began: number | undefined;
    for await (const chunk of runtime.generate(request, signal)) {
      if (chunk.type === "end") {
        reason = chunk.reason;
        job.onUsage(chunk.usage);
      }
      if (chunk.type !== "text") continue;
      raw += chunk.text;
      text = given + textAtCursor(raw, healed);
      if (!agrees(typed)) return { kind: "stopped" };
      began ??= job.now();
      // Leaving the loop ends the engine's work on it.
      if (isFinished(text, job.hole, job.multiline)) break;
      if (job.now() - began >= job.limits.firstWords) listeners.hear(text);
      if (job.now() - began < job.limits.enough || !hasWholeLine(text)) continue;
      reason = "time";
      break;
    }
    signal.throwIfAborted();
    const entry = entryOf(job, text, reason);
    // What time cut down to nothing is no answer: the next request goes on with it.
    if (reason === "time" && entry.draft.text === "") job.keepPart(text);
    else job.keep(entry);
    return { kind: "done", entry };
  }

  const outcome = run()
    .catch((error: unknown): Outcome => {
      if (!signal.aborted) return { kind: "failed", error };
      if (text !== "") job.keepPart(text);
      return { kind: "stopped" };
    })
    .finally(() => controller.abort());

  function follow(hole: Hole): boolean {
    if (signal.aborted || hole.suffix !== job.hole.suffix) return false;
    if (!hole.prefix.startsWith(job.hole.prefix)) return false;
    const words = typedAt(hole);
    if (!agrees(words)) return false;
    typed = words;
    return true;
  }

  return {
    outcome,
    follow,
    words: (hole) => listeners.wait(typedAt(hole)),
    stop: () => controller.abort(),
  };
}

function requestFor(job: Job, framed: Framed) {
  const { runtime, names, given } = job;
  const { request, healed } = buildPrompt(framed, job.hole, { info: runtime.info, names, given });
  return { request: { ...request, ...optionsOf(job), origin: job.originOf(framed) }, healed };
}

/** Who waits for the first words behind what was typed. */
function createListeners({ hole }: Job) {
  let waiting: { readonly typed: string; readonly tell: (words: Words) => void }[] = [];
  let heard = "";

  function hear(text: string): void {
    heard = text;
    waiting = waiting.filter(({ typed, tell }) => {
      const shown = firstWords(text, typed, hole);
      const draft = { text: shown ?? "", replace: 0 };
      if (shown !== undefined) tell({ kind: "words", entry: { draft, multiline: false, complete: false } });
      return shown === undefined;
    });
  }

  const wait = (typed: string) =>
    new Promise<Words>((tell) => {
      waiting.push({ typed, tell });
      hear(heard);
    });

  return { hear, wait };
}

function optionsOf({ priority, limits, hole, multiline, variety }: Job): RequestOptions {
  const { maxTokens, timeBudget } = limits;
  const options = { priority, maxTokens, timeBudget, stop: stopStrings(multiline, hole) };
  if (variety === undefined) return { ...options, sampling: { temperature: 0 } };
  return { ...options, sampling: { temperature: 0.8, topP: 0.95 }, seed: variety.seed };
}

function hasWholeLine(text: string): boolean {
  return text.slice(0, Math.max(0, text.lastIndexOf("\n"))).trim() !== "";
}

/** A dropped text is kept as an empty one, so that the same place does not ask again. */
function entryOf(job: Job, text: string, reason: StopReason): CacheEntry {
  const cutOff = reason === "time" || reason === "length";
  const draft = { text: cutOff ? wholePart(text) : text, replace: 0 };
  const filtered = applyFilters(beforeCache, draft, job, job.onDropped);
  return {
    draft: filtered ?? { text: "", replace: 0 },
    multiline: job.multiline,
    complete: reason !== "time",
  };
}
