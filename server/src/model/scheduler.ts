/**
 * Decides when the model runs. There is one processor, so there is one decode in flight; work is cut into
 * steps (one prefill chunk or one token) and the better class always gets the next step.
 */
import { type Admission, type Clock } from "./admission";
import { priorities, type Priority } from "./runtime";

interface Waiter {
  readonly priority: Priority;
  readonly rank: number;
  /** When it began to wait. */
  readonly since: number;
  readonly start: () => void;
}

export interface Lease {
  /** True when somebody of a better class waits for what this lease holds. */
  contested(): boolean;
  /** Calls once somebody of a better class waits, at once when one does; the answer calls it off. */
  whenContested(listener: () => void): () => void;
  release(): void;
}

/** One thing that only one holder may have, given to the best class first and in order within a class. */
export interface PriorityLock {
  /** Rejects with the signal's reason when aborted while waiting. */
  acquire(priority: Priority, signal: AbortSignal): Promise<Lease>;
  /** The same, but gives up with undefined once `other`, which the caller holds, is contested. */
  acquire(priority: Priority, signal: AbortSignal, other: Lease): Promise<Lease | undefined>;
}

/** Whom a lock lets in at all, and the clock that wakes those it does not let in yet. */
export interface Gate {
  readonly admission: Admission;
  readonly clock: Clock;
}

export const createPriorityLock = (gate?: Gate): PriorityLock => new WaitingLine(gate);

class WaitingLine implements PriorityLock {
  readonly #gate: Gate | undefined;
  #waiting: Waiter[] = [];
  #holder: { readonly rank: number; readonly listeners: Set<() => void> } | undefined;
  #callOffWake = () => {};

  constructor(gate: Gate | undefined) {
    this.#gate = gate;
    gate?.admission.onChange(() => this.#grant());
  }

  acquire(priority: Priority, signal: AbortSignal): Promise<Lease>;
  acquire(priority: Priority, signal: AbortSignal, other: Lease): Promise<Lease | undefined>;
  acquire(priority: Priority, signal: AbortSignal, other?: Lease): Promise<Lease | undefined> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      let callOffContest = () => {};
      const settle = () => {
        signal.removeEventListener("abort", abandon);
        callOffContest();
      };
      const waiter: Waiter = {
        priority,
        rank: priorities[priority],
        since: this.#gate?.clock.now() ?? 0,
        start: () => {
          settle();
          resolve(this.#lease(priorities[priority]));
        },
      };
      const abandon = () => {
        this.#leave(waiter);
        settle();
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", abandon, { once: true });
      this.#enqueue(waiter);
      this.#grant();
      if (other === undefined || !this.#waiting.includes(waiter)) return;
      callOffContest = other.whenContested(() => {
        this.#leave(waiter);
        settle();
        resolve(undefined);
      });
    });
  }

  #enqueue(waiter: Waiter): void {
    const index = this.#waiting.findIndex((other) => other.rank > waiter.rank);
    this.#waiting.splice(index < 0 ? this.#waiting.length : index, 0, waiter);
    if (this.#holder !== undefined && waiter.rank < this.#holder.rank) {
      [...this.#holder.listeners].forEach((listener) => listener());
    }
  }

  #leave(waiter: Waiter): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiter);
    if (this.#waiting.length === 0) this.#callOffWake();
  }

  #lease(rank: number): Lease {
    const holder = { rank, listeners: new Set<() => void>() };
    this.#holder = holder;
    const contested = () => this.#waiting.some((waiter) => waiter.rank < rank);
    return {
      contested,
      whenContested: (listener) => {
        if (contested()) {
          listener();
          return () => {};
        }
        holder.listeners.add(listener);
        return () => holder.listeners.delete(listener);
      },
      release: () => {
        if (this.#holder !== holder) return;
        this.#holder = undefined;
        this.#grant();
      },
    };
  }

  /** Lets the first one in that may come in now; when nobody may, wakes up when the first one may. */
  #grant(): void {
    this.#callOffWake();
    if (this.#holder !== undefined || this.#waiting.length === 0) return;
    const now = this.#gate?.clock.now() ?? 0;
    const opening = (waiter: Waiter) =>
      this.#gate?.admission.opensAt(waiter.priority, waiter.since) ?? -Infinity;
    const next = this.#waiting.find((waiter) => opening(waiter) <= now);
    if (next === undefined) return this.#wakeAt(Math.min(...this.#waiting.map(opening)));
    this.#waiting = this.#waiting.filter((waiter) => waiter !== next);
    next.start();
  }

  #wakeAt(time: number): void {
    const clock = this.#gate?.clock;
    if (clock === undefined || time === Infinity) return;
    const callOff = clock.after(Math.max(1, Math.ceil(time - clock.now())), () => this.#grant());
    this.#callOffWake = () => {
      this.#callOffWake = () => {};
      callOff();
    };
  }
}

/** What a step is asked for with. */
export interface Claim {
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** The context the step runs on: the step is given up, not begun, once a better class waits for it. */
  readonly context: Lease;
}

/** A step that was not begun because its context is wanted by a better class. */
export const yielded: unique symbol = Symbol("yielded");

export interface Scheduler {
  /**
   * Runs `step` alone; waits while another step runs, a better class waits, or the class is held back.
   * `held`: the class is held back even now, this step is the little it gets, so it should be a small one.
   * Rejects with the signal's reason when aborted while waiting, and with what the step rejects with.
   */
  step<T>(claim: Claim, step: (held: boolean) => Promise<T>): Promise<T | typeof yielded>;
  /** A generation is asked for; worse classes are held back until the answer is called with how it ended. */
  begin(priority: Priority): (finished: boolean) => void;
  /** The user types: batch generations are held back. */
  noteTyping(): void;
}

export function createScheduler(admission: Admission, clock: Clock): Scheduler {
  const lock = createPriorityLock({ admission, clock });
  return {
    async step({ priority, signal, context }, step) {
      const lease = await lock.acquire(priority, signal, context);
      if (lease === undefined) return yielded;
      try {
        return await step(admission.opensAt(priority, clock.now()) > clock.now());
      } finally {
        lease.release();
      }
    },
    begin: (priority) => admission.begin(priority),
    noteTyping: () => admission.noteTyping(),
  };
}
