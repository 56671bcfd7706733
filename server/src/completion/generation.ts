/** One generation in flight. It may outlive the request that began it: the next one can go on with it. */
import { type InfillRequest, type ModelRuntime, type StopReason } from "../model/runtime";
import { type CompletionSettings } from "../protocol";
import { type CacheEntry } from "./cache";
import { type Count } from "./context/window";
import { type Hole } from "./hole";
import { type FilterName, applyFilters, beforeCache } from "./postprocess";
import { buildPrompt, textAtCursor } from "./prompt";
import { isFinished, stopStrings, wholePart } from "./stop";

export interface Job {
  readonly runtime: ModelRuntime;
  readonly hole: Hole;
  readonly multiline: boolean;
  readonly explicit: boolean;
  readonly settings: CompletionSettings;
  readonly count: Count;
  readonly onDropped: (name: FilterName) => void;
  /** Called with the finished text, whether or not anybody still waits for it. */
  readonly keep: (entry: CacheEntry) => void;
}

/** Never a rejection: whoever waits may have gone. */
export type Outcome =
  | { readonly kind: "done"; readonly entry: CacheEntry }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly error: unknown };

export interface Generation {
  readonly outcome: Promise<Outcome>;
  /** Aborted once it was stopped. */
  readonly signal: AbortSignal;
  /**
   * True if `hole` is this generation's own after the user typed what it says so far; from then on it stops
   * by itself as soon as it says something else.
   */
  follow(hole: Hole): boolean;
  stop(): void;
}

/** Milliseconds of generating: a suggestion that comes later is not read while typing. */
const timeBudget = { automatic: 3000, explicit: 10_000 };

export function startGeneration(job: Job): Generation {
  const controller = new AbortController();
  const { signal } = controller;
  let text = "";
  let typed = "";

  const agrees = (words: string) => text.startsWith(words) || words.startsWith(text);

  async function run(): Promise<Outcome> {
    const prompt = await buildPrompt(job.hole, limitsOf(job), watched(job.count, signal));
    signal.throwIfAborted();
    let raw = "";
    let reason: StopReason = "stop";
    for await (const chunk of job.runtime.generate(requestOf(job, prompt), signal)) {
      if (chunk.type === "end") reason = chunk.reason;
      if (chunk.type !== "text") continue;
      raw += chunk.text;
      text = textAtCursor(raw, prompt.healed);
      if (!agrees(typed)) return { kind: "stopped" };
      // Leaving the loop ends the engine's work on it.
      if (isFinished(text, job.hole, job.multiline)) break;
    }
    signal.throwIfAborted();
    const entry = entryOf(job, text, reason);
    job.keep(entry);
    return { kind: "done", entry };
  }

  const outcome = run()
    .catch((error: unknown): Outcome => (signal.aborted ? { kind: "stopped" } : { kind: "failed", error }))
    .finally(() => controller.abort());

  function follow(hole: Hole): boolean {
    if (signal.aborted || hole.suffix !== job.hole.suffix) return false;
    if (!hole.prefix.startsWith(job.hole.prefix)) return false;
    const words = hole.prefix.slice(job.hole.prefix.length);
    if (!agrees(words)) return false;
    typed = words;
    return true;
  }

  return { outcome, signal, follow, stop: () => controller.abort() };
}

function limitsOf({ settings, runtime }: Job) {
  return { settings, contextSize: runtime.info.contextSize };
}

function watched(count: Count, signal: AbortSignal): Count {
  return async (text) => {
    const tokens = await count(text);
    signal.throwIfAborted();
    return tokens;
  };
}

function requestOf(job: Job, { prefix, suffix }: { prefix: string; suffix: string }): InfillRequest {
  return {
    kind: "infill",
    prefix,
    suffix,
    priority: "completion",
    maxTokens: job.settings.maxTokens,
    stop: stopStrings(job.multiline),
    sampling: { temperature: 0 },
    timeBudget: job.explicit ? timeBudget.explicit : timeBudget.automatic,
  };
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
