/** Every command of the manifest: id -> what it does. Arguments may come from anywhere and are checked. */
import * as vscode from "vscode";
import { type Range } from "vscode-languageserver-types";
import { RestartEngineRequest } from "../../server/src/protocol";
import { runCodeTask } from "./codeTasks";
import { writeCommitMessage } from "./commitMessage";
import { isDecisionTarget } from "./decide";
import { chooseDocuments, type DocumentList } from "./home/documents";
import { openOriginal, openView } from "./documentView";
import { isView, originalOf } from "./documentViewUri";
import { chooseSources, draftFrom } from "./draft";
import { evaluateModels } from "./evaluate";
import { type Explanations } from "./explanations";
import { findModel } from "./findModel";
import { openGuide } from "./guides";
import { t } from "./l10n";
import { toggleLanguageCompletion } from "./languageToggle";
import { type ServerLink } from "./link";
import { chooseModel, importModel } from "./models";
import { type Proposals } from "./proposals";
import { ignoreWord, isRange, proofreadDocument, rewriteSentence, saveCorrectedCopy } from "./proofread";
import { type RecentAnswers } from "./rating/answers";
import { type Rating } from "./rating/rate";
import { type RepeatChange } from "./repeatChange";
import { openRulePage } from "./rulePage";
import { searchDocuments } from "./search";
import { saveReport } from "./saveReport";
import { setEndpointKey } from "./secrets";
import { machineKeys } from "./settingKeys";
import { type Snooze } from "./snooze";
import { type StatusItems } from "./status";
import { forgetTraces, showTraces } from "./traces";
import { type AskViews } from "./views/ask";
import { compareVersions, findAffectedRules } from "./views/comparison";
import { showCompletionContext } from "./views/context";
import { type JournalViews } from "./views/journal";
import { showOverview } from "./views/overview";
import { type ReviewViews } from "./views/review";
import { type SummaryViews } from "./views/summary";
import { type TrainingViews } from "./views/training";

export interface CommandDeps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
  readonly status: StatusItems;
  readonly snooze: Snooze;
  readonly documents: DocumentList;
  readonly answers: RecentAnswers;
  readonly rating: Rating;
  readonly asks: AskViews;
  readonly summaries: SummaryViews;
  readonly reviews: ReviewViews;
  readonly journal: JournalViews;
  readonly training: TrainingViews;
  readonly explanations: Explanations;
  readonly proposals: Proposals;
  readonly repeatChange: RepeatChange;
}

type Command = (deps: CommandDeps, ...args: readonly unknown[]) => Promise<void>;

function asUri(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  if (typeof value === "string" && /^[a-z][a-z0-9+.-]+:/iu.test(value)) return vscode.Uri.parse(value);
  return undefined;
}

/** The document whose tab is active, also when a menu or a panel has the focus. */
function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return (
    vscode.window.activeTextEditor?.document.uri ??
    (input instanceof vscode.TabInputText ? input.uri : undefined)
  );
}

/**
 * The Explorer passes the item and the whole selection, an editor's menu only the item, the palette nothing. A view
 * stands for the file it shows.
 */
function chosen(first: unknown, selection: unknown): readonly vscode.Uri[] {
  const several = Array.isArray(selection) ? selection.map(asUri).filter((uri) => uri !== undefined) : [];
  const single = asUri(first) ?? activeUri();
  if (several.length > 0) return several.map(originalOf);
  return single ? [originalOf(single)] : [];
}

async function summarize(deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const all = chosen(first, selection);
  if (all.length > 1) return showOverview(deps, all);
  const given = asUri(first);
  const [uri] = given ? [originalOf(given)] : chosen(first, selection);
  if (!uri) throw new Error(t("Open the document that you want to summarize, then try again."));
  await deps.summaries.summarize(uri);
}

/** Folders, or several files, at a glance; a folder is asked for where none was chosen. */
async function overview(deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const options = {
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: t("Summarize This Folder"),
  };
  const uris = asUri(first) ? chosen(first, selection) : await vscode.window.showOpenDialog(options);
  if (uris && uris.length > 0) await showOverview(deps, uris);
}

/** The file is the new version; the user is asked for the old one. */
async function compare(deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const [uri] = chosen(first, selection);
  if (!uri) throw new Error(t("Open the new version of the document, then try again."));
  await compareVersions(deps, uri);
}

/** As above, with a folder of rules that the change may affect. */
async function affectedRules(deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const [uri] = chosen(first, selection);
  if (!uri) throw new Error(t("Open the new version of the document, then try again."));
  await findAffectedRules(deps, uri);
}

async function proofread(deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const [uri] = chosen(first, selection);
  if (!uri) throw new Error(t("Open the document that you want to proofread, then try again."));
  await proofreadDocument(deps, uri);
}

async function correctedCopy(deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const [uri] = chosen(first, selection);
  if (!uri) throw new Error(t("Choose the Word file in the Explorer, then try again."));
  await saveCorrectedCopy(deps, uri);
}

/** Called with the document and the sentence's range, by the action on a finding. */
async function rewrite(deps: CommandDeps, uri: unknown, range: unknown): Promise<void> {
  if (typeof uri === "string" && isRange(range)) await rewriteSentence(deps, vscode.Uri.parse(uri), range);
}

async function ignore(deps: CommandDeps, uri: unknown, word: unknown): Promise<void> {
  if (typeof uri === "string" && typeof word === "string")
    await ignoreWord(deps, vscode.Uri.parse(uri), word);
}

/** The Explorer's selection; elsewhere the user names the files. */
async function draft(deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const uris = asUri(first) ? chosen(first, selection) : await chooseSources();
  if (uris.length > 0) await draftFrom(deps, uris);
}

async function reviewFile({ reviews }: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const uris = chosen(first, selection);
  if (uris.length === 0) throw new Error(t("Open the file that you want to review, then try again."));
  await reviews.review(uris);
}

async function reviewFolder({ reviews }: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const options = { canSelectFiles: false, canSelectFolders: true, openLabel: t("Review This Folder") };
  const uris = asUri(first) ? chosen(first, selection) : await vscode.window.showOpenDialog(options);
  if (uris && uris.length > 0) await reviews.review(uris);
}

async function reviewWorkspace({ reviews }: CommandDeps): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) throw new Error(t("Open a folder first: there is no workspace to review."));
  await reviews.review(folders.map(({ uri }) => uri));
}

/** Of a code action: which finding, and what to begin with. */
async function decide({ reviews }: CommandDeps, target: unknown): Promise<void> {
  if (!isDecisionTarget(target))
    throw new Error(t("Put the cursor on a finding and choose a quick fix, or use the report."));
  await reviews.decide({ ...target, uri: originalOf(vscode.Uri.parse(target.uri)).toString() });
}

async function openAsText(_deps: CommandDeps, first: unknown, selection: unknown): Promise<void> {
  const uris = chosen(first, selection);
  if (uris.length === 0) throw new Error(t("Choose the file in the Explorer, then try again."));
  for (const uri of uris) await openView(uri);
}

async function openOriginalOf(_deps: CommandDeps, first: unknown): Promise<void> {
  const uri = asUri(first) ?? activeUri();
  if (!uri || !isView(uri)) throw new Error(t("Open the text view of a document first, then try again."));
  await openOriginal(uri);
}

/** Called with the document and the rule's id, by the action on a finding. */
async function showRule(_deps: CommandDeps, uri: unknown, rule: unknown): Promise<void> {
  if (typeof uri === "string" && typeof rule === "string") await openRulePage(uri, rule);
}

/** A folder of the Explorer is searched alone; a file stands for everything. */
async function search({ link }: CommandDeps, first: unknown): Promise<void> {
  const uri = asUri(first);
  const kind = uri && (await vscode.workspace.fs.stat(uri)).type;
  searchDocuments(link, kind === vscode.FileType.Directory ? uri : undefined);
}

/** The text that is selected in the active editor, in a file or in the view of one. */
function selection(): { readonly uri: string; readonly range: Range } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.selection.isEmpty) return undefined;
  const { start, end } = editor.selection;
  const range = {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
  return { uri: originalOf(editor.document.uri).toString(), range };
}

/** Files and folders of the Explorer are asked alone; elsewhere a selection is what the question is about. */
async function ask({ asks }: CommandDeps, first: unknown, others: unknown): Promise<void> {
  if ((vscode.workspace.workspaceFolders ?? []).length === 0)
    throw new Error(t("Open a folder first: there are no documents to search."));
  const scope = Array.isArray(others) ? chosen(first, others).map(String) : undefined;
  const about = scope === undefined ? selection() : undefined;
  await asks.ask({
    question: "",
    ...(scope === undefined ? {} : { scope }),
    ...(about === undefined ? {} : { about }),
  });
}

async function restartEngine({ link }: CommandDeps): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: t("Restarting the Hanare engine…") };
  await vscode.window.withProgress(options, () => link.request<null>(RestartEngineRequest.method, {}));
}

/** `key`: a setting to show alone, or a group of them (`hanare.completion.*`). */
async function openSettings({ context }: CommandDeps, key: unknown): Promise<void> {
  const query =
    typeof key === "string" && /^hanare\.[\w.]+(?:\.\*)?$/u.test(key)
      ? `@id:${key}`
      : `@ext:${context.extension.id}`;
  // A remote window keeps the settings of its machine on a page of their own.
  const remote = vscode.env.remoteName !== undefined && typeof key === "string" && machineKeys.includes(key);
  await vscode.commands.executeCommand(
    remote ? "workbench.action.openRemoteSettings" : "workbench.action.openSettings",
    remote ? { query } : query,
  );
}

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly { readonly id: string }[];
    }[];
  };
}

/** `asked`: of whom; for everybody where nobody is named. */
export async function openWalkthrough(
  { context }: Pick<CommandDeps, "context">,
  asked?: unknown,
): Promise<void> {
  const page = asked === "develop" || asked === "audit" ? asked : "start";
  const { contributes } = context.extension.packageJSON as Manifest;
  const step = contributes.walkthroughs.find(({ id }) => id === page)?.steps[0]?.id;
  const category = `${context.extension.id}#${page}`;
  // Without a step the page beside the steps stays empty until one is chosen.
  const walkthrough = step === undefined ? category : { category, step };
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
}

export const commands: Readonly<Record<string, Command>> = {
  "hanare.summarize": summarize,
  "hanare.proofread": proofread,
  "hanare.saveCorrectedCopy": correctedCopy,
  "hanare.rewriteSentence": rewrite,
  "hanare.ignoreWord": ignore,
  "hanare.compareVersions": compare,
  "hanare.affectedRules": affectedRules,
  "hanare.summarizeFolder": overview,
  "hanare.commitMessage": (deps, view) => writeCommitMessage(deps, view),
  "hanare.draft": draft,
  "hanare.explainCode": (deps) => runCodeTask(deps, "explain"),
  "hanare.documentCode": (deps) => runCodeTask(deps, "document"),
  "hanare.writeTests": (deps) => runCodeTask(deps, "test"),
  "hanare.refactorCode": (deps) => runCodeTask(deps, "refactor"),
  "hanare.reviewFile": reviewFile,
  "hanare.reviewFolder": reviewFolder,
  "hanare.reviewWorkspace": reviewWorkspace,
  "hanare.searchDocuments": search,
  "hanare.ask": ask,
  "hanare.rateAnswer": ({ rating }) => rating.rate(),
  "hanare.openAsText": openAsText,
  "hanare.openOriginal": openOriginalOf,
  "hanare.showRule": showRule,
  "hanare.showReport": ({ reviews }) => reviews.showReport(),
  "hanare.saveReport": ({ link }) => saveReport(link),
  "hanare.decide": decide,
  "hanare.addDocuments": ({ documents }) => chooseDocuments(documents),
  "hanare.removeDocument": async ({ documents }, item) => documents.remove(item),
  "hanare.chooseModel": ({ link }) => chooseModel(link),
  "hanare.findModel": ({ link }) => findModel(link),
  "hanare.importModel": ({ link }) => importModel(link),
  "hanare.setEndpointKey": ({ link, context }) => setEndpointKey(link, context.secrets),
  "hanare.showCompletionContext": ({ link }) => showCompletionContext(link),
  "hanare.snooze": ({ snooze }) => snooze.choose(),
  "hanare.toggleLanguageCompletion": toggleLanguageCompletion,
  "hanare.repeatChange": ({ repeatChange }) => repeatChange.next(),
  "hanare.repeatChangeEverywhere": ({ repeatChange }) => repeatChange.everywhere(),
  "hanare.forgetChange": async ({ repeatChange }) => repeatChange.forget(),
  "hanare.showJournal": ({ journal }) => journal.show(),
  "hanare.forgetJournal": ({ journal }) => journal.forget(),
  "hanare.evaluateModels": ({ context }) => evaluateModels(context),
  "hanare.showTraces": ({ link }) => showTraces(link),
  "hanare.forgetTraces": ({ link }) => forgetTraces(link),
  "hanare.saveTrainingSet": ({ training }) => training.show(),
  "hanare.showStatus": ({ status }) => status.showMenu(),
  "hanare.showLog": async ({ log }) => log.show(),
  "hanare.restartEngine": restartEngine,
  "hanare.openSettings": openSettings,
  "hanare.openWalkthrough": openWalkthrough,
  "hanare.openGuide": ({ context }, guide) => openGuide(context.extensionUri, guide),
};
