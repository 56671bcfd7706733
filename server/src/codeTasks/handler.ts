/** Tasks on selected code: asks the model, and lets out only what was looked at. */
import { type SourceDocument, type Span } from "../documents/document";
import { type TextSource } from "../documents/read";
import { nameOf } from "../documents/title";
import { languageOfText } from "../documents/wording";
import { originOf, type RequestOrigin } from "../model/routing/origin";
import { isModelError, type ModelRuntime, type StopReason } from "../model/runtime";
import { type CodeTask, type CodeTaskResult } from "../protocol";
import { type Language, language, t } from "../util/l10n";
import { documented, refactored, type Asked } from "./edits";
import { frameworkFor, type Framework, type ProjectFile } from "./framework";
import { unknownNames } from "./names";
import { type TaskPrompt, taskRequest } from "./prompt";
import { safeMarkdown } from "./safeMarkdown";
import { type SelectedCode, selectedCode, surroundings } from "./selectedCode";
import { tested } from "./tests";

export interface CodeTaskDeps {
  /** The assistant model for text of this origin as it is now; undefined when none is configured or loaded. */
  assistant(
    origin: RequestOrigin,
  ): { readonly runtime: ModelRuntime; readonly allowed: boolean; readonly reason?: string } | undefined;
  /** A text as the document it would be. */
  read(source: TextSource): SourceDocument;
  /** Files that tell the test framework, nearest first. */
  project(uri: string, signal: AbortSignal): Promise<readonly ProjectFile[]>;
}

export interface CodeTaskInput {
  readonly task: CodeTask;
  readonly document: SourceDocument;
  readonly selection: Span;
}

/**
 * `onText` hears of the model's text so far. What cannot be done is `refused` with the next step; rejects with the
 * signal's reason when aborted, and for bugs.
 */
export async function runCodeTask(
  deps: CodeTaskDeps,
  input: CodeTaskInput,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<CodeTaskResult> {
  const { task, document } = input;
  signal.throwIfAborted();
  if (document.format !== "source")
    return refused(t("These tasks are for source code. For a document, summarise it or ask about it."));
  const code = selectedCode(document, input.selection);
  if (code === undefined)
    return refused(t("Select the code first, or put the cursor into a function or class."));
  const origin = originOf("code", [document]);
  const model = deps.assistant(origin);
  if (model === undefined)
    return refused(t("There is no assistant model. Choose one with “Hanare: Choose a Model File…”."));
  const { runtime } = model;
  if (!model.allowed)
    return refused(
      model.reason ?? t("The model {0} did not pass its test as an assistant.", runtime.info.model),
    );
  const framework = task === "test" ? await frameworkOf(deps, document, signal) : undefined;
  if (task === "test" && framework === undefined)
    return refused(t("There is no known test framework for {0}.", document.languageId));
  const budget = await budgetFor(task, code, runtime);
  signal.throwIfAborted();
  if ("why" in budget) return refused(budget.why);
  const prompt: TaskPrompt = {
    ...{ task, code: code.text, languageId: document.languageId, fileName: nameOf(document.uri) },
    around: surroundings(code, budget.around),
    language: wantedLanguage(task, document),
    maxTokens: budget.answer,
    origin,
    ...(framework === undefined ? {} : { framework }),
  };
  const tell = (text: string) => onText(task === "explain" ? safeMarkdown(text) : text);
  const answer = await answerOf(runtime, prompt, tell, signal);
  if ("why" in answer) return refused(answer.why);
  const asked = {
    code,
    answer: answer.text,
    ended: answer.reason,
    read: deps.read,
    model: runtime.info.model,
  };
  return shown(asked, task, framework);
}

const refused = (why: string): CodeTaskResult => ({ kind: "refused", why });

function shown(asked: Asked, task: CodeTask, framework: Framework | undefined): CodeTaskResult {
  if (task === "document") return documented(asked);
  if (task === "refactor") return refactored(asked);
  if (task === "test" && framework !== undefined) return tested(asked, framework);
  return explained(asked);
}

/** Comments follow those that are there; everything else is in the user's language. */
function wantedLanguage(task: CodeTask, { blocks }: SourceDocument): Language {
  const comments = blocks.filter(({ kind }) => kind === "comment").map(({ text }) => text);
  return task === "document" && comments.length > 0
    ? languageOfText(comments.join("\n").slice(0, 20_000))
    : language();
}

async function frameworkOf(
  { project }: CodeTaskDeps,
  { uri, languageId }: SourceDocument,
  signal: AbortSignal,
): Promise<Framework | undefined> {
  if (frameworkFor(languageId, []) === undefined) return undefined;
  const files = await project(uri, signal);
  signal.throwIfAborted();
  return frameworkFor(languageId, files);
}

/** Tokens of instructions, and characters of a token of code at least. */
const overhead = 400;
const charactersPerToken = 2;
const mostAround = 500;

/** Tokens of an answer: for code that is given back, what it has and room for more. */
const answerTokens: Readonly<Record<CodeTask, (code: number) => number>> = {
  explain: () => 900,
  test: (code) => Math.max(1000, Math.min(2400, code * 3)),
  document: (code) => Math.ceil(code * 1.6) + 300,
  refactor: (code) => Math.ceil(code * 1.4) + 200,
};

async function budgetFor(
  task: CodeTask,
  { text }: SelectedCode,
  { info, countTokens }: ModelRuntime,
): Promise<{ readonly answer: number; readonly around: number } | { readonly why: string }> {
  const tokens = await countTokens(text);
  const answer = answerTokens[task](tokens);
  const left = info.contextSize - overhead - answer - tokens;
  if (left < 0)
    return {
      why: t(
        "The selected code has {0} tokens, too many for one answer of {1}, whose context has {2}. Select less, such as one function.",
        tokens,
        info.model,
        info.contextSize,
      ),
    };
  return { answer, around: Math.min(left, mostAround) * charactersPerToken };
}

async function answerOf(
  runtime: ModelRuntime,
  prompt: TaskPrompt,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly reason: StopReason } | { readonly why: string }> {
  let text = "";
  try {
    for await (const chunk of runtime.generate(taskRequest(prompt), signal)) {
      if (chunk.type === "end") return { text, reason: chunk.reason };
      if (chunk.type !== "text") continue;
      text += chunk.text;
      onText(text);
    }
  } catch (error) {
    if (!signal.aborted && isModelError(error)) return { why: error.message };
    throw error;
  }
  throw new Error("a runtime ended without its last chunk");
}

function explained({ code, answer, ended, model }: Asked): CodeTaskResult {
  const text = answer.trim();
  if (text === "")
    return refused(t("The model gave no answer. Try again, or choose a larger instruct model."));
  const unknown = unknownNames(text, code.document.text);
  const notes = [
    ...(unknown.length === 0
      ? []
      : [t("These names stand nowhere in the file: {0}", unknown.slice(0, 8).join(", "))]),
    ...(ended === "eos" || ended === "stop"
      ? []
      : [t("The explanation is not whole: the model came to its limit. Select less, such as one function.")]),
  ];
  return { kind: "text", text: safeMarkdown(text), code: code.text, model, notes };
}
