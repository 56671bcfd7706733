/** Time of this process, for the ports of the server and the CLI. */
import { performance } from "node:perf_hooks";

/** Milliseconds of a steady clock. */
export const now = (): number => performance.now();

/** Runs once after milliseconds unless the answered function is called. */
export function later(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

/** Resolves after milliseconds; rejects with the signal's reason when aborted before. */
export function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = later(milliseconds, () => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    signal.addEventListener("abort", abort, { once: true });
  });
}

/** The user's day as YYYY-MM-DD, not Greenwich's: an exception ends on a local midnight. */
export const localDay = (): string => localDayOf(Date.now());

/** The same of another time, in milliseconds since 1970. */
export function localDayOf(time: number): string {
  const date = new Date(time);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
