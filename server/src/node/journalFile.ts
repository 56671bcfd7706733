/** The journal on disk: a few files of lines for the eyes of their owner only. What goes wrong with it disturbs nothing. */
import { appendFile, chmod, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import {
  dayIn,
  fileFor,
  inOrder,
  isJournalFile,
  type JournalFileInfo,
  outdated,
  utcDay,
} from "../journal/rotation";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";

export interface JournalFile {
  /** Written in a moment, with those that come meanwhile. */
  add(line: string): void;
  /** Everything that was added is on the disk, or lost. Never rejects. */
  flush(): Promise<void>;
  /** All lines that may be younger than the time, oldest first; none where they cannot be read. */
  read(since: number): Promise<readonly string[]>;
  /** Deletes all of it; answers how many files there were. Rejects with a `RequestError`. */
  remove(): Promise<number>;
  /** The system's code of what keeps it from being written now. */
  trouble(): string | undefined;
}

export interface JournalFileDeps {
  readonly storagePath: string;
  /** Milliseconds since 1970. */
  time(): number;
  later(milliseconds: number, run: () => void): () => void;
  /** The journal cannot be written; said once. */
  onTrouble(code: string): void;
}

/** Milliseconds that events wait for others. */
const patience = 2_000;
/** Lines that wait for a disk that does not answer. */
const mostWaiting = 5_000;

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown";

export const journalFolder = (storagePath: string): string => path.join(storagePath, "journal");

export function journalFile({ storagePath, time, later, onTrouble }: JournalFileDeps): JournalFile {
  const folder = journalFolder(storagePath);
  let waiting: string[] = [];
  let callOff: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();
  let trouble: string | undefined;
  let told = false;

  async function write(lines: readonly string[]): Promise<void> {
    try {
      await append(folder, lines, time());
      trouble = undefined;
    } catch (error) {
      trouble = codeOf(error);
      if (!told) onTrouble(trouble);
      told = true;
    }
  }

  function flush(): Promise<void> {
    callOff?.();
    callOff = undefined;
    const lines = waiting;
    waiting = [];
    if (lines.length > 0) writing = writing.then(() => write(lines));
    return writing;
  }

  return {
    add(line) {
      if (waiting.length >= mostWaiting) return;
      waiting.push(line);
      callOff ??= later(patience, () => void flush());
    },
    flush,
    async read(since) {
      try {
        return await readLines(folder, since);
      } catch (error) {
        trouble = codeOf(error);
        return [];
      }
    },
    async remove() {
      waiting = [];
      await writing;
      try {
        const names = (await list(folder)).map(({ name }) => name);
        for (const name of names) await rm(path.join(folder, name), { force: true });
        return names.length;
      } catch (error) {
        throw new RequestError("not-readable", t("{0} cannot be written ({1}).", folder, codeOf(error)));
      }
    },
    trouble: () => trouble,
  };
}

async function append(folder: string, lines: readonly string[], time: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // It may have been made by somebody with other habits.
  await chmod(folder, 0o700);
  const files = await list(folder);
  for (const name of outdated(files, time)) await rm(path.join(folder, name), { force: true });
  // One write of whole lines: another window may append its own at the same time.
  await appendFile(path.join(folder, fileFor(files, time)), lines.join(""), { mode: 0o600 });
}

async function list(folder: string): Promise<readonly JournalFileInfo[]> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error))) return [];
    throw error;
  });
  const found = names.filter(isJournalFile).map(async (name) => {
    // Another window may have deleted it meanwhile; what is no file is not read.
    const size = await stat(path.join(folder, name)).then(
      (info) => (info.isFile() ? info.size : undefined),
      () => undefined,
    );
    return size === undefined ? [] : [{ name, size }];
  });
  return (await Promise.all(found)).flat();
}

/** Lines of a journal folder; none where there is no such folder. */
export async function readLines(folder: string, since: number): Promise<readonly string[]> {
  const files = inOrder(await list(folder)).filter(({ name }) => dayIn(name) >= utcDay(since));
  const texts = await Promise.all(
    files.map(({ name }) => readFile(path.join(folder, name), "utf8").catch(() => "")),
  );
  return texts.flatMap((text) => text.split("\n").filter((line) => line !== ""));
}
