/**
 * Reads files of binary formats in a thread with bounded memory and time: a file that breaks its reader costs that
 * file and nothing else. The thread starts with the first file, stays while work comes, and ends when none does.
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { ArchiveError } from "../documents/archive";
import { type BinaryFormat, type ReadFile, type ReadPorts } from "../documents/readFile";
import { language, t } from "../util/l10n";
import { type ReaderAnswer, type ReaderRequest } from "./readerThread";

export interface ReaderLimits {
  /** Milliseconds for one file, from when its reading begins. */
  readonly time: number;
  /** MiB of the thread's own heap. Archives have limits of their own beside it (`archive.ts`). */
  readonly heap: number;
  /** MiB the process may grow by while a file is read: what a reader unpacks outside its heap. */
  readonly memory: number;
  /** Milliseconds without work after which the thread ends. */
  readonly idle: number;
  /** Milliseconds a reader has to notice that nobody wants its file any more. */
  readonly grace: number;
}

export const readerLimits: ReaderLimits = {
  time: 60_000,
  heap: 1024,
  memory: 2048,
  idle: 60_000,
  grace: 500,
};

/** Milliseconds between two looks at the process's memory. */
const memoryCheck = 100;

export interface ReaderWorkerOptions {
  /** The bundle of `readerThread.ts`. */
  readonly script: string;
  /** What a reader did wrong; never text of a document. */
  log(message: string): void;
  readonly limits?: ReaderLimits;
}

export interface ReaderWorker extends ReadPorts {
  dispose(): Promise<void>;
}

const tooLong = (seconds: number, format: BinaryFormat) =>
  new ArchiveError(
    format === "pdf"
      ? t("Reading the file took more than {0} seconds and was stopped. Divide it.", seconds)
      : t(
          "Reading the file took more than {0} seconds and was stopped. Divide it, or save it as PDF.",
          seconds,
        ),
  );
const tooBig = () =>
  new ArchiveError(t("Reading the file needs more memory than it may use. Divide it, or save a part of it."));
const broken = () =>
  new ArchiveError(
    t(
      "The file could not be read: its reader failed. Open the file in its program, save it again and retry.",
    ),
  );

export function createReaderWorker({
  script,
  log,
  limits = readerLimits,
}: ReaderWorkerOptions): ReaderWorker {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let serial = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const cache = createCache();

  function thread(): Worker {
    if (worker !== undefined) return worker;
    const started = startThread(script, limits.heap, () => {
      if (worker === started) worker = undefined;
    });
    return (worker = started);
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function run(format: BinaryFormat, bytes: Uint8Array, signal: AbortSignal): Promise<ReadFile> {
    signal.throwIfAborted();
    clearTimeout(idle);
    const current = thread();
    current.ref();
    try {
      const id = ++serial;
      const copy = new Uint8Array(bytes);
      const request: ReaderRequest = { kind: "read", id, format, bytes: copy, language: language() };
      current.postMessage(request, [copy.buffer]);
      return await answerOf(current, { id, format, limits, log, end }, signal);
    } finally {
      // The command line ends when its work does, thread or no thread.
      current.unref();
      idle = setTimeout(() => void end(), limits.idle);
      idle.unref();
    }
  }

  return {
    async readFormat(format, bytes, signal) {
      const key = `${format} ${language()} ${createHash("sha256").update(bytes).digest("base64")}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      // One at a time: two big files together would need twice the memory.
      const turn = queue.then(() => run(format, bytes, signal));
      queue = turn.catch(() => undefined);
      const file = await turn;
      cache.add(key, file);
      return file;
    },
    dispose: end,
  };
}

function startThread(script: string, heap: number, onEnd: () => void): Worker {
  const thread = new Worker(script, {
    // Its prints belong neither into the protocol on standard output nor, with text of a document, anywhere. Not
    // read either: a stream that is read keeps the command line from ending.
    ...{ stdout: true, stderr: true, env: {} },
    resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 64 },
  });
  // Without a listener, an error of a thread that nobody waits for would end the process.
  return thread.on("error", onEnd).on("exit", onEnd);
}

interface Pending {
  readonly id: number;
  readonly format: BinaryFormat;
  readonly limits: ReaderLimits;
  log(message: string): void;
  /** Ends the thread, whatever it does. */
  end(): Promise<void>;
}

/** The thread's answer, or what became of it. A thread that does not answer in time is ended. */
function answerOf(worker: Worker, pending: Pending, signal: AbortSignal): Promise<ReadFile> {
  const { id, format, limits, log, end } = pending;
  return new Promise<ReadFile>((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined;
    const expire = () => fail(tooLong(Math.round(limits.time / 1000), format));
    // Until it begins, the time is the thread's to start in.
    let limit = setTimeout(expire, limits.time * 2);
    const start = process.memoryUsage.rss();
    const memory = setInterval(() => {
      if (process.memoryUsage.rss() - start > limits.memory * 1024 * 1024) fail(tooBig());
    }, memoryCheck);

    function settle(): void {
      clearTimeout(limit);
      clearTimeout(grace);
      clearInterval(memory);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      signal.removeEventListener("abort", onAbort);
    }
    function fail(error: unknown): void {
      settle();
      void end().then(() => reject(error));
    }
    function onMessage(answer: ReaderAnswer): void {
      if (answer.id !== id) return;
      if ("begun" in answer) {
        clearTimeout(limit);
        limit = setTimeout(expire, limits.time);
        return;
      }
      settle();
      if (signal.aborted) return reject(signal.reason);
      if ("file" in answer) return resolve(answer.file);
      if ("refused" in answer) return reject(new ArchiveError(answer.refused));
      log(`reader failed: ${answer.failed}`);
      reject(broken());
    }
    function onError(error: unknown): void {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      log(`reader thread: ${error instanceof Error ? error.name : "unknown"} ${String(code)}`);
      fail(code === "ERR_WORKER_OUT_OF_MEMORY" ? tooBig() : broken());
    }
    function onExit(code: number): void {
      log(`reader thread ended: ${code}`);
      fail(broken());
    }
    function onAbort(): void {
      const request: ReaderRequest = { kind: "stop", id };
      worker.postMessage(request);
      grace = setTimeout(() => fail(signal.reason), limits.grace);
    }

    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** Documents that are kept, and characters of all of them together. */
const kept = { documents: 6, characters: 16 * 1024 * 1024 };

/** The documents read last, in memory only. */
function createCache() {
  const files = new Map<string, ReadFile>();
  const characters = () => [...files.values()].reduce((sum, { text }) => sum + text.length, 0);
  return {
    get(key: string): ReadFile | undefined {
      const file = files.get(key);
      if (file === undefined) return undefined;
      files.delete(key);
      files.set(key, file);
      return file;
    },
    add(key: string, file: ReadFile): void {
      files.set(key, file);
      for (const oldest of files.keys()) {
        if (files.size <= kept.documents && characters() <= kept.characters) return;
        files.delete(oldest);
      }
    },
  };
}
