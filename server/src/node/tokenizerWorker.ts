/**
 * Divides Japanese sentences into words in a thread of its own, since the dictionary takes some 250 MB: the thread
 * starts with the first sentence and ends when none comes. Sentences that were divided before cost nothing.
 */
import { Worker } from "node:worker_threads";
import { type Token, type Tokenize, TokenizerError } from "../proofread/tokens";
import { t } from "../util/l10n";
import { type TokenizerAnswer, type TokenizerRequest } from "./tokenizerThread";

export interface TokenizerWorkerOptions {
  /** The bundle of `tokenizerThread.ts`. */
  readonly script: string;
  /** What went wrong; never text of a document. */
  log(message: string): void;
  /** Milliseconds without work after which the thread ends. */
  readonly idle?: number;
}

export interface TokenizerWorker {
  readonly tokenize: Tokenize;
  /** A thread is there now. */
  running(): boolean;
  dispose(): Promise<void>;
}

const defaultIdle = 20_000;
/** MiB of the thread's own heap; the dictionary stands beside it. */
const heap = 512;
/** Milliseconds for the dictionary and one request. */
const longest = 120_000;
/** Characters of sentences whose words are kept, in memory only. */
const keptCharacters = 400_000;

export function createTokenizerWorker({
  script,
  log,
  idle = defaultIdle,
}: TokenizerWorkerOptions): TokenizerWorker {
  let running: Thread | undefined;
  let timer: NodeJS.Timeout | undefined;
  let serial = 0;
  let waiting = 0;
  const cache = createCache();

  function thread(): Thread {
    if (running !== undefined) return running;
    const started = startThread(script, log, () => {
      if (running === started) running = undefined;
    });
    return (running = started);
  }

  async function end(): Promise<void> {
    clearTimeout(timer);
    const ending = running;
    running = undefined;
    await ending?.worker.terminate();
  }

  async function run(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Token[])[]> {
    clearTimeout(timer);
    waiting += 1;
    const current = thread();
    current.worker.ref();
    try {
      const request: TokenizerRequest = { id: ++serial, texts };
      current.worker.postMessage(request);
      return await answerOf(current, { id: request.id, end }, signal);
    } finally {
      waiting -= 1;
      if (waiting === 0) {
        // The command line ends when its work does, thread or no thread.
        current.worker.unref();
        timer = setTimeout(() => void end(), idle);
        timer.unref();
      }
    }
  }

  return {
    async tokenize(texts, signal) {
      signal.throwIfAborted();
      const missing = [...new Set(texts.filter((text) => cache.get(text) === undefined))];
      const fresh = new Map<string, readonly Token[]>();
      if (missing.length > 0) {
        const found = await run(missing, signal);
        for (const [index, text] of missing.entries()) fresh.set(text, found[index] ?? []);
      }
      const all = texts.map((text) => fresh.get(text) ?? cache.get(text) ?? []);
      for (const [text, tokens] of fresh) cache.add(text, tokens);
      return all;
    },
    running: () => running !== undefined,
    dispose: end,
  };
}

interface Thread {
  readonly worker: Worker;
  /** The requests that wait, by their ids: the thread has one listener of each kind, however many they are. */
  readonly pending: Map<number, (answer: TokenizerAnswer | undefined) => void>;
}

/** `onEnd`: it is gone, and whoever waited was told; may be called twice. */
function startThread(script: string, log: (message: string) => void, onEnd: () => void): Thread {
  const pending: Thread["pending"] = new Map();
  function fail(what: string): void {
    onEnd();
    if (pending.size > 0) log(what);
    for (const settle of [...pending.values()]) settle(undefined);
  }
  const worker = new Worker(script, {
    // As the reader's (`readerWorker.ts`).
    ...{ stdout: true, stderr: true, env: {} },
    resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 64 },
  });
  worker
    .on("message", (answer: TokenizerAnswer) => {
      if ("failed" in answer && pending.has(answer.id)) log(`tokenizer: ${answer.failed}`);
      pending.get(answer.id)?.(answer);
    })
    .on("error", (error: unknown) =>
      fail(`tokenizer thread: ${error instanceof Error ? error.name : "unknown"}`),
    )
    .on("exit", (code) => fail(`tokenizer thread ended: ${code}`));
  return { worker, pending };
}

interface Waiting {
  readonly id: number;
  end(): Promise<void>;
}

const failed = () => new TokenizerError(t("it cannot be read. Install the extension again."));

/** A thread that is stopped in the middle of a request goes on with it: one takes less than a second. */
function answerOf({ pending }: Thread, { id, end }: Waiting, signal: AbortSignal) {
  return new Promise<readonly (readonly Token[])[]>((resolve, reject) => {
    const limit = setTimeout(() => {
      settled();
      void end().then(() => reject(failed()));
    }, longest);
    function settled(): void {
      clearTimeout(limit);
      pending.delete(id);
      signal.removeEventListener("abort", onAbort);
    }
    function onAbort(): void {
      settled();
      reject(signal.reason as Error);
    }
    pending.set(id, (answer) => {
      settled();
      if (answer !== undefined && "tokens" in answer) resolve(answer.tokens);
      else reject(failed());
    });
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

/** The sentences used last. */
function createCache() {
  const known = new Map<string, readonly Token[]>();
  let characters = 0;
  return {
    get: (text: string) => known.get(text),
    add(text: string, tokens: readonly Token[]): void {
      known.set(text, tokens);
      characters += text.length;
      for (const oldest of known.keys()) {
        if (characters <= keptCharacters) return;
        known.delete(oldest);
        characters -= oldest.length;
      }
    },
  };
}
