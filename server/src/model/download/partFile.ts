/** What is there of a file that is fetched: `NAME.part`, and `NAME.part.json` beside it with what tells the file. */
import { sha256 } from "../../util/sha256";
import { type Disk, type Sink } from "../copyFiles";
import { beingCopied, writeFailed } from "../diskErrors";
import { type Known } from "./head";

export interface PartFile {
  readonly path: string;
  known(): Known;
  /** The first byte is the next one. */
  begin(size: number, mark: string | undefined): Promise<void>;
  write(bytes: Uint8Array): Promise<void>;
  /** Every byte is on the disk. */
  sync(): Promise<void>;
  /** What is there stays for the next time. Never rejects. */
  keep(): Promise<void>;
  /** Never rejects. */
  discard(): Promise<void>;
}

/** Milliseconds after which a part that nobody writes is of a process that ended without a word. */
const abandoned = 60_000;
const nothing: Known = { written: 0, size: 0 };
const notePath = (path: string) => `${path}.json`;

interface Note {
  /** Hash of the address, which may hold more than a name. */
  readonly address: string;
  readonly size: number;
  readonly mark?: string;
  /** Somebody is writing. */
  readonly open: boolean;
}

/** Rejects with a ModelError (`model-exists`, `disk-…`): another window fetches the same. */
export async function openPart(target: string, address: URL, disk: Disk): Promise<PartFile> {
  const path = `${target}.part`;
  const failed = (error: unknown) => Promise.reject(writeFailed(path, error));
  const own = sha256(address.href);
  const note = await readNote(path, disk);
  const there = await disk.look(path).catch(failed);
  if (there !== undefined && there.age < abandoned && note?.open !== false) throw beingCopied(path);
  let known =
    there !== undefined && note !== undefined && note.address === own && there.size <= note.size
      ? { written: there.size, size: note.size, ...(note.mark === undefined ? {} : { mark: note.mark }) }
      : nothing;
  let sink: Sink | undefined;

  const tell = (open: boolean) => {
    const { size, mark } = known;
    return writeNote(path, { address: own, size, open, ...(mark === undefined ? {} : { mark }) }, disk);
  };

  async function close(): Promise<void> {
    await sink?.close().catch(() => undefined);
    sink = undefined;
  }

  async function open(): Promise<Sink> {
    await tell(true).catch(failed);
    return known.written === 0 ? disk.create(path) : disk.append(path, known.written);
  }

  return {
    path,
    known: () => known,
    async begin(size, mark) {
      await close();
      known = { written: 0, size, ...(mark === undefined ? {} : { mark }) };
      sink = await open().catch(failed);
    },
    async write(bytes) {
      sink ??= await open().catch(failed);
      await sink.write(bytes).catch(failed);
      known = { ...known, written: known.written + bytes.length };
    },
    async sync() {
      await sink?.sync().catch(failed);
      await close();
    },
    async keep() {
      await close();
      // Without the note the next try begins anew, which costs time only.
      if (known.written > 0) await tell(false).catch(() => undefined);
    },
    async discard() {
      await close();
      for (const file of [path, notePath(path)]) await disk.remove(file).catch(() => undefined);
    },
  };
}

/** Undefined where there is none that can be used. */
async function readNote(path: string, disk: Disk): Promise<Note | undefined> {
  try {
    const parts: Uint8Array[] = [];
    for await (const bytes of disk.read(notePath(path))) parts.push(bytes);
    const value: unknown = JSON.parse(Buffer.concat(parts).toString("utf8"));
    return isNote(value) ? value : undefined;
  } catch {
    // Absent or damaged: what is there cannot be gone on with.
    return undefined;
  }
}

function isNote(value: unknown): value is Note {
  const note = (typeof value === "object" && value !== null ? value : {}) as Partial<Note>;
  return (
    typeof note.address === "string" &&
    Number.isSafeInteger(note.size) &&
    typeof note.open === "boolean" &&
    (note.mark === undefined || /^[\x20-\x7e]+$/u.test(note.mark))
  );
}

async function writeNote(path: string, note: Note, disk: Disk): Promise<void> {
  const sink = await disk.create(notePath(path));
  try {
    await sink.write(Buffer.from(JSON.stringify(note)));
  } finally {
    await sink.close().catch(() => undefined);
  }
}

/** Takes the note of a part that has its name now. Never rejects. */
export const forgetNote = (target: string, disk: Disk): Promise<void> =>
  disk.remove(notePath(`${target}.part`)).catch(() => undefined);
