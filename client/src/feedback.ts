/** What the user thinks of answers: told at once as a number, kept in memory as words, written where the user says. */
import * as vscode from "vscode";
import {
  type ExpectedAnswer,
  FeedbackNotification,
  type JournalTask,
  type KeptAnswer,
  SuiteCaseRequest,
  type Thumb,
} from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { type Opinion, wordsIn } from "./views/feedbackHtml";

export interface Answered extends KeptAnswer {
  readonly model?: string;
}

/** Opinions of the answers of one panel; an answer that is gone takes its opinion with it. */
export class Opinions<Answer extends object> {
  readonly #known = new WeakMap<Answer, Opinion>();

  constructor(
    readonly link: Pick<ServerLink, "notify">,
    readonly task: JournalTask,
  ) {}

  of = (answer: Answer): Opinion => this.#known.get(answer) ?? {};

  /** `about`: who answered, and what is kept of it. */
  judge(answer: Answer, thumb: Thumb, { model, kept }: Answered): void {
    const { thumb: before, note } = this.of(answer);
    if (before === thumb) return;
    this.#known.set(answer, {
      thumb,
      ...(note === undefined ? {} : { note }),
      ...(kept === undefined ? {} : { kept: true }),
    });
    const params: FeedbackNotification.Params = {
      ...{ task: this.task, thumb },
      ...(model === undefined ? {} : { model }),
      ...(before === undefined ? {} : { instead: true }),
      ...(kept === undefined ? {} : { kept }),
    };
    this.link.notify(FeedbackNotification.method, params);
  }

  note = (answer: Answer, note: string): void => void this.#known.set(answer, { ...this.of(answer), note });
}

/** Words apart by semicolons; undefined when the user left. */
export async function askForWords(prompt: string, value: string): Promise<readonly string[] | undefined> {
  const given = await vscode.window.showInputBox({ title: t("Add to My Suite…"), prompt, value });
  return given === undefined ? undefined : wordsIn(given);
}

type Place = vscode.QuickPickItem & { readonly uri?: vscode.Uri };

/** The suite of a folder of the workspace, or any file. */
async function choosePlace({ kind }: ExpectedAnswer): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const own = folders.map(({ uri, name }): Place => {
    const file = vscode.Uri.joinPath(uri, ".hanare", "suites", "private.yaml");
    return { label: "private.yaml", description: `${name}/.hanare/suites`, uri: file };
  });
  const other: Place = { label: t("Another File…") };
  const chosen = await vscode.window.showQuickPick([...own, other], {
    title: t("Add to My Suite…"),
    placeHolder: warningOf(kind),
  });
  if (!chosen || chosen.uri) return chosen?.uri;
  return vscode.window.showSaveDialog({ filters: { YAML: ["yaml", "yml"] }, saveLabel: t("Add") });
}

function warningOf(kind: ExpectedAnswer["kind"]): string {
  switch (kind) {
    case "chat":
      return t("The case holds your question: choose a file that only those read who may.");
    case "code":
    case "commit":
      return t("The case holds the code: choose a file that only those read who may.");
    default:
      return t("The case holds the text of the documents: choose a file that only those read who may.");
  }
}

/** Undefined where there is no file yet. */
async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}

/** Asks where, and writes the case there. */
export async function addToSuite(
  link: Pick<ServerLink, "request">,
  expected: ExpectedAnswer,
  { thumb = "up", note }: Opinion,
): Promise<void> {
  const file = await choosePlace(expected);
  if (!file) return;
  const text = await textOf(file);
  const name = file.path.split("/").at(-1) ?? file.path;
  const params: SuiteCaseRequest.Params = {
    ...{ expected, thumb },
    ...(note === undefined ? {} : { note }),
    ...(text === undefined ? {} : { suite: { name, text } }),
  };
  const made = await link.request<SuiteCaseRequest.Result>(SuiteCaseRequest.method, params);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(made.text));
  const open = t("Open");
  const message = made.replaced
    ? t("{0} takes the place of an earlier case in {1}.", made.id, name)
    : t("{0} was added to {1}. hanare eval measures models with it.", made.id, name);
  if ((await vscode.window.showInformationMessage(message, open)) === open)
    await vscode.window.showTextDocument(file);
}
