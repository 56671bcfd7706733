/**
 * How many threads evaluate. llama.cpp's threads wait for each other in busy loops at every operation, so
 * one thread that another program keeps from its core stalls all: measured on two busy cores, two threads
 * were over ten times slower than one. The right number changes with what else the machine does, so it is
 * found by measuring and found again when the speed changes.
 */

export interface ThreadChoice {
  /** Threads to evaluate the next step with. */
  threads(): number;
  /** Milliseconds a token that evaluating took with `threads()`, whatever the size of the step. */
  measured(milliseconds: number): void;
  /** Something else has found that this number serves; counts only before the first measurement. */
  suggest(threads: number): void;
}

/** For a number the user set, and for a GPU, which does not care. */
export const fixedThreads = (threads: number): ThreadChoice => ({
  threads: () => threads,
  measured: () => {},
  suggest: () => {},
});

/** Samples whose middle one is taken: other programs hold up single steps, whatever the number of threads. */
const remembered = 5;
/** Samples before a choice is judged; one very slow token is enough. */
const enoughSamples = 3;
const verySlow = 250;
/** A choice must be this much faster to be changed to. */
const margin = 1.1;
/** Slower than its own best by this factor: something else wants the cores. */
const disturbed = 2.2;
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
  /** Begins one below the top: if the machine is busy, the first chunk must not stall for seconds. */
  #at: number;
  #samples = 0;

  constructor(cores: number, now: () => number) {
    const counts = new Set([cores, cores - 1, Math.ceil(cores / 2), 1].filter((count) => count >= 1));
    this.#rungs = [...counts].map((threads) => new Rung(threads));
    this.#now = now;
    this.#at = this.#rungs.length > 1 ? 1 : 0;
  }

  threads(): number {
    return this.#here.threads;
  }

  measured(milliseconds: number): void {
    this.#here.add(milliseconds, this.#samples === 0);
    this.#samples++;
    if (this.#samples >= enoughSamples || milliseconds > verySlow) this.#judge();
  }

  suggest(threads: number): void {
    const index = this.#rungs.findIndex((rung) => rung.threads === threads);
    if (index >= 0 && this.#rungs.every(({ cost }) => cost === undefined)) this.#at = index;
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
  /** Milliseconds for one token, the middle one of the last; undefined while not known. */
  cost: number | undefined;
  #samples: readonly number[] = [];
  /** When it was last given up. */
  left = -Infinity;
  retryAfter = firstRetry;
  #best = Infinity;

  constructor(readonly threads: number) {}

  add(milliseconds: number, first: boolean): void {
    // The cost before a change says nothing about the cost after it.
    this.#samples = [...(first ? [] : this.#samples), milliseconds].slice(-remembered);
    const cost = this.#samples.toSorted((a, b) => a - b)[(this.#samples.length - 1) >> 1] ?? milliseconds;
    this.cost = cost;
    this.#best = Math.min(this.#best, cost);
  }

  /** Much slower than it once was: something else wants the cores. */
  get slowed(): boolean {
    return (this.cost ?? 0) > this.#best * disturbed;
  }
}

/** Wraps what evaluates tokens on one context: sets the threads before, learns from the time after. */
export interface Evaluation {
  /** A chunk of the prompt. */
  prompt<T>(tokens: number, step: () => Promise<T>): Promise<T>;
  /** One generated token. */
  token<T>(step: () => Promise<T>): Promise<T>;
  /** Generated tokens that are checked together: neither a prompt nor one token, so nothing is learnt. */
  several<T>(step: () => Promise<T>): Promise<T>;
}

export interface EvaluationOptions {
  /** A prompt is computing, a token is reading memory: the best number may differ. */
  readonly prompt: ThreadChoice;
  readonly token: ThreadChoice;
  readonly setThreads: (threads: number) => void;
  /** Resolves when the library has let go of the threads of the context that evaluated last. */
  readonly settled: () => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

/** What a step of a prompt costs besides its tokens, in tokens: reading the weights. */
const fixedCost = 6;
/** A step of fewer tokens reads memory more than it computes, and says nothing about longer ones. */
const telling = 4;

/**
 * One evaluation for each context, with common choices. The library divides its threads among the contexts
 * that evaluated in the same turn of the event loop, although ours never do so at once: without a pause the
 * first step after a change of contexts would run on half of them.
 */
export function createEvaluations(options: EvaluationOptions): () => Evaluation {
  const { prompt, token, setThreads, settled, now } = options;
  let last: Evaluation | undefined;
  async function enter(evaluation: Evaluation, threads: number): Promise<void> {
    if (last !== undefined && last !== evaluation) await settled();
    last = evaluation;
    setThreads(threads);
  }
  async function timed<T>(step: () => Promise<T>, note: (milliseconds: number) => void): Promise<T> {
    const started = now();
    const result = await step();
    note(now() - started);
    return result;
  }
  return () => {
    const evaluation: Evaluation = {
      async prompt(tokens, step) {
        await enter(evaluation, prompt.threads());
        return timed(step, (milliseconds) => {
          // Between two suggestions a few tokens are evaluated, and each of them looks slow.
          if (tokens >= telling) prompt.measured(milliseconds / (tokens + fixedCost));
        });
      },
      async token(step) {
        // A prompt comes before its first token: what it has learnt of the machine holds for the token too.
        token.suggest(prompt.threads());
        await enter(evaluation, token.threads());
        return timed(step, (milliseconds) => token.measured(milliseconds));
      },
      async several(step) {
        await enter(evaluation, token.threads());
        return step();
      },
    };
    return evaluation;
  };
}
