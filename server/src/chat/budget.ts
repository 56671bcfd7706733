/** Whether a conversation fits the model's context with room for an answer; said before anything is evaluated. */
import { type ChatMessage, type ModelRuntime, type RuntimeInfo } from "../model/runtime";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";

/** Tokens that a template puts around a message, at most. */
const aroundMessage = 12;
/** An answer of fewer tokens is none. */
const leastAnswer = 48;
const mostAnswer = 4096;

/** Tokens that an answer may have: a quarter of the context, so that three quarters are left for what it answers. */
export const outputTokensOf = ({ contextSize }: Pick<RuntimeInfo, "contextSize">): number =>
  Math.max(leastAnswer, Math.min(mostAnswer, Math.floor(contextSize / 4)));

/** Tokens that a conversation may have. */
export const inputTokensOf = (info: Pick<RuntimeInfo, "contextSize">): number =>
  Math.max(0, info.contextSize - outputTokensOf(info) - aroundMessage);

/** Tokens of what is said, with what a template puts around it. */
export async function tokensOf(
  { countTokens }: Pick<ModelRuntime, "countTokens">,
  texts: readonly string[],
): Promise<number> {
  let sum = 0;
  for (const text of texts) sum += (await countTokens(text)) + aroundMessage;
  return sum;
}

/** Tokens of the answer, `wanted` at most. Rejects with a `RequestError` when there is no room for one. */
export async function roomFor(
  runtime: ModelRuntime,
  messages: readonly ChatMessage[],
  wanted: number,
): Promise<number> {
  const { contextSize, model } = runtime.info;
  const tokens = await tokensOf(
    { countTokens: (text) => runtime.countTokens(text) },
    messages.map(({ text }) => text),
  );
  const room = contextSize - tokens;
  if (room < Math.min(leastAnswer, wanted)) throw tooLong(tokens, model, contextSize - leastAnswer);
  return Math.min(wanted, room);
}

const tooLong = (tokens: number, model: string, room: number) =>
  new RequestError(
    "too-long",
    t(
      "The conversation has {0} tokens, but {1} has room for {2}. Begin a new chat, attach less, or raise contextSize of the model in hanare.models.",
      tokens,
      model,
      Math.max(0, room),
    ),
  );
