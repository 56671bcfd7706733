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
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let serial = 0;
  let waiting = 0;
  const cache = createCache();

  function thread(): Worker {
    if (worker !== undefined) return worker;
    const started = startThread(script, () => {
      if (worker === started) worker = undefined;
    });
    return (worker = started);
  }

  async function end(): Promise<void> {
    clearTimeout(timer);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  async function run(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly Token[])[]> {
    clearTimeout(timer);
    waiting += 1;
    const current = thread();
    current.ref();
    try {
      const request: TokenizerRequest = { id: ++serial, texts };
      current.postMessage(request);
      return await answerOf(current, { id: request.id, log, end }, signal);
    } finally {
      waiting -= 1;
      if (waiting === 0) {
        // The command line ends when its work does, thread or no thread.
        current.unref();
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
    running: () => worker !== undefined,
    dispose: end,
  };
}

function startThread(script: string, onEnd: () => void): Worker {
  const thread = new Worker(script, {
    // As the reader's (`readerWorker.ts`).
    ...{ stdout: true, stderr: true, env: {} },
    resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 64 },
  });
  return thread.on("error", onEnd).on("exit", onEnd);
}

interface Pending {
  readonly id: number;
  log(message: string): void;
  end(): Promise<void>;
}

const failed = () => new TokenizerError(t("it cannot be read. Install the extension again."));

/** A thread that is stopped in the middle of a request goes on with it: one takes less than a second. */
function answerOf(worker: Worker, { id, log, end }: Pending, signal: AbortSignal) {
  return new Promise<readonly (readonly Token[])[]>((resolve, reject) => {
    const limit = setTimeout(() => {
      settle();
      void end().then(() => reject(failed()));
    }, longest);
    function settle(): void {
      clearTimeout(limit);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      signal.removeEventListener("abort", onAbort);
    }
    function onMessage(answer: TokenizerAnswer): void {
      if (answer.id !== id) return;
      settle();
      if ("tokens" in answer) return resolve(answer.tokens);
      log(`tokenizer: ${answer.failed}`);
      reject(failed());
    }
    function onError(error: unknown): void {
      settle();
      log(`tokenizer thread: ${error instanceof Error ? error.name : "unknown"}`);
      reject(failed());
    }
    function onExit(code: number): void {
      settle();
      log(`tokenizer thread ended: ${code}`);
      reject(failed());
    }
    function onAbort(): void {
      settle();
      reject(signal.reason as Error);
    }
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
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
