/**
 * Some models think aloud before they answer (Qwen3, DeepSeek-R1, …). A JSON answer constrained from its
 * first token would take that from them and cost quality (arXiv 2408.02442), so the grammar starts after it.
 */
import { type ChatWrapper, type LlamaModel, type LlamaTextInputValue, type Token } from "node-llama-cpp";
import { type Library } from "./backend";

/** Longest free reasoning before an answer is asked for, in tokens. */
export const reasoningLimit = 384;

export interface Reasoning {
  /** Tokens that open the reasoning, when the template has not opened it already. */
  readonly opening: readonly Token[];
  /** Text that closes it, and the tokens to close it with when it grows too long. */
  readonly closingText: string;
  readonly closing: readonly Token[];
}

/** Undefined for a model whose own chat template knows no reasoning. */
export function reasoningOf(
  { library, model, chat }: { library: Library; model: LlamaModel; chat: ChatWrapper },
  prompt: readonly Token[],
): Reasoning | undefined {
  const thought = chat.settings.segments?.thought;
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  if (thought?.suffix === undefined || typeof template !== "string") return undefined;
  const tokens = (text: LlamaTextInputValue) => library.LlamaText([text]).tokenize(model.tokenizer);
  const closing = tokens(thought.suffix);
  const closingText = model.detokenize(closing, true).trim();
  if (closingText === "" || !template.includes(closingText)) return undefined;
  const { prefix } = thought;
  const openedByTemplate = typeof prefix === "object" && "type" in prefix && prefix.type === "openedOnStart";
  const opening = openedByTemplate ? [] : [...tokens(prefix as LlamaTextInputValue)];
  const openingText = model.detokenize(opening, true);
  // Where the template puts a line break behind it, the model has always seen one there.
  if (openingText !== "" && !openingText.endsWith("\n") && breaksAfter(template, openingText))
    opening.push(...model.tokenize("\n"));
  const end = model.detokenize(prompt.slice(-8), true).trimEnd();
  const opened = opening.length > 0 && end.endsWith(model.detokenize(opening, true).trim());
  return { opening: opened ? [] : opening, closingText, closing };
}

/** In a template a line break may be written as it is or as `\\n`. */
const breaksAfter = (template: string, text: string) =>
  [`${text}\n`, `${text}\\n`].some((broken) => template.includes(broken));
