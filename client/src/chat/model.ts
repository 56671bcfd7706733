/** The assistant model in VS Code's own chat: listed with what it passed, streamed, cancelled with its reader. */
import * as vscode from "vscode";
import {
  ChatAnswerNotification,
  ChatAnswerRequest,
  type ChatModel,
  ChatModelNotification,
  ChatModelRequest,
  type ChatPart,
  CountTokensRequest,
} from "../../../server/src/protocol";
import { type ServerLink } from "../link";
import {
  type ChatInformation,
  type ChatProvider,
  type ChatResponseOptions,
  languageModels,
  type ResponseCall,
} from "./editorApi";
import { type RecentAnswers } from "../rating/answers";
import { questionIn } from "./question";
import { type PartKinds, turnOf } from "./parts";

/** As the manifest names it. */
const vendor = "hanare";

type Link = Pick<ServerLink, "request" | "onNotification" | "onDidStart" | "onDidStop">;

/** Does nothing in an editor whose chat takes no models of extensions. */
export function offerChatModel(
  link: Promise<Link>,
  log: vscode.LogOutputChannel,
  answers: RecentAnswers,
): vscode.Disposable {
  if (languageModels?.registerLanguageModelChatProvider === undefined)
    return new vscode.Disposable(() => undefined);
  const provider = new Provider(link, log, answers);
  const registered = languageModels.registerLanguageModelChatProvider(vendor, provider);
  return vscode.Disposable.from(registered, provider);
}

const kinds: PartKinds = {
  isText: (part): part is vscode.LanguageModelTextPart => part instanceof vscode.LanguageModelTextPart,
  isCall: (part): part is vscode.LanguageModelToolCallPart =>
    part instanceof vscode.LanguageModelToolCallPart,
  isResult: (part): part is vscode.LanguageModelToolResultPart =>
    part instanceof vscode.LanguageModelToolResultPart,
  isPrompt: (part): part is vscode.LanguageModelPromptTsxPart =>
    part instanceof vscode.LanguageModelPromptTsxPart,
};

class Provider implements ChatProvider {
  readonly #link: Promise<Link>;
  readonly #log: vscode.LogOutputChannel;
  readonly #answers: RecentAnswers;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable[] = [];
  /** Who reads the answer of that id. */
  readonly #readers = new Map<string, (part: ChatPart) => void>();
  #serial = 0;

  readonly onDidChangeLanguageModelChatInformation = this.#changed.event;

  constructor(link: Promise<Link>, log: vscode.LogOutputChannel, answers: RecentAnswers) {
    this.#link = link;
    this.#log = log;
    this.#answers = answers;
    link.then(
      (server) =>
        this.#listening.push(
          server.onNotification<ChatModelNotification.Params>(ChatModelNotification.method, () =>
            this.#changed.fire(),
          ),
          server.onNotification<ChatAnswerNotification.Params>(
            ChatAnswerNotification.method,
            ({ id, part }) => this.#readers.get(id)?.(part),
          ),
          server.onDidStart(() => this.#changed.fire()),
          server.onDidStop(() => this.#changed.fire()),
        ),
      (error: unknown) => log.error(String(error)),
    );
  }

  async provideLanguageModelChatInformation(): Promise<ChatInformation[]> {
    try {
      const server = await this.#link;
      const { model } = await server.request<ChatModelRequest.Result>(ChatModelRequest.method, {});
      return model === null ? [] : [informationOf(model)];
    } catch (error) {
      // A server that is down has no model; its end is told elsewhere.
      this.#log.debug(String(error));
      return [];
    }
  }

  async provideLanguageModelChatResponse(...call: ResponseCall): Promise<void> {
    const [model, messages, options, progress, token] = call;
    const server = await this.#link;
    const id = `chat-${++this.#serial}`;
    const turns = messages.map((message) => turnOf(message, kinds));
    let answer = "";
    this.#readers.set(id, (part) => {
      if (part.kind === "text") {
        answer += part.text;
        progress.report(new vscode.LanguageModelTextPart(part.text));
      }
      if (part.kind === "call")
        progress.report(new vscode.LanguageModelToolCallPart(part.id, part.tool, part.input));
    });
    const params: ChatAnswerRequest.Params = {
      ...{ id, model: model.id, turns },
      ...optionsOf(options),
    };
    try {
      const { leftOut } = await server.request<ChatAnswerRequest.Result>(
        ChatAnswerRequest.method,
        params,
        token,
      );
      if (leftOut.length > 0) this.#log.info(`Tools whose input is not understood: ${leftOut.join(", ")}`);
    } finally {
      this.#readers.delete(id);
      // What was stopped may be judged, too.
      const question = questionIn(turns);
      this.#answers.add({
        ...{ task: "chat", label: question, text: answer, model: model.name },
        asked: { kind: "chat", question },
      });
    }
  }

  async provideTokenCount(
    { id: model }: ChatInformation,
    text: Parameters<ChatProvider["provideTokenCount"]>[1],
    token: vscode.CancellationToken,
  ): Promise<number> {
    const turn: CountTokensRequest.Params["turn"] =
      typeof text === "string" ? { role: "user", parts: [{ kind: "text", text }] } : turnOf(text, kinds);
    const server = await this.#link;
    const params: CountTokensRequest.Params = { model, turn };
    const { tokens } = await server.request<CountTokensRequest.Result>(
      CountTokensRequest.method,
      params,
      token,
    );
    return tokens;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#listening, this.#changed).dispose();
  }
}

const informationOf = (model: ChatModel): ChatInformation => ({
  ...{ id: model.id, name: model.name, family: model.family, version: model.version },
  ...{ detail: model.detail, tooltip: model.tooltip },
  ...{ maxInputTokens: model.inputTokens, maxOutputTokens: model.outputTokens },
  capabilities: { toolCalling: model.tools, imageInput: false },
});

type Options = Pick<ChatAnswerRequest.Params, "tools" | "mustCall" | "temperature" | "outputTokens">;

function optionsOf({ tools = [], toolMode, modelOptions = {} }: ChatResponseOptions): Options {
  const { temperature, max_tokens: outputTokens } = modelOptions;
  return {
    ...(tools.length === 0
      ? {}
      : { tools: tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })) }),
    mustCall: toolMode === vscode.LanguageModelChatToolMode.Required,
    ...(typeof temperature === "number" ? { temperature } : {}),
    ...(typeof outputTokens === "number" ? { outputTokens } : {}),
  };
}
