/** A manual or procedure drafted from files: the server makes it, here it becomes an unsaved Markdown document. */
import * as vscode from "vscode";
import { DraftRequest, draftTemplates, type DraftTemplateId } from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { type RecentAnswer, type RecentAnswers } from "./rating/answers";
import { type Rating } from "./rating/rate";

interface Deps {
  readonly link: ServerLink;
  readonly answers: RecentAnswers;
  readonly rating: Rating;
}

interface Choice extends vscode.QuickPickItem {
  readonly id: DraftTemplateId | "own";
}

/** Undefined when the user thought better of it. */
async function chooseTemplate(): Promise<string | undefined> {
  const items: readonly Choice[] = [
    {
      id: "procedure",
      label: t("Procedure"),
      detail: t("Purpose, scope, roles, warnings, steps, limits, records, revision history"),
    },
    {
      id: "manual",
      label: t("Manual"),
      detail: t("As a procedure, with terms, an overview and related documents"),
    },
    {
      id: "own",
      label: t("Your own template…"),
      detail: t("A document whose headings are those of the draft, with what is wanted under each"),
    },
  ];
  const choice = await vscode.window.showQuickPick(items, { title: t("What is to be drafted?") });
  if (choice?.id !== "own") return choice?.id;
  const picked = await vscode.window.showOpenDialog({ openLabel: t("Use as Template") });
  return picked?.[0]?.toString();
}

export async function chooseSources(): Promise<readonly vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    canSelectMany: true,
    title: t("Files to draft from: notes, code, an older manual"),
    openLabel: t("Draft from These Files"),
  });
  return picked ?? [];
}

export async function draftFrom({ link, answers, rating }: Deps, uris: readonly vscode.Uri[]): Promise<void> {
  const template = await chooseTemplate();
  if (template === undefined) return;
  const params: DraftRequest.Params = { uris: uris.map(String), template };
  const title = t("Drafting…");
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const drafted = await vscode.window.withProgress(options, (progress, token) => {
    let shown = 0;
    return link.requestWithProgress<DraftRequest.Result>(
      DraftRequest.method,
      params,
      ({ message, percentage = 0 }) => {
        progress.report({ increment: Math.max(0, percentage - shown), ...(message ? { message } : {}) });
        shown = Math.max(shown, percentage);
      },
      token,
    );
  });
  const { markdown, confirmations, unread } = drafted;
  const answer = answerOf(drafted, params);
  answers.add(answer);
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content: markdown });
  await vscode.window.showTextDocument(document, { preview: false });
  const missing = unread.filter(({ textless }) => textless !== true);
  if (missing.length > 0)
    void vscode.window.showWarningMessage(t("Not everything was read; the draft says what."));
  const opinion = t("Rate…");
  const chosen = await vscode.window.showInformationMessage(
    t("The draft has {0} places to confirm, each with its mark. Nothing is saved yet.", confirmations),
    opinion,
  );
  if (chosen === opinion) await rating.rate(answer);
}

/** A template of the user's own is a file, which a case cannot name. */
function answerOf(
  { title: label, markdown: text, model }: DraftRequest.Result,
  { uris, template: wanted }: DraftRequest.Params,
): RecentAnswer {
  const template = draftTemplates.find((id) => id === wanted);
  return {
    ...{ task: "draft", label, text },
    ...(model === undefined ? {} : { model }),
    ...(template === undefined ? {} : { asked: { kind: "draft", template, uris } }),
  };
}
