/** What a summary asks a model: a question that was answered is not asked again, and after a failure none is. */
import { type RequestOrigin } from "../model/routing/origin";
import { type ChatRequest, isModelError, type ModelRuntime } from "../model/runtime";
import { type Language } from "../util/l10n";
import { sha256 } from "../util/sha256";
import { type Memory } from "./memory";

export interface WordingModel {
  readonly runtime: ModelRuntime;
  readonly language: Language;
  /** Answers to the same questions. */
  readonly known: Memory<string>;
  readonly origin: RequestOrigin;
}

export interface Questions {
  /** Hands on the answer in parts, a known one at once; nothing after a failure. Never rejects for an abort or a failure. */
  ask(request: ChatRequest, add: (part: string) => void, signal: AbortSignal): Promise<void>;
  /** Of the model's error. */
  readonly failure: string | undefined;
}

export function createQuestions({ runtime, known }: WordingModel): Questions {
  let failure: string | undefined;
  return {
    async ask(request, add, signal) {
      if (failure !== undefined) return;
      const { model, engine, generation } = runtime.info;
      const key = sha256(JSON.stringify([model, engine, generation, request]));
      const answer = known.get(key);
      if (answer !== undefined) return add(answer);
      let text = "";
      try {
        for await (const chunk of runtime.generate(request, signal)) {
          if (chunk.type === "text") {
            text += chunk.text;
            add(chunk.text);
          }
          // What ran out of time may say more another time.
          if (chunk.type === "end" && chunk.reason !== "time") known.keep(key, text, text.length);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!isModelError(error)) throw error;
        failure = error.message;
      }
    },
    get failure() {
      return failure;
    },
  };
}
