/** A model that says what the test wrote: streams in small chunks, honours abort between them. */
import {
  type GenerateChunk,
  type GenerateRequest,
  type ModelRuntime,
  type RuntimeInfo,
  type StopReason,
} from "../../server/src/model/runtime";

/** One answer: a text (cut into small chunks), the chunks themselves, or the error to reject with. */
export type ScriptedAnswer = string | readonly string[] | Error;

export type ScriptedRuntime = ModelRuntime & {
  /** Every request so far, in order of arrival; those that generate nothing stand apart. */
  readonly requests: GenerateRequest[];
  readonly prefills: GenerateRequest[];
  readonly disposed: () => boolean;
};

const chunkLength = 7;

const defaultInfo: RuntimeInfo = {
  model: "scripted",
  architecture: "scripted",
  contextSize: 8192,
  engine: "scripted 1 cpu",
  generation: 1,
  completes: "infill",
  separatesFiles: true,
  chat: true,
};

const chunksOf = (text: string) => text.match(new RegExp(`[^]{1,${chunkLength}}`, "gu")) ?? [];

export function endOf(reason: StopReason, generatedTokens: number): GenerateChunk {
  const usage = { promptTokens: 0, reusedTokens: 0, waitMs: 0, promptMs: 0, generateMs: 0 };
  return { type: "end", reason, usage: { ...usage, generatedTokens } };
}

/** `answer` may look at the request, and may call an abort controller to model a user who stops. */
export function scriptedRuntime(
  answer: (request: GenerateRequest) => ScriptedAnswer | Promise<ScriptedAnswer>,
  info: Partial<RuntimeInfo> = {},
): ScriptedRuntime {
  const requests: GenerateRequest[] = [];
  const prefills: GenerateRequest[] = [];
  let disposed = false;

  async function* generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateChunk> {
    signal.throwIfAborted();
    if (request.maxTokens === 0) {
      prefills.push(request);
      return yield endOf("length", 0);
    }
    requests.push(request);
    const said = await answer(request);
    signal.throwIfAborted();
    if (said instanceof Error) throw said;
    let generated = 0;
    for (const text of typeof said === "string" ? chunksOf(said) : said) {
      await Promise.resolve();
      signal.throwIfAborted();
      generated += 1;
      yield { type: "text", text };
    }
    yield endOf("eos", generated);
  }

  return {
    info: { ...defaultInfo, ...info },
    requests,
    prefills,
    disposed: () => disposed,
    generate,
    // Four UTF-16 units a token for Latin text, one for everything else: near enough for budgets in tests.
    countTokens: (text) => Promise.resolve(Math.ceil(text.replace(/[^\p{ASCII}]/gu, "aaaa").length / 4)),
    dispose: () => {
      disposed = true;
      return Promise.resolve();
    },
  };
}
