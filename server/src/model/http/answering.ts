/** From what a server says to the chunks of an answer, and when it has said enough. */
import { createAnswer } from "../engine/answer";
import { type GenerateChunk, type GenerateRequest, type StopReason, type Usage } from "../runtime";
import { createThoughtSplit } from "./thoughts";
import { estimatePrompt } from "./tokens";
import { type Delta, type ServerTimings, type ServerUsage } from "./wire";

export interface Answering {
  /** Text and reasoning of one event. */
  take(delta: Delta): readonly GenerateChunk[];
  /** Why nothing more need be read; undefined while there is. */
  finished(): StopReason | undefined;
  /** What the server said of the end. */
  reason(): StopReason | undefined;
  /** True once the model was seen to reason. */
  reasons(): boolean;
  /** What was held back, and the last chunk. */
  end(reason: StopReason): readonly GenerateChunk[];
}

/** Pieces beyond the tokens that were asked for: no server sends a token in more than two. */
const slack = 16;
/** Pieces of reasoning; a server that ignores the limit must end some time. */
const longestReasoning = 16_384;

export function createAnswering(request: GenerateRequest, now: () => number): Answering {
  const json = request.kind === "chat" && request.jsonSchema !== undefined;
  const answer = createAnswer({ stopTexts: request.stop ?? [], json });
  const thoughts = createThoughtSplit();
  const counted = createCount(request, now);
  let enough: StopReason | undefined;
  let said: StopReason | undefined;

  function write(text: string, reasoning: string): readonly GenerateChunk[] {
    const thought: GenerateChunk[] = reasoning === "" ? [] : [{ type: "reasoning", text: reasoning }];
    if (text === "") return thought;
    const { chunks, finished } = answer.push(text);
    if (finished !== undefined) enough ??= finished;
    return [...thought, ...chunks];
  }

  return {
    take(delta) {
      said = delta.finish ?? said;
      counted.note(delta);
      if (counted.pieces() > request.maxTokens * 2 + slack) enough ??= "length";
      if (counted.thoughts() > longestReasoning) enough ??= "length";
      // Some servers generate one token where none was asked for.
      if (enough === "length" || request.maxTokens === 0) return [];
      const split = request.kind === "chat" ? thoughts.push(delta.text) : { text: delta.text, reasoning: "" };
      return write(split.text, delta.reasoning + split.reasoning);
    },
    finished: () => enough,
    reason: () => said,
    reasons: () => counted.thoughts() > 0,
    end(reason) {
      const { text, reasoning } = thoughts.rest();
      const last = enough === undefined ? write(text, reasoning) : [];
      const held = enough === undefined ? answer.rest() : [];
      return [...last, ...held, { type: "end", reason: enough ?? reason, usage: counted.usage() }];
    },
  };
}

function createCount(request: GenerateRequest, now: () => number) {
  const asked = now();
  let first: number | undefined;
  let pieces = 0;
  let thoughts = 0;
  let usage: ServerUsage | undefined;
  let timings: ServerTimings | undefined;
  return {
    note(delta: Delta): void {
      usage = delta.usage ?? usage;
      timings = delta.timings ?? timings;
      if (delta.reasoning !== "" || /^\s*<think>/u.test(delta.text)) thoughts += 1;
      if (delta.text !== "") pieces += 1;
      if (delta.text !== "" || delta.reasoning !== "") first ??= now();
    },
    pieces: () => pieces,
    thoughts: () => thoughts,
    usage(): Usage {
      const ended = now();
      const began = first ?? ended;
      const own = timings && fromTimings(timings, began - asked);
      const times = { waitMs: 0, promptMs: began - asked, ...own, generateMs: ended - began };
      if (usage === undefined && timings === undefined)
        return {
          ...{ promptTokens: estimatePrompt(request), reusedTokens: 0, generatedTokens: pieces + thoughts },
          ...times,
          approximate: true,
        };
      return {
        promptTokens: usage?.prompt ?? (timings ? timings.promptTokens + timings.cachedTokens : 0),
        reusedTokens: usage?.cached ?? timings?.cachedTokens ?? 0,
        generatedTokens: usage?.generated ?? timings?.generatedTokens ?? 0,
        ...times,
      };
    },
  };
}

/** The server's clock for the prompt; the rest until the first piece was waiting for others. */
function fromTimings({ promptTokens, promptMs }: ServerTimings, untilFirst: number) {
  return {
    prefill: { tokens: promptTokens, milliseconds: promptMs },
    promptMs: Math.min(promptMs, untilFirst),
    waitMs: Math.max(0, untilFirst - promptMs),
  };
}
