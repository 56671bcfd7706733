/** The token loop: one scheduler step a token, until something ends the answer. */
import { type LlamaContextSequence, type Token } from "node-llama-cpp";
import { type StopReason } from "../runtime";
import { type Scheduler } from "../scheduler";
import { type Emit, type Generation } from "./generation";
import { type Evaluation } from "./threads";

export interface DecodeOptions {
  readonly sequence: LlamaContextSequence;
  readonly scheduler: Scheduler;
  readonly evaluation: Evaluation;
  /** Asked after every token; true when a better class wants the context. */
  readonly interrupted: () => boolean;
  /** Asked after every token; true when the time budget is spent. */
  readonly expired: () => boolean;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

type Tokens = AsyncGenerator<Token, void, undefined | Token[]>;

/**
 * The sequence must hold all tokens but the last. Returns why the answer ended, or undefined when it was
 * interrupted and is to go on later. Rejects with the signal's reason within one token of an abort.
 */
export async function decode(
  generation: Generation,
  options: DecodeOptions,
): Promise<StopReason | undefined> {
  const { request, prompt, produced } = generation;
  const last = produced.at(-1) ?? prompt.tokens.at(-1);
  if (last === undefined) return "eos";
  if (produced.length >= generation.limit) return "length";
  const tokens = options.sequence.evaluate([last], generation.options) as Tokens;
  let feed: Token[] | undefined;
  try {
    for (;;) {
      const fed = feed;
      const { value: token, done } = await options.scheduler.step(request.priority, options.signal, () =>
        options.evaluation.token(() => tokens.next(fed)),
      );
      options.signal.throwIfAborted();
      if (done === true || token === undefined || prompt.stopTokens.has(token)) return "eos";
      const { finished, closing } = take(generation, token, options.emit);
      if (finished !== undefined) return finished;
      feed = closing === undefined ? undefined : [token, ...closing];
      if (produced.length >= generation.limit) return "length";
      if (options.expired()) return "time";
      if (options.interrupted()) return undefined;
    }
  } finally {
    await tokens.return();
  }
}

/** One token into the answer; `closing` are tokens to put behind it because the reasoning grew too long. */
function take(
  { answer, prompt, produced, textOf }: Generation,
  token: Token,
  emit: Emit,
): { readonly finished: StopReason | undefined; readonly closing: readonly Token[] | undefined } {
  produced.push(token);
  const { chunks, finished, closeReasoning } = answer.push(textOf(token));
  chunks.forEach(emit);
  if (!closeReasoning) return { finished, closing: undefined };
  const closing = prompt.reasoning?.closing ?? [];
  produced.push(...closing);
  return { finished, closing };
}
