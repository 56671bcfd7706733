import { setTimeout as delay } from "node:timers/promises";
import { patience } from "./editor";

/** Asks until the answer is neither undefined nor false; fails with what was waited for. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  timeout = patience,
): Promise<T> {
  const end = Date.now() + timeout;
  do {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(200);
  } while (Date.now() < end);
  throw new Error(`Waited ${timeout} ms in vain for ${what}.`);
}
