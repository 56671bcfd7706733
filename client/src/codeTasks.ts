/** Tasks on selected code: an explanation beside it, changes as a difference to accept, tests as a new document. */
import * as vscode from "vscode";
import {
  type CodeTask,
  CodeTaskNotification,
  CodeTaskRequest,
  type CodeTaskResult,
} from "../../server/src/protocol";
import { errorText, isCancellation } from "./errors";
import { type Explanations } from "./explanations";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { type Proposals } from "./proposals";
import { type RecentAnswers } from "./rating/answers";

interface Deps {
  readonly link: ServerLink;
  readonly explanations: Explanations;
  readonly proposals: Proposals;
  readonly answers: RecentAnswers;
}

/** The code that a task is about; an empty selection stands for the function around the cursor. */
interface Target {
  readonly document: vscode.TextDocument;
  readonly selection: vscode.Range;
  readonly column: vscode.ViewColumn | undefined;
}

const titles: Readonly<Record<CodeTask, () => string>> = {
  explain: () => t("Explaining…"),
  document: () => t("Writing documentation comments…"),
  test: () => t("Writing tests…"),
  refactor: () => t("Refactoring…"),
};

function target(): Target {
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new Error(t("Open the code first, then try again."));
  return { document: editor.document, selection: editor.selection, column: editor.viewColumn };
}

/** For the list of answers. */
const labels: Readonly<Record<CodeTask, (name: string) => string>> = {
  explain: (name) => t("Explanation of {0}", name),
  document: (name) => t("Documentation comments in {0}", name),
  test: (name) => t("Tests for {0}", name),
  refactor: (name) => t("Refactoring of {0}", name),
};

export async function runCodeTask(
  { link, explanations, proposals, answers }: Deps,
  task: CodeTask,
): Promise<void> {
  const { document, selection, column } = target();
  const page = task === "explain" ? explanations.open(document.uri) : undefined;
  const id = `code-${Date.now()}`;
  let written = "";
  const listening =
    page &&
    link.onNotification<CodeTaskNotification.Params>(CodeTaskNotification.method, (params) => {
      if (params.id !== id) return;
      written = params.text;
      page.show(written);
    });
  const params: CodeTaskRequest.Params = {
    task,
    uri: document.uri.toString(),
    range: rangeOf(selection),
    id,
  };
  const options = {
    ...{ location: vscode.ProgressLocation.Notification, title: titles[task](), cancellable: true },
  };
  try {
    const result = await vscode.window.withProgress(options, (progress, token) =>
      link.requestWithProgress<CodeTaskRequest.Result>(
        CodeTaskRequest.method,
        params,
        ({ message }) => progress.report(message === undefined ? {} : { message }),
        token,
      ),
    );
    remember(answers, { task, name: nameOf(document.uri) }, result);
    await show(result, { document, column, page, proposals });
  } catch (error) {
    // What was written until the user stopped it is there to read.
    page?.show(`> ${isCancellation(error) ? t("Stopped.") : errorText(error)}\n\n${written}`);
    throw error;
  } finally {
    listening?.dispose();
  }
}

const nameOf = ({ path }: vscode.Uri) => path.split("/").at(-1) ?? "";

/** What was refused was not shown. */
function remember(
  answers: RecentAnswers,
  { task, name }: { readonly task: CodeTask; readonly name: string },
  result: CodeTaskResult,
): void {
  if (result.kind === "refused") return;
  const [code, text] = result.kind === "edit" ? [result.before, result.after] : [result.code, result.text];
  answers.add({
    ...{ task: "code", label: labels[task](name), text, model: result.model },
    asked: { kind: "code", task, name, text: code },
  });
}

const rangeOf = ({ start, end }: vscode.Range) => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});

interface Shown extends Pick<Target, "document" | "column"> {
  readonly page: ReturnType<Explanations["open"]> | undefined;
  readonly proposals: Proposals;
}

async function show(result: CodeTaskResult, { document, column, page, proposals }: Shown): Promise<void> {
  switch (result.kind) {
    case "refused":
      page?.show(result.why);
      return refuse(result.why, result.answer);
    case "text": {
      const notes = result.notes.map((note) => `> ${note}\n>\n`).join("");
      const model = t("Explained by {0}. It may be wrong; check it against the code.", result.model);
      const opinion = t("Good or bad? “Hanare: Rate an Answer…” counts it, and makes a case of it.");
      return page?.show(`> ${model}\n\n${notes}\n${result.text}\n\n---\n\n*${opinion}*\n`);
    }
    case "edit":
      return offerEdit(document, result, proposals);
    case "file": {
      const { text, languageId, notes, name } = result;
      const tests = await vscode.workspace.openTextDocument({ language: languageId, content: text });
      const beside = column === undefined ? vscode.ViewColumn.Beside : column + 1;
      await vscode.window.showTextDocument(tests, { viewColumn: beside, preview: false });
      return offerToSave(tests, [...notes, t("Name for the file: {0}", name)].join(" "));
    }
  }
}

/** With a button, for the editor shows only the first line of a message without one. */
async function offerToSave(tests: vscode.TextDocument, message: string): Promise<void> {
  const save = t("Save…");
  if ((await vscode.window.showInformationMessage(message, save)) === save)
    await vscode.workspace.save(tests.uri);
}

/** Nothing is written before the user accepts it. */
async function offerEdit(
  document: vscode.TextDocument,
  { range: { start, end }, before, after, notes, model }: CodeTaskResult & { readonly kind: "edit" },
  proposals: Proposals,
): Promise<void> {
  const range = new vscode.Range(start.line, start.character, end.line, end.character);
  const title = t("Proposed by {0}", model);
  return proposals.offer({ document, range, before, after, title, notes });
}

async function refuse(why: string, answer: string | undefined): Promise<void> {
  const look = t("Show the Answer");
  const choice = await vscode.window.showWarningMessage(why, ...(answer === undefined ? [] : [look]));
  if (choice !== look || answer === undefined) return;
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: answer });
  await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
}

const actions: readonly (readonly [command: string, title: () => string, kind: vscode.CodeActionKind])[] = [
  ["hanare.explainCode", () => t("Explain with Hanare"), vscode.CodeActionKind.Refactor],
  [
    "hanare.documentCode",
    () => t("Write documentation comments with Hanare"),
    vscode.CodeActionKind.RefactorRewrite,
  ],
  ["hanare.refactorCode", () => t("Refactor with Hanare"), vscode.CodeActionKind.RefactorRewrite],
  ["hanare.writeTests", () => t("Write tests with Hanare"), vscode.CodeActionKind.Refactor],
];

/** Only when the user asks for actions on a selection: no light bulb at every selection. */
export function offerCodeTasks(): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (_document, range, { triggerKind, only }) =>
      range.isEmpty || triggerKind !== vscode.CodeActionTriggerKind.Invoke
        ? []
        : actions
            .filter(([, , kind]) => only === undefined || only.contains(kind))
            .map(([command, title, kind]) => {
              const action = new vscode.CodeAction(title(), kind);
              action.command = { title: title(), command };
              return action;
            }),
  };
  return vscode.languages.registerCodeActionsProvider(
    ["file", "untitled"].map((scheme) => ({ scheme })),
    provider,
    { providedCodeActionKinds: [vscode.CodeActionKind.Refactor] },
  );
}
