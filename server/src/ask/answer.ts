/** A model's answer while it is written: every sentence is checked before anybody sees it. */
import { isModelError, type ModelRuntime } from "../model/runtime";
import { type AnswerSentence } from "../protocol";
import { checked } from "./check";
import { createEntryReader, type Entry } from "./entries";
import { answerRequest, answerTokens, type AnswerTask } from "./prompt";
import { type Source } from "./sources";

/** How it ended: `stopped` by the user, `unreadable` when there was no answer to read. */
export type End = "whole" | "stopped" | "time" | "unreadable" | "failed";

export interface Said {
  readonly sentences: readonly AnswerSentence[];
  readonly dropped: number;
  readonly end: End;
  /** Of the model's error; empty unless `failed`. */
  readonly failure: string;
}

/** Tokens of passages that a model reads for one answer: about half a minute of a laptop's processor. */
const passageTokens = 2400;
/** Tokens of instructions and question. */
const promptTokens = 500;

/** `tell` hears of every sentence that was checked. Rejects for bugs only. */
export async function answerWith(
  runtime: ModelRuntime,
  task: AnswerTask,
  tell: (said: Said) => void,
  signal: AbortSignal,
): Promise<Said> {
  const writing = new Writing(task, tell);
  try {
    const sources = await fitting(task.sources, runtime, signal);
    const reader = createEntryReader();
    for await (const chunk of runtime.generate(answerRequest({ ...task, sources }), signal)) {
      if (chunk.type === "text") reader.push(chunk.text).forEach((entry) => writing.add(entry));
      if (chunk.type === "end" && chunk.reason === "time") return writing.said("time");
    }
    writing.dropped += reader.strange;
    return writing.said(reader.readable ? "whole" : "unreadable");
  } catch (error) {
    if (signal.aborted) return writing.said("stopped");
    if (isModelError(error)) return writing.said("failed", error.message);
    throw error;
  }
}

class Writing {
  readonly #task: AnswerTask;
  readonly #tell: (said: Said) => void;
  readonly #sentences: AnswerSentence[] = [];
  dropped = 0;

  constructor(task: AnswerTask, tell: (said: Said) => void) {
    this.#task = task;
    this.#tell = tell;
  }

  add(entry: Entry): void {
    const sentence = checked(entry, this.#task.sources, this.#task.language);
    if (sentence === undefined) this.dropped += 1;
    else if (!this.#sentences.some(({ text }) => text === sentence.text)) this.#sentences.push(sentence);
    this.#tell(this.said("whole"));
  }

  said(end: End, failure = ""): Said {
    return { sentences: [...this.#sentences], dropped: this.dropped, end, failure };
  }
}

/** The first sources that fit together; the first one in any case. */
async function fitting(
  sources: readonly Source[],
  runtime: ModelRuntime,
  signal: AbortSignal,
): Promise<readonly Source[]> {
  const { contextSize } = runtime.info;
  let left = Math.min(passageTokens, contextSize - answerTokens - promptTokens);
  const kept: Source[] = [];
  for (const source of sources) {
    const tokens = await runtime.countTokens(source.document.text.slice(source.span.start, source.span.end));
    signal.throwIfAborted();
    // The numbers of the passages are those the reader sees, so nothing is left out in between.
    if (tokens > left && kept.length > 0) break;
    left -= tokens;
    kept.push(source);
  }
  return kept;
}
