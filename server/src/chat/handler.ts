/** One answer of the editor's chat: a call of a tool, where one is needed and the model may, else words as they come. */
import { type ModelRuntime } from "../model/runtime";
import { type ChatAnswerRequest, type ChatPart } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { outputTokensOf, roomFor } from "./budget";
import { chooseTool, fillInput, toolsTold, usable } from "./calls";
import { conversationOrigin } from "./origin";
import { wordsFor } from "./prompt";
import { createThinkingFilter } from "./thinking";
import { type Conversation, conversationOf, told } from "./turns";

export interface ChatDeps {
  readonly runtime: ModelRuntime;
  /** It has passed the test of tool calls. */
  readonly mayCall: boolean;
  /** Tells one call from another. */
  newId(): string;
}

export type ChatOptions = Omit<ChatAnswerRequest.Params, "id" | "model">;

/**
 * `onPart` hears of every part as soon as it is there. Rejects with a `RequestError` or `ModelError` for what the user
 * can mend, and with the signal's reason.
 */
export async function answerChat(
  { runtime, mayCall, newId }: ChatDeps,
  options: ChatOptions,
  onPart: (part: ChatPart) => void,
  signal: AbortSignal,
): Promise<ChatAnswerRequest.Result> {
  signal.throwIfAborted();
  const conversation = conversationOf(options.turns);
  if (conversation === undefined)
    throw new RequestError("no-question", t("The conversation holds no question to answer."));
  const { mustCall = false } = options;
  const { tools, leftOut } = usable(options.tools ?? []);
  if (mustCall && (!mayCall || tools.length === 0)) throw cannotCall(runtime.info.model);
  if (!mayCall || tools.length === 0) {
    const end = await speak(runtime, { conversation, options, before: "", behind: "" }, onPart, signal);
    return { end, leftOut };
  }
  const task = {
    conversation,
    tools,
    mustCall,
    priority: "interactive",
    origin: conversationOrigin,
  } as const;
  const chosen = await chooseTool(runtime, task, signal);
  signal.throwIfAborted();
  if (chosen !== undefined) {
    const input = await fillInput(runtime, task, chosen, signal);
    signal.throwIfAborted();
    onPart({ kind: "call", id: newId(), tool: chosen.tool.name, input });
    return { end: "call", leftOut };
  }
  // The list of tools stays where it was, so that all up to the last words is evaluated already.
  const before = toolsTold(task);
  const behind = wordsFor(conversation).answer;
  const end = await speak(runtime, { conversation, options, before, behind }, onPart, signal);
  return { end, leftOut };
}

interface Speech {
  readonly conversation: Conversation;
  readonly options: ChatOptions;
  readonly before: string;
  readonly behind: string;
}

async function speak(
  runtime: ModelRuntime,
  { conversation, options, before, behind }: Speech,
  onPart: (part: ChatPart) => void,
  signal: AbortSignal,
): Promise<"whole" | "cut"> {
  const messages = told(conversation, before, behind);
  const most = outputTokensOf(runtime.info);
  const wanted = Math.max(1, Math.min(most, Math.trunc(options.outputTokens ?? most)));
  const maxTokens = await roomFor(runtime, messages, wanted);
  signal.throwIfAborted();
  const temperature = Math.max(0, Math.min(2, options.temperature ?? 0));
  const filter = createThinkingFilter();
  let isSaid = false;
  const tell = (text: string) => {
    if (text === "") return;
    isSaid ||= text.trim() !== "";
    onPart({ kind: "text", text });
  };
  const request = { kind: "chat", priority: "interactive", maxTokens, sampling: { temperature } } as const;
  const origin = conversationOrigin;
  for await (const chunk of runtime.generate({ ...request, messages, origin }, signal)) {
    if (chunk.type === "text") tell(filter.push(chunk.text));
    if (chunk.type !== "end") continue;
    tell(filter.rest());
    const isCut = chunk.reason === "length" || chunk.reason === "time";
    if (!isSaid) throw isCut ? onlyThoughts() : noAnswer();
    if (isCut) onPart({ kind: "text", text: `\n\n*${cutNote(maxTokens)}*` });
    return isCut ? "cut" : "whole";
  }
  throw new Error("a runtime ended without its last chunk");
}

const cutNote = (tokens: number) => t("The answer is not whole: it came to its limit of {0} tokens.", tokens);

const noAnswer = () =>
  new RequestError("no-answer", t("The model gave no answer. Try again, or choose a larger instruct model."));

const onlyThoughts = () =>
  new RequestError(
    "no-answer",
    t(
      "The model came to its limit before it answered. Ask for less, or raise contextSize of the model in hanare.models.",
    ),
  );

const cannotCall = (model: string) =>
  new RequestError(
    "tool-call",
    t("{0} is offered without tools. Choose another model in the chat for what needs them.", model),
  );
