/** From a hole to the two texts the model gets, and back from its words to text at the cursor. */
import { type CompletionSettings } from "../protocol";
import { type Count, windowAround } from "./context/window";
import { type Hole, toLf } from "./hole";

export interface Prompt {
  readonly prefix: string;
  readonly suffix: string;
  /** White space at the end of the document's prefix that the prompt leaves to the model; "" or one character. */
  readonly healed: string;
}

export interface PromptLimits {
  readonly settings: CompletionSettings;
  /** Tokens of the model's context. */
  readonly contextSize: number;
}

/** Tokens kept free for the FIM marks and for what counting piece by piece gets wrong. */
const reserve = 64;

/**
 * The windows around the hole in tokens of the model. A tokenizer joins the last space before a word to the
 * word, so a prompt that ends in a space asks for a rare continuation; that one character is left out and
 * expected back. More is not taken away: the rest of the indentation is the user's word on the block.
 */
export async function buildPrompt(hole: Hole, limits: PromptLimits, count: Count): Promise<Prompt> {
  const { prefixTokens, suffixTokens, maxTokens } = limits.settings;
  const room = Math.max(0, limits.contextSize - maxTokens - reserve);
  const share = Math.min(1, room / (prefixTokens + suffixTokens));
  const budget = { prefix: Math.floor(prefixTokens * share), suffix: Math.floor(suffixTokens * share) };
  const { prefix, suffix } = await windowAround(hole.prefix, hole.suffix, budget, count);
  const healed = /[ \t]$/.exec(prefix)?.[0] ?? "";
  return { prefix: prefix.slice(0, prefix.length - healed.length), suffix, healed };
}

/** The model's words as text at the cursor, with LF line breaks. */
export function textAtCursor(raw: string, healed: string): string {
  const text = toLf(raw);
  return healed !== "" && text.startsWith(healed) ? text.slice(healed.length) : text;
}
