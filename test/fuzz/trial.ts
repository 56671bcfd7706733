/** One input read as the product reads files, and what came of it. */
import { readFile, type FileResult, type ReadPorts } from "../../server/src/documents/readFile";
import { problemsOf } from "./oracle";

export type Outcome =
  | "document"
  | "unread"
  /** A limit of time or memory ended the reading. */
  | "limit"
  | "failed";

export interface Verdict {
  readonly outcome: Outcome;
  /** Of a processor. */
  readonly milliseconds: number;
  readonly problems: readonly string[];
}

export interface Trial {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** To run into a limit is what is expected. */
  readonly heavy: boolean;
}

/** Milliseconds of a processor that an ordinary input may take; most take a few. A busy machine changes nothing. */
export const longest = 15_000;

const stopped = /took more than|more memory/;

/** `log` holds what the reader thread complains of; it is emptied. Never rejects. */
export async function tryInput(
  { name, bytes, heavy }: Trial,
  readers: ReadPorts,
  log: string[],
): Promise<Verdict> {
  const start = process.cpuUsage();
  const problems: string[] = [];
  let result: FileResult | undefined;
  try {
    result = await readFile(
      `file:///fuzz/${encodeURIComponent(name)}`,
      bytes,
      new AbortController().signal,
      readers,
    );
    problems.push(...problemsOf(result));
  } catch (error) {
    problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  const { user, system } = process.cpuUsage(start);
  const milliseconds = Math.round((user + system) / 1000);
  const reason = result !== undefined && "unread" in result ? result.unread : "";
  const isStopped = stopped.test(reason);
  problems.push(...log.splice(0).filter((line) => !(heavy && line.includes("ERR_WORKER_OUT_OF_MEMORY"))));
  if (isStopped && !heavy) problems.push(reason);
  if (milliseconds > longest && !heavy) problems.push(`took ${milliseconds} ms`);
  const outcome =
    problems.length > 0 ? "failed" : isStopped ? "limit" : reason === "" ? "document" : "unread";
  return { outcome, milliseconds, problems };
}
