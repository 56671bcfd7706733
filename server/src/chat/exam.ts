/**
 * The known-answer test of tool calls (promise P5), through the very questions of the chat: which tool, with which
 * input, and when none. A model that guesses would read the wrong file or search for nothing.
 */
import { type CapabilityCard, type CapabilityCase } from "../model/capability";
import { shippedOrigin } from "../model/routing/origin";
import { isModelError, type ModelRuntime } from "../model/runtime";
import { type ChatTool, type ChatTurn } from "../protocol";
import { RequestError } from "../util/requestError";
import { chooseTool, fillInput, usable } from "./calls";
import { conversationOf } from "./turns";

/** Names the test among others of a model; changes when its cases or the questions do. */
export const toolTestName = "tools 1";

const text = (description: string) => ({ type: "string", description });
const examTools: readonly ChatTool[] = [
  {
    name: "search_documents",
    description: "Searches all documents for words and answers passages of them.",
    inputSchema: {
      type: "object",
      required: ["query"],
      properties: { query: text("Words to look for, in the language of the documents.") },
    },
  },
  {
    name: "read_file",
    description: "Reads one file whose path is known.",
    inputSchema: {
      type: "object",
      required: ["path"],
      properties: { path: text("Path of the file, as the user wrote it.") },
    },
  },
  {
    name: "count_lines",
    description: "Counts the lines of one file.",
    inputSchema: {
      type: "object",
      required: ["path", "blank"],
      properties: {
        path: text("Path of the file."),
        blank: { type: "boolean", description: "Whether blank lines count." },
      },
    },
  },
];

interface KnownCase {
  readonly name: string;
  readonly turns: readonly ChatTurn[];
  /** Absent: none must be called. */
  readonly tool?: string;
  /** What the input must hold, as JSON. */
  readonly holds?: RegExp;
}

const user = (said: string): ChatTurn => ({ role: "user", parts: [{ kind: "text", text: said }] });

/** A question whose tool has answered. */
const answered = (question: string, result: string): readonly ChatTurn[] => [
  user(question),
  {
    role: "assistant",
    parts: [{ kind: "call", id: "1", tool: "read_file", input: { path: "docs/leave.md" } }],
  },
  { role: "user", parts: [{ kind: "result", id: "1", text: result }] },
];

const knownCases: readonly KnownCase[] = [
  {
    name: "en-search",
    turns: [user("Find what our documents say about the retention of invoices.")],
    tool: "search_documents",
    holds: /retention|invoice/i,
  },
  {
    name: "en-read",
    turns: [user("Open docs/leave.md and tell me what it says.")],
    tool: "read_file",
    holds: /"path":"docs\/leave\.md"/,
  },
  {
    name: "en-count",
    turns: [user("How many lines does src/pump.ts have? Blank lines count, too.")],
    tool: "count_lines",
    holds: /"path":"src\/pump\.ts","blank":true/,
  },
  { name: "en-none", turns: [user("Thank you, that was all. Goodbye!")] },
  {
    name: "en-answered",
    turns: answered(
      "What does docs/leave.md say about when to ask for leave?",
      "Leave must be requested three days ahead.",
    ),
  },
  {
    name: "ja-search",
    turns: [user("社内文書の中から、印鑑の保管方法についての記述を探してください。")],
    tool: "search_documents",
    holds: /印鑑/u,
  },
  {
    name: "ja-read",
    turns: [user("docs/休暇規程.md を開いて、内容を教えてください。")],
    tool: "read_file",
    holds: /"path":"docs\/休暇規程\.md"/u,
  },
  { name: "ja-none", turns: [user("ありがとうございました。これで終わりです。")] },
];

/** Of eight cases one may fail. */
const neededCases = 7;

/**
 * Runs every case greedily, one after another. An answer that cannot be read fails its case; a `ModelError` that is not
 * about one prompt rejects, as does an abort with the signal's reason.
 */
export async function testToolCalls(runtime: ModelRuntime, signal: AbortSignal): Promise<CapabilityCard> {
  const cases: CapabilityCase[] = [];
  for (const known of knownCases) {
    const why = await objection(known, runtime, signal);
    signal.throwIfAborted();
    cases.push({ name: known.name, ok: why === "", why });
  }
  const { sha256, engine } = runtime.info;
  return {
    role: "assistant",
    passed: cases.filter(({ ok }) => ok).length >= neededCases,
    cases,
    engine,
    ...(sha256 === undefined ? {} : { modelSha256: sha256 }),
  };
}

/** Empty when the answer is right. */
async function objection(known: KnownCase, runtime: ModelRuntime, signal: AbortSignal): Promise<string> {
  const conversation = conversationOf(known.turns);
  if (conversation === undefined) throw new Error(`the case ${known.name} asks nothing`);
  const { tools } = usable(examTools);
  const task = { conversation, tools, mustCall: false, priority: "batch", origin: shippedOrigin } as const;
  try {
    const chosen = await chooseTool(runtime, task, signal);
    const name = chosen?.tool.name;
    if (name !== known.tool) return `${name ?? "none"} in the place of ${known.tool ?? "none"}`;
    if (chosen === undefined) return "";
    const input = JSON.stringify(await fillInput(runtime, task, chosen, signal));
    return known.holds?.test(input) === true ? "" : `the input is ${input}`;
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof RequestError) return error.code;
    if (isModelError(error) && ["unsupported", "prompt-too-long"].includes(error.code)) return error.code;
    throw error;
  }
}
