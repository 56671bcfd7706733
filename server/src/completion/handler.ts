/** Inline completion: from a request to at most one suggestion. */
import { type ModelRuntime } from "../model/runtime";
import { type CacheEntry, type CachePlace, createCache } from "./cache";
import { type Count, rememberCounts } from "./context/window";
import { isExcluded } from "./exclude";
import { type Flight, createFlights } from "./flights";
import { type Hole, holeAt, toDocument } from "./hole";
import { wantsMultiline } from "./multiline";
import { afterCache, applyFilters } from "./postprocess";
import { type InlineItem, type InlineRequest, type Place, placeOf } from "./request";
import { skipReason } from "./skip";
import { createTurns } from "./turns";
import { type Delay, passed } from "./waiting";

export type { InlineItem, InlineRequest, OffsetRange } from "./request";

export interface CompletionPorts {
  /** The model that completes now; undefined while there is none. */
  runtime(): ModelRuntime | undefined;
  /** Milliseconds; only differences count. */
  now(): number;
  /** Resolves after `ms`, rejects when the signal aborts. */
  readonly delay: Delay;
  /** A suggestion was answered, this many milliseconds after it was asked for. */
  onShown?(latencyMs: number): void;
  /** The named filter of `postprocess/` left nothing of a suggestion. */
  onDropped?(filterName: string): void;
}

export interface Completion {
  /**
   * No suggestion is an empty list; so is a request that a newer one for the same document overtook.
   * Rejects with the signal's reason when aborted, and with a `ModelError` when the model failed.
   */
  complete(request: InlineRequest, signal: AbortSignal): Promise<readonly InlineItem[]>;
}

/** One request on its way, with what was derived from it once. */
interface Ask {
  readonly request: InlineRequest;
  readonly runtime: ModelRuntime;
  readonly place: Place;
  readonly hole: Hole;
  readonly multiline: boolean;
  readonly key: CachePlace;
}

export function createCompletion(ports: CompletionPorts): Completion {
  const cache = createCache();
  const turns = createTurns();
  const flights = createFlights(ports.delay);
  const countOf = countsByRuntime();
  const onDropped = (filterName: string) => ports.onDropped?.(filterName);

  async function complete(request: InlineRequest, signal: AbortSignal): Promise<readonly InlineItem[]> {
    signal.throwIfAborted();
    const started = ports.now();
    const turn = turns.take(request.uri, request.version, signal);
    if (turn === undefined) return [];
    try {
      const item = await answer(request, turn.signal);
      signal.throwIfAborted();
      if (item === undefined || turn.signal.aborted) return [];
      ports.onShown?.(ports.now() - started);
      return [item];
    } finally {
      turn.end();
    }
  }

  async function answer(request: InlineRequest, signal: AbortSignal): Promise<InlineItem | undefined> {
    const runtime = ports.runtime();
    const { settings, uri } = request;
    if (
      runtime === undefined ||
      runtime.info.completes === "no" ||
      !settings.enabled ||
      isExcluded(uri, settings.exclude)
    ) {
      flights.stop(uri);
      return undefined;
    }
    const ask = askOf(request, runtime);
    const entry = cached(ask) ?? (await followed(ask, signal)) ?? (await generated(ask, signal));
    return entry === undefined ? undefined : itemOf(ask, entry, onDropped);
  }

  /** Asked by hand, a text cut short by time or by "one line only" is not enough. */
  const enough = ({ request, multiline }: Ask, entry: { readonly multiline: boolean }) =>
    !request.explicit || entry.multiline === multiline;
  const cached = (ask: Ask) =>
    cache.find(ask.key, (entry) => enough(ask, entry) && (entry.complete || !ask.request.explicit));

  async function followed(ask: Ask, signal: AbortSignal): Promise<CacheEntry | undefined> {
    const suits = (flight: Flight) => flight.fingerprint === ask.key.fingerprint && enough(ask, flight);
    const flight = flights.follow(ask.request.uri, ask.hole, suits);
    if (flight === undefined) return undefined;
    await flights.outcomeOf(flight, signal);
    return cached(ask);
  }

  async function generated(ask: Ask, signal: AbortSignal): Promise<CacheEntry | undefined> {
    const { request, runtime, hole, multiline, key } = ask;
    const { settings, explicit, uri } = request;
    if (signal.aborted || skipReason(hole, explicit) !== undefined) return undefined;
    if (
      !(await passed(explicit || settings.debounce === "auto" ? 0 : settings.debounce, ports.delay, signal))
    )
      return undefined;
    const count = countOf(runtime);
    const keep = (entry: CacheEntry) => cache.put(key, entry);
    const job = { runtime, hole, multiline, explicit, settings, count, onDropped, keep };
    const outcome = await flights.outcomeOf(flights.start(uri, key.fingerprint, job), signal);
    if (outcome?.kind === "failed") throw outcome.error;
    return outcome?.kind === "done" ? outcome.entry : undefined;
  }

  return { complete };
}

function askOf(request: InlineRequest, runtime: ModelRuntime): Ask {
  const place = placeOf(request);
  const hole = holeAt(place.text, place.offset, request.languageId);
  const multiline = wantsMultiline(hole, request.settings.multiline, request.explicit);
  const { prefix, suffix } = hole;
  const key = { fingerprint: fingerprintOf(request, runtime), prefix, suffix };
  return { request, runtime, place, hole, multiline, key };
}

function itemOf(ask: Ask, entry: CacheEntry, onDropped: (name: string) => void): InlineItem | undefined {
  if (entry.draft.text === "") return undefined;
  const { hole, place } = ask;
  const { encodable } = ask.request;
  const context = { hole, multiline: entry.multiline, ...(encodable && { encodable }) };
  const draft = applyFilters(afterCache, entry.draft, context, onDropped);
  if (draft === undefined) return undefined;
  const range = { start: place.range.start, end: place.range.end + draft.replace };
  return { text: place.chosen + toDocument(draft.text, hole), range };
}

/** All that changes an answer beside the text around the cursor. */
function fingerprintOf({ settings, languageId }: InlineRequest, { info }: ModelRuntime): string {
  const { multiline, maxTokens, prefixTokens, suffixTokens } = settings;
  const model = [info.model, info.sha256, info.engine, info.generation];
  return JSON.stringify([...model, languageId, multiline, maxTokens, prefixTokens, suffixTokens]);
}

/** Counts are remembered as long as their model is there. */
function countsByRuntime(): (runtime: ModelRuntime) => Count {
  const known = new WeakMap<ModelRuntime, Count>();
  return (runtime) => {
    const count = known.get(runtime) ?? rememberCounts((text) => runtime.countTokens(text));
    known.set(runtime, count);
    return count;
  };
}
