/**
 * The thread in which files of strangers are read: a bundle of its own (`dist/reader.js`), started by
 * `readerWorker.ts`. It sees bytes and answers text; it opens no connection, and no file but the product's own tables
 * of characters.
 */
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { ArchiveError } from "../documents/archive";
import { type BinaryFormat, type ReadFile } from "../documents/readFile";
import { readersWith } from "../documents/readers";
import { createGate, guardProcess } from "../network/gate";
import { type Language, setLanguage } from "../util/l10n";
import { cMapsIn } from "./cMaps";

export type ReaderRequest =
  | {
      readonly kind: "read";
      readonly id: number;
      readonly format: BinaryFormat;
      readonly bytes: Uint8Array;
      readonly language: Language;
    }
  | { readonly kind: "stop"; readonly id: number };

/** `refused`: the file's fault, in the user's language. `failed`: a reader's fault, for the log. */
export type ReaderAnswer =
  /** Its reading begins: from here on, its time counts. */
  | { readonly id: number; readonly begun: true }
  | { readonly id: number; readonly file: ReadFile }
  | { readonly id: number; readonly refused: string }
  | { readonly id: number; readonly failed: string };

type Task = Extract<ReaderRequest, { readonly kind: "read" }>;

/** The bundle stands in `dist`, beside `media`. */
const readers = readersWith(cMapsIn(path.join(__dirname, "../media/pdf/cmaps")));
const running = new Map<number, AbortController>();

async function answer({ id, format, bytes, language }: Task, signal: AbortSignal): Promise<ReaderAnswer> {
  setLanguage(language);
  try {
    return { id, file: await readers[format](bytes, signal, () => setImmediate()) };
  } catch (error) {
    if (error instanceof ArchiveError) return { id, refused: error.message };
    return { id, failed: placeOf(error) };
  }
}

/** Where an error was thrown; its message may hold text of the document. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 6)].join("\n");
}

async function read(task: Task): Promise<void> {
  const begun: ReaderAnswer = { id: task.id, begun: true };
  parentPort?.postMessage(begun);
  const controller = new AbortController();
  running.set(task.id, controller);
  const answered = await answer(task, controller.signal);
  running.delete(task.id);
  parentPort?.postMessage(answered);
}

/** Libraries print warnings; nobody reads them, so they would only gather. */
const drop = () => true;
process.stdout.write = drop;
process.stderr.write = drop;
guardProcess(createGate("offline"));
// pdf.js lets go of promises that damaged files then reject: what was asked of it is answered, or ends with its time.
process.on("unhandledRejection", drop);
parentPort?.on("message", (request: ReaderRequest) => {
  if (request.kind === "stop") running.get(request.id)?.abort();
  else void read(request);
});
