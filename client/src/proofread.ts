/** Proofreading: findings go to Problems, a model's wording as a difference to accept, a Word copy where the user says. */
import * as vscode from "vscode";
import { type Range } from "vscode-languageserver-types";
import {
  IgnoreWordRequest,
  ProofreadCopyRequest,
  ProofreadRequest,
  RewriteRequest,
} from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { type Proposals } from "./proposals";
import { type RecentAnswers } from "./rating/answers";
import { showSource } from "./views/summary";

interface Deps {
  readonly link: ServerLink;
  readonly log: vscode.LogOutputChannel;
}

const isWordFile = (uri: vscode.Uri) => /\.(?:docx|docm|dotx|dotm)$/i.test(uri.path);

/** Runs a request that may take a while, with a way to stop it. */
function waiting<T>(title: string, run: (token: vscode.CancellationToken) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => run(token));
}

export async function proofreadDocument(deps: Deps, uri: vscode.Uri): Promise<void> {
  await showSource(uri, deps.log);
  const params: ProofreadRequest.Params = { uri: uri.toString() };
  const { findings, skipped, problems } = await waiting(t("Proofreading…"), (token) =>
    deps.link.request<ProofreadRequest.Result>(ProofreadRequest.method, params, token),
  );
  const missing = [
    ...problems,
    ...skipped.filter(({ textless }) => textless !== true).map(({ where, why }) => `${where}: ${why}`),
  ];
  if (missing.length > 0) void vscode.window.showWarningMessage(missing.slice(0, 3).join(" "));
  if (findings.length === 0) {
    void vscode.window.showInformationMessage(t("Proofreading found nothing."));
    return;
  }
  const show = t("Show Problems");
  const copy = t("Save Corrected Copy…");
  const buttons = isWordFile(uri) ? [show, copy] : [show];
  const message = t("Proofreading found {0} places.", findings.length);
  // Nobody waits for the button.
  void vscode.window.showInformationMessage(message, ...buttons).then((choice) => {
    if (choice === show) return vscode.commands.executeCommand("workbench.actions.view.problems");
    if (choice === copy) return vscode.commands.executeCommand("hanare.saveCorrectedCopy", uri);
    return undefined;
  });
}

/** The original stays as it is: the user names another file. */
export async function saveCorrectedCopy({ link }: Deps, uri: vscode.Uri): Promise<void> {
  if (!isWordFile(uri))
    throw new Error(t("Copies with tracked changes are made of Word files. Choose one, then try again."));
  const params: ProofreadCopyRequest.Params = { uri: uri.toString(), when: new Date().toISOString() };
  const made = await waiting(t("Writing the corrected copy…"), (token) =>
    link.request<ProofreadCopyRequest.Result>(ProofreadCopyRequest.method, params, token),
  );
  const place = vscode.Uri.joinPath(uri, "..", made.name);
  const target = await vscode.window.showSaveDialog({ defaultUri: place });
  if (!target) return;
  if (target.toString() === uri.toString())
    throw new Error(t("This is the document itself; it stays as it is. Name another file."));
  await vscode.workspace.fs.writeFile(target, Buffer.from(made.content, "base64"));
  const left = made.left + made.open;
  void vscode.window.showInformationMessage(
    left === 0
      ? t("{0} corrections are in the copy as tracked changes.", made.applied)
      : t(
          "{0} corrections are in the copy as tracked changes; {1} findings are left to you.",
          made.applied,
          left,
        ),
  );
}

const rangeOf = ({ start, end }: Range) =>
  new vscode.Range(start.line, start.character, end.line, end.character);

export function isRange(value: unknown): value is Range {
  const isPosition = (part: unknown): boolean =>
    typeof part === "object" && part !== null && "line" in part && typeof part.line === "number";
  return (
    typeof value === "object" &&
    value !== null &&
    "start" in value &&
    "end" in value &&
    isPosition(value.start) &&
    isPosition(value.end)
  );
}

/** The new wording is shown beside the old one; nothing is changed before the user accepts it. */
export async function rewriteSentence(
  { link, proposals, answers }: Deps & { readonly proposals: Proposals; readonly answers: RecentAnswers },
  uri: vscode.Uri,
  range: Range,
): Promise<void> {
  const params: RewriteRequest.Params = { uri: uri.toString(), range };
  const result = await waiting(t("The model rewords the sentence…"), (token) =>
    link.request<RewriteRequest.Result>(RewriteRequest.method, params, token),
  );
  if ("refused" in result) {
    const options = result.wording === undefined ? {} : { modal: true, detail: result.wording };
    await vscode.window.showWarningMessage(t("The sentence stays as it is. {0}", result.refused), options);
    return;
  }
  const { before, after } = result;
  answers.add({ task: "proofread", label: before, text: after });
  await proposals.offer({
    document: await vscode.workspace.openTextDocument(uri),
    ...{ range: rangeOf(range), before, after, title: t("Reworded by the model") },
    notes: [t("Numbers, names, negations and obligations were compared; read it before you apply it.")],
  });
}

export async function ignoreWord({ link }: Deps, uri: vscode.Uri, word: string): Promise<void> {
  const params: IgnoreWordRequest.Params = { uri: uri.toString(), word };
  const { list } = await link.request<IgnoreWordRequest.Result>(IgnoreWordRequest.method, params);
  const open = t("Open the List");
  const choice = await vscode.window.showInformationMessage(t("“{0}” will be left alone.", word), open);
  if (choice === open) await vscode.window.showTextDocument(vscode.Uri.parse(list));
}
