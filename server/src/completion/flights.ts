/** The generations in flight, one a document, and who waits for them. */
import { type Generation, type Job, type Outcome, startGeneration, type Words } from "./generation";
import { type Hole } from "./hole";
import { untilAborted } from "./waiting";

export interface Flight {
  readonly generation: Generation;
  /** All that the answer depends on beside the text around the cursor. */
  readonly fingerprint: string;
  readonly multiline: boolean;
}

export interface Flights {
  start(uri: string, fingerprint: string, job: Job): Flight;
  /** The generation that says what the user typed since; any other of the document is stopped. */
  follow(uri: string, hole: Hole, suits: (flight: Flight) => boolean): Flight | undefined;
  /** Undefined when `signal` aborted; a generation that nobody waits for any more is stopped at once. */
  outcomeOf(flight: Flight, signal: AbortSignal): Promise<Outcome | undefined>;
  /** As `outcomeOf`, or the first words for `hole` before it; the generation then goes on though nobody waits. */
  firstOf(flight: Flight, hole: Hole, signal: AbortSignal): Promise<Outcome | Words | undefined>;
  stop(uri: string): void;
}

export function createFlights(): Flights {
  const flying = new Map<string, Flight>();
  const waiting = new WeakMap<Flight, number>();
  /** Their first words are shown. */
  const shown = new WeakSet<Flight>();

  function start(uri: string, fingerprint: string, job: Job): Flight {
    stop(uri);
    const flight: Flight = { generation: startGeneration(job), fingerprint, multiline: job.multiline };
    flying.set(uri, flight);
    void flight.generation.outcome.then(() => {
      if (flying.get(uri) === flight) flying.delete(uri);
    });
    return flight;
  }

  function follow(uri: string, hole: Hole, suits: (flight: Flight) => boolean): Flight | undefined {
    const flight = flying.get(uri);
    if (flight === undefined) return undefined;
    if (suits(flight) && flight.generation.follow(hole)) return flight;
    stop(uri);
    return undefined;
  }

  async function arrival<T extends Outcome | Words>(flight: Flight, wanted: Promise<T>, signal: AbortSignal) {
    shown.delete(flight);
    waiting.set(flight, (waiting.get(flight) ?? 0) + 1);
    const arrived = await untilAborted(wanted, signal);
    const left = (waiting.get(flight) ?? 1) - 1;
    waiting.set(flight, left);
    if (arrived?.kind === "words") shown.add(flight);
    else if (arrived === undefined && left === 0 && !shown.has(flight)) flight.generation.stop();
    return arrived;
  }

  const outcomeOf = (flight: Flight, signal: AbortSignal) =>
    arrival(flight, flight.generation.outcome, signal);

  function firstOf(flight: Flight, hole: Hole, signal: AbortSignal) {
    const { outcome, words } = flight.generation;
    return arrival<Outcome | Words>(flight, Promise.race([words(hole), outcome]), signal);
  }

  function stop(uri: string): void {
    flying.get(uri)?.generation.stop();
    flying.delete(uri);
  }

  return { start, follow, outcomeOf, firstOf, stop };
}
