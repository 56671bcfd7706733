/** Processor time of a process as the system counts it. */
import { readFile } from "node:fs/promises";

/** The kernel's unit in /proc, on every Linux that runs Node. */
const ticksPerSecond = 100;

/** Seconds in user and kernel of all threads; undefined where the system has no `/proc`. */
export async function processSeconds(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseStat(text);
}

/** The program's name, in brackets, may hold anything; user and kernel time are 12 and 13 fields behind it. */
export function parseStat(text: string): number | undefined {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks / ticksPerSecond : undefined;
}

/** Seconds since the last call. */
export function createStopwatch(seconds: () => Promise<number>): () => Promise<number> {
  let last = 0;
  return async () => {
    const total = await seconds();
    const spent = total - last;
    last = total;
    return spent;
  };
}
