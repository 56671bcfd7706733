/** Somebody who asks for tasks on code, and a model that says what the test wrote. */
import { runCodeTask } from "../../../server/src/codeTasks/handler";
import { type ProjectFile } from "../../../server/src/codeTasks/framework";
import { readText } from "../../../server/src/documents/read";
import { type Syntax } from "../../../server/src/documents/syntax/port";
import { type RuntimeInfo } from "../../../server/src/model/runtime";
import { type CodeTask, type CodeTaskResult } from "../../../server/src/protocol";
import { scriptedRuntime, type ScriptedAnswer } from "../../support/scriptedRuntime";

export interface TaskSetting {
  readonly languageId?: string;
  readonly uri?: string;
  readonly syntax?: Syntax | undefined;
  /** Absent: there is no model. */
  readonly answer?: ScriptedAnswer;
  readonly allowed?: boolean;
  readonly info?: Partial<RuntimeInfo>;
  readonly project?: readonly ProjectFile[];
  readonly signal?: AbortSignal;
  onText?(text: string): void;
}

/** `marked`: the selection between «», or the cursor at «». */
export async function taskOn(task: CodeTask, marked: string, setting: TaskSetting = {}) {
  const {
    languageId = "typescript",
    uri = "file:///w/src/limit.ts",
    syntax,
    answer,
    allowed = true,
  } = setting;
  const start = marked.indexOf("«");
  const text = marked.replace("«", "").replace("»", "");
  const end = marked.replace("«", "").indexOf("»");
  const selection = start < 0 ? { start: 0, end: text.length } : { start, end: end < 0 ? start : end };
  const runtime = scriptedRuntime(() => answer ?? "", setting.info);
  const result = await runCodeTask(
    {
      assistant: () => (answer === undefined ? undefined : { runtime, allowed }),
      read: (source) => readText(source, syntax),
      project: () => Promise.resolve(setting.project ?? []),
    },
    { task, document: readText({ uri, languageId, text }, syntax), selection },
    setting.onText ?? (() => undefined),
    setting.signal ?? new AbortController().signal,
  );
  const [request] = runtime.requests;
  const prompt = request?.kind === "chat" ? request.messages.map((one) => one.text).join("\n") : "";
  return { result, text, request, prompt };
}

export const fenced = (code: string) => `Here it is:\n\n\`\`\`ts\n${code}\n\`\`\`\nDone.`;

/** The document as it would be. */
export function applied(text: string, result: CodeTaskResult): string {
  if (result.kind !== "edit") throw new Error(JSON.stringify(result));
  const lines = text.split("\n");
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return text.slice(0, offset(result.range.start)) + result.after + text.slice(offset(result.range.end));
}

export const whyOf = (result: CodeTaskResult): string =>
  result.kind === "refused" ? result.why : `not refused: ${result.kind}`;

export const notesOf = (result: CodeTaskResult): readonly string[] =>
  result.kind === "refused" ? [] : result.notes;
