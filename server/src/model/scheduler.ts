/**
 * Decides when the model runs. There is one processor, so there is one decode in flight; work is cut into
 * steps (one prefill chunk or one token) and the better class always gets the next step.
 */
import { priorities, type Priority } from "./runtime";

interface Waiter {
  readonly rank: number;
  readonly start: () => void;
}

export interface Lease {
  /** True when somebody of a better class waits for what this lease holds. */
  contested(): boolean;
  release(): void;
}

/** One thing that only one holder may have, given to the best class first and in order within a class. */
export interface PriorityLock {
  /** Rejects with the signal's reason when aborted while waiting. */
  acquire(priority: Priority, signal: AbortSignal): Promise<Lease>;
}

export function createPriorityLock(): PriorityLock {
  const waiting: Waiter[] = [];
  let held = false;

  function grant(): void {
    const next = waiting.shift();
    held = next !== undefined;
    next?.start();
  }

  function enqueue(waiter: Waiter): void {
    const index = waiting.findIndex((other) => other.rank > waiter.rank);
    waiting.splice(index < 0 ? waiting.length : index, 0, waiter);
  }

  function lease(rank: number): Lease {
    let released = false;
    return {
      contested: () => waiting.some((waiter) => waiter.rank < rank),
      release: () => {
        if (released) return;
        released = true;
        grant();
      },
    };
  }

  return {
    acquire(priority, signal) {
      const rank = priorities[priority];
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        const waiter: Waiter = {
          rank,
          start: () => {
            signal.removeEventListener("abort", abandon);
            resolve(lease(rank));
          },
        };
        const abandon = () => {
          const index = waiting.indexOf(waiter);
          if (index >= 0) waiting.splice(index, 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener("abort", abandon, { once: true });
        enqueue(waiter);
        if (!held) grant();
      });
    },
  };
}

export interface Scheduler {
  /** Runs `step` alone; waits while another step runs or a better class waits. */
  step<T>(priority: Priority, signal: AbortSignal, step: () => Promise<T>): Promise<T>;
}

export function createScheduler(): Scheduler {
  const lock = createPriorityLock();
  return {
    async step(priority, signal, step) {
      const lease = await lock.acquire(priority, signal);
      try {
        return await step();
      } finally {
        lease.release();
      }
    },
  };
}
