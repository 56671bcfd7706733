/** Memory of a process as the system counts it, split into what the page cache could give back and what not. */
import { readFile } from "node:fs/promises";

/** Bytes. */
export interface Memory {
  readonly resident: number;
  /** Mapped files, the model's weights among them: shared between windows, dropped under pressure. */
  readonly file: number;
  readonly anonymous: number;
}

const rollupOf = (pid: number) => readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => undefined);

/** Undefined where the system has no `/proc`. */
export async function memoryOf(pid: number): Promise<Memory | undefined> {
  const text = await rollupOf(pid);
  return text === undefined ? undefined : parseRollup(text);
}

/** Bytes, with what several processes map divided among them; undefined where the system has no `/proc`. */
export async function proportionalMemoryOf(pid: number): Promise<number | undefined> {
  const text = await rollupOf(pid);
  return text === undefined ? undefined : fieldOf(text, "Pss");
}

function fieldOf(text: string, field: string): number | undefined {
  const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
  return found === undefined ? undefined : Number(found) * 1024;
}

/** Lines such as `Rss:  12345 kB`. Resident memory that is not anonymous belongs to a file. */
export function parseRollup(text: string): Memory | undefined {
  const resident = fieldOf(text, "Rss");
  const anonymous = fieldOf(text, "Anonymous");
  if (resident === undefined || anonymous === undefined) return undefined;
  return { resident, anonymous, file: resident - anonymous };
}
