/** The button of the Source Control view: a message for what is staged, or changed, into its box. Nothing is committed. */
import * as vscode from "vscode";
import { CommitMessageRequest } from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { type RecentAnswers } from "./rating/answers";

/** The part of VS Code's Git extension that is used here (its API version 1). */
interface Change {
  readonly uri: vscode.Uri;
  readonly status: number;
}

interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    /** Where the settings show them apart. */
    readonly untrackedChanges?: readonly Change[];
  };
  diff(cached: boolean): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { readonly repositories: readonly Repository[] };
}

const untracked = 7;
/** Commits that style and language follow. */
const recentCommits = 12;

async function repositories(): Promise<readonly Repository[]> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (!extension)
    throw new Error(t("VS Code's Git extension is switched off. Switch it on, then try again."));
  const git = extension.isActive ? extension.exports : await extension.activate();
  if (!git.enabled)
    throw new Error(t("Git is switched off or not installed. See the setting git.enabled, then try again."));
  return git.getAPI(1).repositories;
}

/** Of the view whose button it was; from the palette, of the active file, or the one that the user names. */
async function repositoryFor(view: unknown): Promise<Repository | undefined> {
  const all = await repositories();
  if (all.length === 0) throw new Error(t("No Git repository is open in this window."));
  const root =
    typeof view === "object" && view !== null && "rootUri" in view && view.rootUri instanceof vscode.Uri
      ? view.rootUri.toString()
      : undefined;
  const shown = all.find(({ rootUri }) => rootUri.toString() === root);
  if (shown ?? all.length === 1) return shown ?? all[0];
  const active = vscode.window.activeTextEditor?.document.uri.path ?? "";
  const around = all.find(({ rootUri }) => active.startsWith(`${rootUri.path}/`));
  if (around) return around;
  const items = all.map((repository) => ({
    label: repository.rootUri.path.split("/").at(-1) ?? "",
    repository,
  }));
  const choice = await vscode.window.showQuickPick(items, { title: t("Which repository?") });
  return choice?.repository;
}

async function inputOf(repository: Repository): Promise<CommitMessageRequest.Params> {
  const { indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
  const staged = indexChanges.length > 0;
  const fresh = [...workingTreeChanges, ...untrackedChanges].filter(({ status }) => status === untracked);
  // A repository without commits has no log.
  const commits = await repository.log({ maxEntries: recentCommits }).catch(() => []);
  return {
    diff: await repository.diff(staged),
    untracked: staged ? [] : fresh.map(({ uri }) => uri.path.slice(repository.rootUri.path.length + 1)),
    recent: commits.map(({ message }) => message),
    root: repository.rootUri.toString(),
  };
}

interface Deps {
  readonly link: ServerLink;
  readonly answers: RecentAnswers;
}

export async function writeCommitMessage({ link, answers }: Deps, view: unknown): Promise<void> {
  const repository = await repositoryFor(view);
  if (!repository) return;
  const params = await inputOf(repository);
  const options = {
    ...{ location: vscode.ProgressLocation.Notification, cancellable: true },
    title: t("Writing a commit message…"),
  };
  const { message, notes, model } = await vscode.window.withProgress(options, (_progress, token) =>
    link.request<CommitMessageRequest.Result>(CommitMessageRequest.method, params, token),
  );
  answers.add({
    ...{ task: "commit", label: t("Commit message"), text: message },
    ...(model === undefined ? {} : { model }),
    // Of new files only the names are known.
    ...(params.diff.trim() === "" ? {} : { asked: { kind: "commit", diff: params.diff } }),
  });
  const current = repository.inputBox.value;
  if (current.trim() !== "" && current !== message) {
    const replace = t("Replace");
    const question = t("The box holds a message already. Replace it?");
    const detail = message;
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, replace)) !== replace)
      return;
  }
  // What was written while the question stood there is the user's.
  if (repository.inputBox.value !== current) return;
  repository.inputBox.value = message;
  if (notes.length > 0) void vscode.window.showInformationMessage(notes.join(" "));
}
