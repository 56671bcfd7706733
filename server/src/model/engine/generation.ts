/** One request made ready to run: its prompt, its grammar, and the state that survives an interruption. */
import {
  type Llama,
  type LlamaGrammarEvaluationState,
  type SequenceEvaluateOptions,
  type Token,
} from "node-llama-cpp";
import {
  promptTooLong,
  type GenerateChunk,
  type GenerateRequest,
  type JsonSchema,
  type Sampling,
} from "../runtime";
import { createAnswer, type Answer } from "./answer";
import { createDrafts, type Draft } from "./draft";
import { buildPrompt, type Prompt, type PromptContext } from "./prompt";
import { reasoningLimit } from "./reasoning";
import { createTokenText, type TokenText } from "./textStream";

export type Emit = (chunk: GenerateChunk) => void;

export interface Generation {
  readonly request: GenerateRequest;
  readonly prompt: Prompt;
  readonly answer: Answer;
  readonly options: SequenceEvaluateOptions;
  /** Largest number of tokens to generate. */
  readonly limit: number;
  /** Tokens generated so far; a generation that was interrupted goes on behind them. */
  readonly produced: Token[];
  readonly textOf: TokenText<Token>;
  readonly isEnd: (token: Token) => boolean;
  /** Present when the answer is expected to repeat its prompt and may be checked several tokens at a time. */
  readonly draft: Draft<Token> | undefined;
}

export interface GenerationContext extends PromptContext {
  readonly llama: Llama;
  /** Tokens. */
  readonly contextSize: number;
  /** False for recurrent states and windowed caches, which cannot be cut back to a common prefix. */
  readonly rewindable: boolean;
}

export type Prepare = (request: GenerateRequest) => Promise<Generation>;

/** The library shifts a full context without a word, so one cell stays free and nothing ever fills it. */
const spareCells = 2;

export function createPrepare(context: GenerationContext): Prepare {
  const { model, llama, library, contextSize, rewindable } = context;
  const draftOf = createDrafts<Token>();
  const grammars = new Map<string, ReturnType<Llama["createGrammarForJsonSchema"]>>();

  async function grammarState(schema: JsonSchema): Promise<LlamaGrammarEvaluationState> {
    const key = JSON.stringify(schema);
    const compiled = grammars.get(key) ?? llama.createGrammarForJsonSchema(schema as never);
    grammars.set(key, compiled);
    return new library.LlamaGrammarEvaluationState({ model, grammar: await compiled });
  }

  return async (request) => {
    const prompt = buildPrompt(request, context);
    const room = contextSize - spareCells - prompt.tokens.length;
    if (room < 1) throw promptTooLong(prompt.tokens.length, contextSize - spareCells);
    const schema = request.kind === "chat" ? request.jsonSchema : undefined;
    const grammar = schema === undefined ? undefined : await grammarState(schema);
    const reasoning = prompt.reasoning && {
      closingText: prompt.reasoning.closingText,
      limit: reasoningLimit,
    };
    const answer = createAnswer({
      stopTexts: prompt.stopTexts,
      json: schema !== undefined,
      ...(reasoning === undefined ? {} : { reasoning }),
    });
    return {
      request,
      prompt,
      answer,
      options: {
        ...samplingOptions(request.sampling, request.seed),
        ...(grammar === undefined
          ? {}
          : { grammarEvaluationState: () => (answer.reasoning() ? undefined : grammar) }),
      },
      limit: Math.min(request.maxTokens + (reasoning === undefined ? 0 : reasoningLimit), room),
      produced: [],
      isEnd: (token) => prompt.stopTokens.has(token) || model.isEogToken(token),
      // What was proposed and not right is cut off again, which a windowed cache cannot do; a grammar has
      // advanced by then; and a random choice would be made with other numbers.
      draft:
        request.repeats === true && rewindable && grammar === undefined && isGreedy(request.sampling)
          ? draftOf(prompt.tokens)
          : undefined,
      textOf: createTokenText<Token>((tokens, before) => model.detokenize(tokens, false, before)),
    };
  };
}

const isGreedy = (sampling: Sampling | undefined) => (sampling?.temperature ?? 0) === 0;

/** Greedy unless asked otherwise. */
function samplingOptions(sampling: Sampling | undefined, seed = 0): SequenceEvaluateOptions {
  const { temperature = 0, topK, topP, minP } = sampling ?? {};
  return {
    temperature,
    seed,
    ...(topK === undefined ? {} : { topK }),
    ...(topP === undefined ? {} : { topP }),
    ...(minP === undefined ? {} : { minP }),
  };
}
