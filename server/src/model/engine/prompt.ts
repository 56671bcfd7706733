/** Requests to token arrays. The user's text is always tokenised as plain text, never as special tokens. */
import { type ChatWrapper, type LlamaModel, type Token } from "node-llama-cpp";
import { type FimTemplate } from "../fim";
import { type Library } from "./backend";
import { historyFor } from "./chat";
import { ModelError, type ChatRequest, type GenerateRequest, type InfillRequest } from "../runtime";
import { t } from "../../util/l10n";
import { reasoningOf, type Reasoning } from "./reasoning";

export interface Prompt {
  readonly tokens: readonly Token[];
  /** Single tokens that end the answer, beside the model's own end tokens. */
  readonly stopTokens: ReadonlySet<Token>;
  readonly stopTexts: readonly string[];
  /** Set when the model reasons before it answers. */
  readonly reasoning?: Reasoning;
}

export interface PromptContext {
  readonly library: Library;
  readonly model: LlamaModel;
  readonly fim: FimTemplate | undefined;
  readonly chat: ChatWrapper | undefined;
}

export function buildPrompt(request: GenerateRequest, context: PromptContext): Prompt {
  switch (request.kind) {
    case "infill":
      return infillPrompt(request, context);
    case "completion":
      return {
        tokens: [...beginning(context.model), ...context.model.tokenize(request.prompt)],
        stopTokens: new Set(),
        stopTexts: request.stop ?? [],
      };
    case "chat":
      return chatPrompt(request, context);
  }
}

function beginning(model: LlamaModel): readonly Token[] {
  return model.tokens.shouldPrependBosToken && model.tokens.bos !== null ? [model.tokens.bos] : [];
}

function infillPrompt(request: InfillRequest, { model, fim }: PromptContext): Prompt {
  if (fim === undefined) {
    throw new ModelError(
      "unsupported",
      t(
        "This model cannot fill in code: it was not trained for it. Choose a code model such as Qwen2.5-Coder.",
      ),
    );
  }
  const special = (text: string | undefined) => {
    const id = text === undefined ? undefined : fim.ids.get(text);
    return id === undefined ? [] : [id as Token];
  };
  const plain = (text: string) => model.tokenize(text);
  const { middle = "", repository, path, files: others = [] } = request;
  const prefix = [...special(fim.prefix), ...plain(request.prefix)];
  const suffix = [...special(fim.suffix), ...plain(request.suffix)];
  const separated = fim.fileSeparator !== undefined;
  const header = separated && path !== undefined && others.length > 0 ? `${path}\n` : undefined;
  const files = [
    ...(separated && repository !== undefined && others.length > 0 && fim.repositoryName !== undefined
      ? [...special(fim.repositoryName), ...plain(`${repository}\n`)]
      : []),
    ...others.flatMap((file) => [...special(fim.fileSeparator), ...plain(`${file.path}\n${file.text}\n`)]),
    ...(header === undefined ? [] : [...special(fim.fileSeparator), ...plain(header)]),
  ];
  const hole = fim.order === "psm" ? [...prefix, ...suffix] : [...suffix, ...prefix];
  return {
    tokens: [...beginning(model), ...files, ...hole, ...special(fim.middle), ...plain(middle)],
    stopTokens: new Set(fim.stop.flatMap(special)),
    stopTexts: request.stop ?? [],
  };
}

function chatPrompt(request: ChatRequest, { library, model, chat }: PromptContext): Prompt {
  if (chat === undefined) {
    throw new ModelError(
      "unsupported",
      t("This model has no chat template. Choose an instruction-tuned model for hanare.model.assistant."),
    );
  }
  const { contextText, stopGenerationTriggers } = chat.generateContextState({
    chatHistory: historyFor(chat, request.messages),
  });
  const triggers = stopGenerationTriggers.map((trigger) => trigger.tokenize(model.tokenizer));
  const single = triggers.flatMap((tokens) => (tokens.length === 1 ? tokens : []));
  const several = triggers.filter((tokens) => tokens.length > 1);
  const tokens = contextText.tokenize(model.tokenizer);
  const reasoning =
    request.jsonSchema === undefined ? undefined : reasoningOf({ library, model, chat }, tokens);
  return {
    tokens: [...tokens, ...(reasoning?.opening ?? [])],
    stopTokens: new Set(single),
    stopTexts: [
      ...(request.stop ?? []),
      ...several.map((each) => model.detokenize(each, true)).filter(Boolean),
    ],
    ...(reasoning === undefined ? {} : { reasoning }),
  };
}
