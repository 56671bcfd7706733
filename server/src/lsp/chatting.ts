/** The editor's chat with the assistant model: which model there is, its answers as they come, its tokens. */
import { answerChat } from "../chat/handler";
import { tokensOf } from "../chat/budget";
import { chatModelOf } from "../chat/model";
import { wordsOf } from "../chat/turns";
import { type AssistantAbility } from "../model/capabilities";
import { type Exam } from "../model/exam";
import { type ModelRuntime } from "../model/runtime";
import {
  type ChatAnswerRequest,
  type ChatModel,
  type ChatModelRequest,
  type CountTokensRequest,
} from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { type Host } from "./host";

export interface ChattingDeps {
  readonly host: Pick<Host, "chatPart" | "chatModel">;
  /** The assistant model as it is now. */
  assistant(): AssistantAbility | undefined;
  /** The test of tool calls. */
  readonly exam: Pick<Exam, "verdict" | "take">;
  newId(): string;
}

export function createChatting({ host, assistant: ability, exam, newId }: ChattingDeps) {
  /** What was told last; undefined until somebody has asked. */
  let told: string | undefined;

  function mayCall(runtime: ModelRuntime): boolean | undefined {
    const verdict = exam.verdict(runtime);
    return verdict === undefined ? undefined : "card" in verdict && verdict.card.passed;
  }

  /** A conversation leaves this computer under no rule: a server elsewhere would refuse each, and is not even tested. */
  function assistant(): AssistantAbility | undefined {
    const found = ability();
    return found?.runtime.info.endpoint === undefined ? found : undefined;
  }

  function current(): ChatModel | null {
    const found = assistant();
    if (found === undefined) return null;
    const { runtime, allowed, reason } = found;
    return chatModelOf({
      ...{ runtime, mayCall: mayCall(runtime) },
      ...(allowed || reason === undefined ? {} : { reason }),
    });
  }

  function named(model: string): ModelRuntime {
    const runtime = assistant()?.runtime;
    if (runtime === undefined) throw new RequestError("no-model", noModel(ability()?.runtime.info.model));
    if (runtime.info.model === model) return runtime;
    throw new RequestError(
      "no-model",
      t("The model {0} is not loaded any more. Choose {1} in the chat.", model, runtime.info.model),
    );
  }

  return {
    /** Answers at once with what is known now; whoever leads a chat hears of changes. */
    chatModel: (): Promise<ChatModelRequest.Result> => {
      const model = current();
      told = JSON.stringify(model);
      const runtime = assistant()?.runtime;
      if (model !== null && runtime !== undefined && mayCall(runtime) === undefined) void exam.take(runtime);
      return Promise.resolve({ model });
    },

    /** A model was loaded, or a test ended. */
    changed(): void {
      const model = current();
      const text = JSON.stringify(model);
      if (told === undefined || text === told) return;
      told = text;
      host.chatModel({ model });
    },

    chat: (params: ChatAnswerRequest.Params, signal: AbortSignal): Promise<ChatAnswerRequest.Result> => {
      const { id, model, ...options } = params;
      const runtime = named(model);
      const deps = { runtime, mayCall: mayCall(runtime) === true, newId };
      return answerChat(deps, options, (part) => host.chatPart({ id, part }), signal);
    },

    countTokens: async ({ model, turn }: CountTokensRequest.Params): Promise<CountTokensRequest.Result> => {
      const runtime = named(model);
      const countTokens = (text: string) => runtime.countTokens(text);
      return { tokens: await tokensOf({ countTokens }, [wordsOf(turn)]) };
    },
  };
}

const noModel = (elsewhere: string | undefined): string =>
  elsewhere === undefined
    ? t("There is no assistant model. Choose one with “Hanare: Choose a Model File…”.")
    : t(
        "{0} runs on another computer, and chats do not leave this one. Choose a model on this computer with “Hanare: Choose a Model File…”.",
        elsewhere,
      );
