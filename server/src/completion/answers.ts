/** Where an answer comes from, in this order: the cache, a generation in flight, a new generation. */
import { type Ask, askOf } from "./asks";
import { type CacheEntry, type SuggestionCache } from "./cache";
import { type ModelRuntime } from "../model/runtime";
import { isExcluded } from "./exclude";
import { type Flight, type Flights, createFlights } from "./flights";
import { type Outcome, type Words } from "./generation";
import { originOfRequest } from "./origin";
import { type InlineRequest } from "./request";
import { createRest, type Rest } from "./rest";
import { createRhythm } from "./rhythm";
import { skipReason } from "./skip";
import { type Delay, passed } from "./waiting";
import { createVisits } from "./visits";
import { type Work, type WorkPorts } from "./work";

export interface AnswersPorts extends Pick<WorkPorts, "runtime" | "onBackgroundError"> {
  readonly delay: Delay;
  /** The suggestion at this version is whole now; absent: the editor cannot show more of one, so none is begun. */
  onGrown?(uri: string, version: number): void;
}

export interface Answer {
  readonly entry: CacheEntry;
  /** These are its first words: `onGrown` follows. */
  readonly growing: boolean;
}

export interface Answers {
  /** Undefined where nothing is ever suggested: no model, switched off, excluded. */
  askFor(request: InlineRequest): Ask | undefined;
  /** A key was pressed or a suggestion asked for: what was done meanwhile ends. */
  key(request: InlineRequest, now: number): void;
  /** Undefined when aborted or skipped. Rejects with a `ModelError` when the model failed. */
  answer(ask: Ask, signal: AbortSignal): Promise<Answer | undefined>;
  visit(request: InlineRequest): Promise<void>;
  readonly rest: Rest;
}

export function createAnswers(ports: AnswersPorts, cache: SuggestionCache, work: Work): Answers {
  const { delay } = ports;
  const flights = createFlights();
  const rhythm = createRhythm();
  /** Version of the document with the last key. */
  const typed = new Map<string, number>();
  const arrival = createArrival(flights, ports, ({ uri, version }) => typed.get(uri) === version);
  const reuse = createReuse(cache, flights, arrival);
  const visits = createVisits({ delay, warm: (ask) => work.warm(ask, "whole") });
  const rest = createRest({
    delay,
    isCached: (ask) => reuse.cached(ask) !== undefined,
    generate: (ask) => start(ask, "interactive").generation.outcome,
    framed: work.framed,
    renew: (ask) => work.warm(ask, "fresh"),
    onError: (error) => ports.onBackgroundError?.(error),
  });

  function start(ask: Ask, priority: "completion" | "interactive"): Flight {
    const { key, request } = ask;
    const given = cache.findPart(key) ?? "";
    return flights.start(request.uri, key.fingerprint, work.job(ask, { priority, given }));
  }

  async function generated(ask: Ask, signal: AbortSignal): Promise<Answer | undefined> {
    const { settings, explicit } = ask.request;
    if (signal.aborted || skipReason(ask.hole, explicit) !== undefined) return undefined;
    void work.warm(ask);
    const quiet = settings.debounce === "auto" ? rhythm.wait(ask.hole) : settings.debounce;
    if (!(await passed(explicit ? 0 : quiet, delay, signal))) return undefined;
    const outcome = await arrival(start(ask, "completion"), ask, signal);
    if (outcome?.kind === "failed") throw outcome.error;
    if (outcome === undefined || outcome.kind === "stopped") return undefined;
    return { entry: outcome.entry, growing: outcome.kind === "words" };
  }

  function askFor(request: InlineRequest): Ask | undefined {
    const ask = allowed(request, ports.runtime(originOfRequest(request)));
    if (ask === undefined) flights.stop(request.uri);
    return ask;
  }

  return {
    askFor,
    rest,
    key({ uri, version, explicit }, now) {
      rest.end();
      visits.end();
      if (!explicit && typed.get(uri) !== version) rhythm.key(now);
      typed.set(uri, version);
    },
    answer: async (ask, signal) =>
      whole(reuse.cached(ask)) ?? (await reuse.followed(ask, signal)) ?? (await generated(ask, signal)),
    async visit(request) {
      rest.end();
      visits.end();
      work.leaveFor(request.uri);
      const ask = askFor(request);
      if (ask !== undefined && request.settings.ahead) await visits.visit(ask);
    },
  };
}

const whole = (entry: CacheEntry | undefined): Answer | undefined => entry && { entry, growing: false };

/** Waits for the whole, or for the first words where the editor can show more later. */
function createArrival(
  flights: Flights,
  { onGrown }: Pick<AnswersPorts, "onGrown">,
  isLast: (request: InlineRequest) => boolean,
): Arrival {
  return async (flight, { hole, request }, signal) => {
    if (onGrown === undefined || request.explicit) return flights.outcomeOf(flight, signal);
    const first = await flights.firstOf(flight, hole, signal);
    if (first?.kind === "words")
      void flight.generation.outcome.then(({ kind }) => {
        if (kind === "done" && isLast(request)) onGrown(request.uri, request.version);
      });
    return first;
  };
}

type Arrival = (flight: Flight, ask: Ask, signal: AbortSignal) => Promise<Outcome | Words | undefined>;

/** What was generated before, or is being generated. */
function createReuse(cache: SuggestionCache, flights: Flights, arrival: Arrival) {
  const cached = (ask: Ask) =>
    cache.find(ask.key, (entry) => isEnough(ask, entry) && (entry.complete || !ask.request.explicit));

  async function followed(ask: Ask, signal: AbortSignal): Promise<Answer | undefined> {
    const suits = (flight: Flight) => flight.fingerprint === ask.key.fingerprint && isEnough(ask, flight);
    const flight = flights.follow(ask.request.uri, ask.hole, suits);
    if (flight === undefined) return undefined;
    const arrived = await arrival(flight, ask, signal);
    return arrived?.kind === "words" ? { entry: arrived.entry, growing: true } : whole(cached(ask));
  }

  return { cached, followed };
}

function allowed(request: InlineRequest, runtime: ModelRuntime | undefined): Ask | undefined {
  const { settings, uri } = request;
  if (runtime === undefined || runtime.info.completes === "no") return undefined;
  return settings.enabled && !isExcluded(uri, settings.exclude) ? askOf(request, runtime) : undefined;
}

/** Asked by hand, a text cut short by time or by "one line only" is not enough. */
function isEnough({ request, multiline }: Ask, entry: { readonly multiline: boolean }): boolean {
  return !request.explicit || entry.multiline === multiline;
}
