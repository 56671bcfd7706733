/** Waiting that a signal can end. */

/** Resolves after `ms`, rejects when `signal` aborts. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

/** False when `signal` ended the wait. */
export async function passed(ms: number, delay: Delay, signal: AbortSignal): Promise<boolean> {
  try {
    if (ms > 0 && !signal.aborted) await delay(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}

/** The promise's value, or undefined as soon as `signal` aborts; the promise itself goes on. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const leave = () => resolve(undefined);
    signal.addEventListener("abort", leave, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
