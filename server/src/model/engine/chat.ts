/** How a model is spoken to: by the template in its file. */
import { type ChatHistoryItem, type ChatWrapper, type LlamaModel } from "node-llama-cpp";
import { type ChatMessage } from "../runtime";
import { type Library } from "./backend";

/**
 * Llama's templates tell the model the day. With the real one, the same question would have another answer tomorrow
 * (promise P4); this is the day that the templates themselves name where none is given. The library would also speak of
 * tools, of which there are none.
 */
const llama = { todayDate: new Date("2024-07-26T00:00:00Z"), noToolInstructions: true };

/** Undefined for a base model, which has no template to talk with. */
export function chatWrapperOf(library: Library, model: LlamaModel): ChatWrapper | undefined {
  const template = model.fileInfo.metadata.tokenizer?.chat_template;
  if (typeof template !== "string") return undefined;
  return library.resolveChatWrapper(model, {
    customWrapperSettings: {
      "llama3.1": llama,
      "llama3.2-lightweight": llama,
    },
  });
}

/**
 * The conversation as the model can be told it. Families without a system role (Gemma, Mixtral) were trained to find the
 * instructions at the head of the user's first message, behind them an empty line; the library would put a rule there.
 */
export function historyFor({ settings }: ChatWrapper, messages: readonly ChatMessage[]): ChatHistoryItem[] {
  const [first, second, ...others] = messages;
  const merged =
    settings.supportsSystemMessages || first?.role !== "system" || second?.role !== "user"
      ? messages
      : [{ role: second.role, text: `${first.text}\n\n${second.text}` }, ...others];
  return [...merged.map(historyItem), { type: "model", response: [] }];
}

function historyItem({ role, text }: ChatMessage): ChatHistoryItem {
  return role === "assistant" ? { type: "model", response: [text] } : { type: role, text };
}
