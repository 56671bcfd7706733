/**
 * How many threads evaluate. llama.cpp's threads wait for each other in busy loops at every operation, so
 * one thread that another program keeps from its core stalls all: measured on two busy cores, two threads
 * were over ten times slower than one. The right number changes with what else the machine does, so it is
 * found by measuring and found again when the speed changes.
 */

export interface ThreadChoice {
  /** Threads to evaluate the next step with. */
  threads(): number;
  /** Milliseconds that evaluating one token took with `threads()`. */
  measured(milliseconds: number): void;
}

/** For a number the user set, and for a GPU, which does not care. */
export const fixedThreads = (threads: number): ThreadChoice => ({
  threads: () => threads,
  measured: () => {},
});

/** Weight of a new measurement against the ones before. */
const recency = 0.4;
/** Samples before a choice is judged; one very slow token is enough. */
const enoughSamples = 3;
const verySlow = 250;
/** A choice must be this much faster to be changed to. */
const margin = 1.1;
/** Slower than its own best by this factor: something else wants the cores. */
const disturbed = 1.6;
/** Milliseconds after which more threads are tried again; doubled each time they were no better. */
const firstRetry = 4000;
const longestRetry = 60_000;

/** `cores`: the most threads worth using. `now`: milliseconds. */
export function createThreadChoice(cores: number, now: () => number): ThreadChoice {
  return new ThreadLadder(cores, now);
}

class ThreadLadder implements ThreadChoice {
  /** From all cores down to one. */
  readonly #rungs: readonly Rung[];
  readonly #now: () => number;
  #at = 0;
  #samples = 0;

  constructor(cores: number, now: () => number) {
    const counts = new Set([cores, cores - 1, Math.ceil(cores / 2), 1].filter((count) => count >= 1));
    this.#rungs = [...counts].map((threads) => new Rung(threads));
    this.#now = now;
  }

  threads(): number {
    return this.#here.threads;
  }

  measured(milliseconds: number): void {
    this.#here.add(milliseconds, this.#samples === 0);
    this.#samples++;
    if (this.#samples >= enoughSamples || milliseconds > verySlow) this.#judge();
  }

  get #here(): Rung {
    return this.#rungs[this.#at] as Rung;
  }

  #move(to: number): void {
    this.#here.left = this.#now();
    this.#at = to;
    this.#samples = 0;
  }

  #judge(): void {
    const here = this.#here;
    const faster = this.#fastest();
    if (faster !== this.#at) {
      if (faster > this.#at) here.retryAfter = Math.min(here.retryAfter * 2, longestRetry);
      return this.#move(faster);
    }
    const fewer = this.#rungs[this.#at + 1];
    if (fewer !== undefined && (fewer.cost === undefined || here.slowed)) return this.#explore(this.#at + 1);
    const more = this.#rungs[this.#at - 1];
    if (more !== undefined && this.#now() - more.left > more.retryAfter) this.#explore(this.#at - 1);
  }

  /** What was known of the rung is old: only new samples count. */
  #explore(index: number): void {
    const rung = this.#rungs[index];
    if (rung !== undefined) rung.cost = undefined;
    this.#move(index);
  }

  /** This rung, unless another one is known to be clearly faster. */
  #fastest(): number {
    let found = this.#at;
    let lowest = (this.#here.cost ?? Infinity) / margin;
    this.#rungs.forEach(({ cost }, index) => {
      if (index === this.#at || cost === undefined || cost >= lowest) return;
      found = index;
      lowest = cost;
    });
    return found;
  }
}

class Rung {
  /** Milliseconds for one token, smoothed; undefined while not known. */
  cost: number | undefined;
  /** When it was last given up. */
  left = -Infinity;
  retryAfter = firstRetry;
  #best = Infinity;

  constructor(readonly threads: number) {}

  add(milliseconds: number, first: boolean): void {
    // The cost before a change says nothing about the cost after it.
    this.cost =
      first || this.cost === undefined ? milliseconds : this.cost * (1 - recency) + milliseconds * recency;
    this.#best = Math.min(this.#best, this.cost);
  }

  /** Much slower than it once was: something else wants the cores. */
  get slowed(): boolean {
    return (this.cost ?? 0) > this.#best * disturbed;
  }
}

/** Wraps the evaluation of one token. */
export type Evaluating = <T>(step: () => Promise<T>) => Promise<T>;

/** Sets the chosen number of threads before each token and learns from how long it took. */
export function evaluateWith(
  choice: ThreadChoice,
  setThreads: (threads: number) => void,
  now: () => number,
): Evaluating {
  return async (step) => {
    setThreads(choice.threads());
    const started = now();
    const result = await step();
    choice.measured(now() - started);
    return result;
  };
}
