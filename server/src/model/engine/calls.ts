/** Pairs the engine's replies with the server's calls over any message channel. */
import { type GenerateChunk } from "../runtime";
import { type EngineCall, type EngineReply } from "./messages";
import { fromWireError } from "./wireError";

export interface Calls {
  /**
   * One call with one final reply; `take` returns undefined for replies that are not the final one. With a signal:
   * rejects with its reason, and the engine hears of it.
   */
  ask<T>(
    message: (id: number) => EngineCall,
    take: (reply: EngineReply) => { readonly value: T } | undefined,
    signal?: AbortSignal,
  ): Promise<T>;
  /** A call answered by chunks. Ends when the engine said so. */
  stream(message: (id: number) => EngineCall, signal: AbortSignal): AsyncGenerator<GenerateChunk>;
  onReply(reply: EngineReply): void;
  /** Fails everything that runs and everything asked from now on. */
  fail(error: Error): void;
}

interface Call {
  readonly onReply: (reply: EngineReply) => void;
  readonly onError: (error: Error) => void;
}

export function createCalls(send: (message: EngineCall) => void): Calls {
  const calls = new Map<number, Call>();
  let nextId = 1;
  let failed: Error | undefined;

  function post(message: EngineCall): void {
    if (failed !== undefined) throw failed;
    send(message);
  }

  return {
    onReply: (reply) => calls.get(reply.id)?.onReply(reply),
    fail(error) {
      failed ??= error;
      const pending = [...calls.values()];
      calls.clear();
      pending.forEach((call) => call.onError(error));
    },
    async ask(message, take, signal) {
      signal?.throwIfAborted();
      const id = nextId++;
      let cancel = () => {};
      try {
        return await new Promise((resolve, reject) => {
          cancel = () => {
            if (failed === undefined) send({ call: "cancel", id });
            reject(signal?.reason as Error);
          };
          signal?.addEventListener("abort", cancel, { once: true });
          const onReply = (reply: EngineReply) => {
            if (reply.reply === "failed") return reject(fromWireError(reply.error));
            const taken = take(reply);
            if (taken !== undefined) resolve(taken.value);
          };
          calls.set(id, { onReply, onError: reject });
          post(message(id));
        });
      } finally {
        signal?.removeEventListener("abort", cancel);
        calls.delete(id);
      }
    },
    stream(message, signal) {
      const id = nextId++;
      return chunksOf({
        start: (call) => {
          calls.set(id, call);
          post(message(id));
        },
        cancel: () => failed === undefined && send({ call: "cancel", id }),
        finish: () => calls.delete(id),
        signal,
      });
    },
  };
}

interface Stream {
  readonly start: (call: Call) => void;
  readonly cancel: () => void;
  readonly finish: () => void;
  readonly signal: AbortSignal;
}

/** A pushed stream as a pulled one. */
async function* chunksOf({ start, cancel, finish, signal }: Stream): AsyncGenerator<GenerateChunk> {
  signal.throwIfAborted();
  const queue: GenerateChunk[] = [];
  let wake = () => {};
  let done = false;
  let failure: Error | undefined;
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    start({
      onReply: (reply) => {
        if (reply.reply === "chunk") queue.push(reply.chunk);
        if (reply.reply === "done") done = true;
        if (reply.reply === "failed") failure = fromWireError(reply.error);
        wake();
      },
      onError: (error) => {
        failure = error;
        wake();
      },
    });
    for (;;) {
      signal.throwIfAborted();
      const chunk = queue.shift();
      if (chunk !== undefined) yield chunk;
      else if (failure !== undefined) throw failure;
      else if (done) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    // Also when the reader stopped reading: nobody waits for the rest, so the engine must not make it.
    if (!done && failure === undefined) cancel();
    finish();
  }
}
