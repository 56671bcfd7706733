/** Runs a review with progress, then shows it: a page to read, a message with the counts, Problems for the rest. */
import * as vscode from "vscode";
import { ReviewRequest } from "../../../server/src/protocol";
import { isViewed } from "../documentViewUri";
import { errorText, isCancellation } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { inARow } from "../translate";
import { createPanel, type Panel } from "./panel";
import { renderReview, type ReviewOptions } from "./reviewHtml";
import { reviewMarkdown } from "./reviewMarkdown";
import { showSource } from "./summary";
import { countsLine, coverageLine, type ReviewResult, unsuppressed } from "./reviewText";

export interface ReviewViews {
  review(uris: readonly vscode.Uri[]): Promise<void>;
  /** The last report again; says so where there is none. */
  showReport(): Promise<void>;
}

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
}

interface Report {
  readonly result: ReviewResult;
  readonly options: ReviewOptions;
}

const showProblems = () => vscode.commands.executeCommand("workbench.actions.view.problems");

function request(uris: readonly vscode.Uri[], link: ServerLink): Thenable<ReviewResult> {
  const params: ReviewRequest.Params = { uris: uris.map(String) };
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: t("Hanare is reviewing"),
  };
  return vscode.window.withProgress(options, (progress, token) => {
    let reached = 0;
    return link.requestWithProgress<ReviewResult>(
      ReviewRequest.method,
      params,
      ({ message, percentage }) => {
        const increment = percentage === undefined ? 0 : Math.max(0, percentage - reached);
        reached += increment;
        progress.report({ increment, ...(message === undefined ? {} : { message }) });
      },
      token,
    );
  });
}

async function announce({ result }: Report): Promise<void> {
  const found = unsuppressed(result.findings);
  const grave = found.some(({ severity }) => severity === "high" || severity === "critical");
  const packs = result.packProblems.map((problem) => t("Rule pack not used: {0}", problem));
  const message = inARow(countsLine(found, t), coverageLine(result.coverage, t), ...packs);
  const button = t("Show Problems");
  const show =
    grave || packs.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await show(message, button)) === button) await showProblems();
}

function createReportPanel(deps: Deps, report: () => Report, column: vscode.ViewColumn): Panel {
  const failed = (error: unknown) => void vscode.window.showErrorMessage(errorText(error));
  return createPanel(deps.context, {
    viewType: "hanare.review",
    title: t("Review result"),
    column,
    sourceColumn: vscode.ViewColumn.Beside,
    onError: failed,
    onMessage: (message) => {
      if (message.type !== "action") return;
      if (message.action === "problems") void showProblems();
      if (message.action !== "copy") return;
      const { result, options } = report();
      void vscode.env.clipboard
        .writeText(reviewMarkdown(result, options, t))
        .then(() => vscode.window.setStatusBarMessage(t("Copied."), 3000), failed);
    },
  });
}

export function createReviewViews(deps: Deps): ReviewViews {
  let last: Report | undefined;
  let panel: Panel | undefined;

  function show(report: Report, column = vscode.ViewColumn.Active): void {
    last = report;
    if (panel) panel.reveal();
    else {
      panel = createReportPanel(deps, () => last ?? report, column);
      panel.onDidDispose(() => (panel = undefined));
    }
    panel.show(renderReview(report.result, report.options, t));
  }

  return {
    async review(uris) {
      try {
        const result = await request(uris, deps.link);
        const options = {
          nameOf: (uri: string) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
          when: new Date().toLocaleString(vscode.env.language),
        };
        const [file, ...others] = uris;
        // The report of one file that is no text stands beside the text that its findings are in.
        const beside = file !== undefined && others.length === 0 && isViewed(file);
        if (beside) await showSource(file, deps.log);
        show({ result, options }, beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
        await announce({ result, options });
      } catch (error) {
        if (!isCancellation(error)) throw error;
        void vscode.window.showInformationMessage(
          t("The review was stopped. Files not yet reached were not reviewed."),
        );
      }
    },
    async showReport() {
      if (last) show(last);
      else await vscode.window.showInformationMessage(t("Nothing has been reviewed in this window yet."));
    },
  };
}
