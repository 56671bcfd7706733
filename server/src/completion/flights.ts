/** The generations in flight, one a document, and who waits for them. */
import { type Generation, type Job, type Outcome, startGeneration } from "./generation";
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
  stop(uri: string): void;
}

export function createFlights(): Flights {
  const flying = new Map<string, Flight>();
  const waiting = new WeakMap<Flight, number>();

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

  async function outcomeOf(flight: Flight, signal: AbortSignal): Promise<Outcome | undefined> {
    waiting.set(flight, (waiting.get(flight) ?? 0) + 1);
    const outcome = await untilAborted(flight.generation.outcome, signal);
    const left = (waiting.get(flight) ?? 1) - 1;
    waiting.set(flight, left);
    if (outcome === undefined && left === 0) flight.generation.stop();
    return outcome;
  }

  function stop(uri: string): void {
    flying.get(uri)?.generation.stop();
    flying.delete(uri);
  }

  return { start, follow, outcomeOf, stop };
}
