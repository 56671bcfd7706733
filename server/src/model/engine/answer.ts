/** Turns tokens as they come into the chunks of an answer, and says when it is complete. Pure. */
import { type GenerateChunk, type StopReason } from "../runtime";
import { createStopScan } from "./textStream";

export interface AnswerOptions {
  readonly stopTexts: readonly string[];
  /** The answer is one JSON value; it is complete as soon as it parses. */
  readonly json: boolean;
  /** Present when the model reasons first. */
  readonly reasoning?: { readonly closingText: string; readonly limit: number };
}

export interface Answer {
  /** True while the free reasoning lasts; the grammar does not apply yet. */
  reasoning(): boolean;
  /** Takes the text of one more token. */
  push(text: string): {
    readonly chunks: readonly GenerateChunk[];
    readonly finished?: StopReason;
    readonly closeReasoning: boolean;
  };
  /** What was held back for a stop string, at the end. */
  rest(): readonly GenerateChunk[];
}

export function createAnswer({ stopTexts, json, reasoning }: AnswerOptions): Answer {
  const scan = createStopScan(stopTexts);
  let thinking = reasoning !== undefined;
  let thoughts = 0;
  let thought = "";
  let answer = "";

  function think(text: string, { closingText, limit }: { closingText: string; limit: number }) {
    thoughts++;
    thought += text;
    const end = thought.indexOf(closingText);
    if (end >= 0) thinking = false;
    const closeReasoning = thinking && thoughts >= limit;
    if (closeReasoning) thinking = false;
    const chunks: GenerateChunk[] = text === "" ? [] : [{ type: "reasoning", text }];
    return { chunks, closeReasoning };
  }

  return {
    reasoning: () => thinking,
    push(text) {
      if (thinking && reasoning !== undefined) return think(text, reasoning);
      const { text: safe, stopped } = scan.push(text);
      answer += safe;
      const chunks: GenerateChunk[] = safe === "" ? [] : [{ type: "text", text: safe }];
      if (stopped) return { chunks, finished: "stop", closeReasoning: false };
      if (json && isJson(answer)) return { chunks, finished: "stop", closeReasoning: false };
      return { chunks, closeReasoning: false };
    },
    rest() {
      const text = scan.rest();
      return text === "" || thinking ? [] : [{ type: "text", text }];
    },
  };
}

function isJson(text: string): boolean {
  const end = text.trimEnd().at(-1);
  if (end !== "}" && end !== "]" && end !== '"') return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
