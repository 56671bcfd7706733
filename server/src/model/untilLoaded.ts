/** Whoever asks while a model is being loaded waits for it, and is not told that there is none. */
import { type Role } from "../protocol";
import { type Loader } from "./loader";

/** What is answered resolves when the role is no longer loading, however that ended; rejects with the signal's reason. */
export function createUntilLoaded(
  loader: Pick<Loader, "status" | "onDidChange">,
  role: Role,
): (signal: AbortSignal) => Promise<void> {
  let waiting: (() => void)[] = [];
  loader.onDidChange(() => {
    const told = waiting;
    waiting = [];
    for (const tell of told) tell();
  });
  const nextChange = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const abort = () => reject(signal.reason as Error);
      signal.addEventListener("abort", abort, { once: true });
      waiting.push(() => {
        signal.removeEventListener("abort", abort);
        resolve();
      });
    });
  return async (signal) => {
    signal.throwIfAborted();
    while (loader.status().roles[role].state === "loading") await nextChange(signal);
  };
}
