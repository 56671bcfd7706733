/** One generation in flight. It may outlive the request that began it: the next one can go on with it. */
import { type ModelRuntime, type RequestOptions, type StopReason, type Usage } from "../model/runtime";
import { type CacheEntry } from "./cache";
import { type Framed } from "./frames";
import { type Hole } from "./hole";
import { type FilterName, applyFilters, beforeCache } from "./postprocess";
import { type Names, buildPrompt, textAtCursor } from "./prompt";
import { isFinished, stopStrings, wholePart, wholeWords } from "./stop";

export interface Limits {
  /** Tokens. */
  readonly maxTokens: number;
  /** Milliseconds of generating: a suggestion that comes later is not read. */
  readonly timeBudget: number;
  /** Milliseconds of generating after which whole lines are enough: the rest is for the next suggestion. */
  readonly enough: number;
  /** Milliseconds after which the words of an unfinished line are shown, and the line is generated on. */
  readonly glance: number;
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

export interface Generation {
  readonly outcome: Promise<Outcome>;
  /**
   * True if `hole` is this generation's own after the user typed what it says so far; from then on it stops
   * by itself as soon as it says something else.
   */
  follow(hole: Hole): boolean;
  /**
   * What can be shown at `hole` (its own, or one that `follow` took) before the end, once the time for it has
   * come; the generation goes on. Undefined when it ended before that. Kept by nobody.
   */
  glance(hole: Hole): Promise<CacheEntry | undefined>;
  stop(): void;
}

/** Fewer characters than this are not worth a look. */
const worthALook = 6;

export function startGeneration(job: Job): Generation {
  const controller = new AbortController();
  const { signal } = controller;
  let text = job.given;
  let typed = "";
  const glances = createGlances();

  const agrees = (words: string) => text.startsWith(words) || words.startsWith(text);

  async function run(): Promise<Outcome> {
    const started = job.now();
    const framed = await job.framed(signal);
    signal.throwIfAborted();
    const { runtime, names, given } = job;
    const { request, healed } = buildPrompt(framed, job.hole, { info: runtime.info, names, given });
    let raw = "";
    let reason: StopReason = "stop";
    let began: number | undefined;
    for await (const chunk of runtime.generate({ ...request, ...optionsOf(job) }, signal)) {
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
      if (job.now() - started >= job.limits.glance && glances.wanted()) glances.show(glanceOf(job, text));
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
    .finally(() => {
      glances.end();
      controller.abort();
    });

  function follow(hole: Hole): boolean {
    if (signal.aborted || hole.suffix !== job.hole.suffix) return false;
    if (!hole.prefix.startsWith(job.hole.prefix)) return false;
    const words = hole.prefix.slice(job.hole.prefix.length);
    if (!agrees(words)) return false;
    typed = words;
    return true;
  }

  const glance = (hole: Hole) => glances.wait(hole.prefix.slice(job.hole.prefix.length));

  return { outcome, follow, glance, stop: () => controller.abort() };
}

/** Who waits for a first look, with the words typed since the generation began. */
function createGlances() {
  let waiting: { readonly words: string; resolve(entry: CacheEntry | undefined): void }[] = [];
  let ended = false;
  return {
    wanted: () => waiting.length > 0,
    wait(words: string): Promise<CacheEntry | undefined> {
      if (ended) return Promise.resolve(undefined);
      return new Promise((resolve) => waiting.push({ words, resolve }));
    },
    show(entry: CacheEntry | undefined): void {
      if (entry === undefined) return;
      const { draft } = entry;
      waiting = waiting.filter(({ words, resolve }) => {
        const rest = draft.text.slice(words.length);
        const isEnough = draft.text.startsWith(words) && rest.replaceAll(/\s/gu, "").length >= worthALook;
        if (isEnough) resolve({ ...entry, draft: { ...draft, text: rest } });
        return !isEnough;
      });
    },
    end(): void {
      ended = true;
      for (const { resolve } of waiting.splice(0)) resolve(undefined);
    },
  };
}

/** Undefined when a filter leaves nothing of it; what it would have been is not known yet, so no drop is told. */
function glanceOf(job: Job, text: string): CacheEntry | undefined {
  const draft = applyFilters(beforeCache, { text: wholeWords(text), replace: 0 }, job, () => undefined);
  return draft && { draft, multiline: job.multiline, complete: false };
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
