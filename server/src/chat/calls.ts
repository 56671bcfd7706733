/**
 * A tool call in two small questions under a grammar: which tool, if any, and then its input. A model so small that it
 * cannot hold a page of schemas reads a list of names first and one schema then; and words that are no call can stream.
 */
import {
  type ChatMessage,
  type ChatRequest,
  collect,
  type JsonSchema,
  type ModelRuntime,
  type Priority,
} from "../model/runtime";
import { type RequestOrigin } from "../model/routing/origin";
import { type ChatTool } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { roomFor } from "./budget";
import { inputLines, toolList, wordsFor } from "./prompt";
import { inputSchemaOf, readInput } from "./schema";
import { type Conversation, told } from "./turns";

type ObjectSchema = NonNullable<ReturnType<typeof inputSchemaOf>>;

export interface UsableTool {
  readonly tool: ChatTool;
  readonly schema: ObjectSchema;
}

export interface CallTask {
  readonly conversation: Conversation;
  readonly tools: readonly UsableTool[];
  /** One of the tools must be called. */
  readonly mustCall: boolean;
  readonly priority: Priority;
  readonly origin: RequestOrigin;
}

/** Tokens of an answer that names a tool, and of an input. */
const nameTokens = 64;
const inputTokens = 1024;

/** The tools whose input a grammar can hold, and the names of the others. */
export function usable(tools: readonly ChatTool[]): {
  readonly tools: readonly UsableTool[];
  readonly leftOut: readonly string[];
} {
  const all = tools.map((tool) => ({ tool, schema: inputSchemaOf(tool.inputSchema) }));
  return {
    tools: all.flatMap(({ tool, schema }) => (schema === undefined ? [] : [{ tool, schema }])),
    leftOut: all.flatMap(({ tool, schema }) => (schema === undefined ? [tool.name] : [])),
  };
}

/** What stands for no tool, where that is a choice; none of the tools is called so. */
function noneOf({ tools, mustCall }: Pick<CallTask, "tools" | "mustCall">): string | undefined {
  if (mustCall) return undefined;
  let none = "answer_user";
  while (tools.some(({ tool }) => tool.name === none)) none += "_";
  return none;
}

/** What stands before the conversation in every question about these tools, and before an answer in words. */
export const toolsTold = (task: Pick<CallTask, "tools" | "mustCall">): string =>
  toolList(
    task.tools.map(({ tool }) => tool),
    noneOf(task),
  );

/** Undefined: none is needed. Rejects with a `RequestError` for an answer that names nothing. */
export async function chooseTool(
  runtime: ModelRuntime,
  task: CallTask,
  signal: AbortSignal,
): Promise<UsableTool | undefined> {
  const { conversation, tools, priority, origin } = task;
  const none = noneOf(task);
  const names = [...tools.map(({ tool }) => tool.name), ...(none === undefined ? [] : [none])];
  const messages = told(conversation, toolsTold(task), wordsFor(conversation).decide);
  const schema: JsonSchema = { type: "object", properties: { tool: { enum: names } }, required: ["tool"] };
  const text = await answerOf(runtime, { messages, schema, tokens: nameTokens, priority, origin }, signal);
  const said = readInput(text.trim(), schema);
  const name = said !== undefined && "tool" in said ? said.tool : undefined;
  if (name === undefined) throw unreadable();
  return tools.find(({ tool }) => tool.name === name);
}

/** The tool's input. Rejects with a `RequestError` for an answer that is none. */
export async function fillInput(
  runtime: ModelRuntime,
  task: CallTask,
  { tool, schema }: UsableTool,
  signal: AbortSignal,
): Promise<object> {
  const names = Object.keys(schema.properties);
  if (names.length === 0) return {};
  const { conversation, priority, origin } = task;
  const behind = `${wordsFor(conversation).fill(tool.name)}\n${inputLines(tool, names)}`;
  const messages = told(conversation, toolsTold(task), behind);
  const text = await answerOf(runtime, { messages, schema, tokens: inputTokens, priority, origin }, signal);
  const input = readInput(text.trim(), schema);
  if (input === undefined) throw unreadable(tool.name);
  return input;
}

interface Asked {
  readonly messages: readonly ChatMessage[];
  readonly schema: JsonSchema;
  readonly tokens: number;
  readonly priority: Priority;
  readonly origin: RequestOrigin;
}

async function answerOf(
  runtime: ModelRuntime,
  { messages, schema, tokens, priority, origin }: Asked,
  signal: AbortSignal,
): Promise<string> {
  const maxTokens = await roomFor(runtime, messages, tokens);
  signal.throwIfAborted();
  const request: ChatRequest = {
    kind: "chat",
    priority,
    maxTokens,
    sampling: { temperature: 0 },
    jsonSchema: schema,
    messages,
    origin,
  };
  const { text } = await collect(runtime.generate(request, signal));
  return text;
}

const unreadable = (tool?: string) =>
  new RequestError(
    "tool-call",
    tool === undefined
      ? t("The model's choice of a tool could not be read. Ask again, or choose a larger instruct model.")
      : t("The model's call of {0} could not be read. Ask again, or choose a larger instruct model.", tool),
  );
