/** Runs a review with progress, then shows it: a page to read, a message with the counts, Problems for the rest. */
import * as vscode from "vscode";
import { type Finding, ReviewRequest } from "../../../server/src/protocol";
import { announce } from "../announce";
import { type DecisionTarget, recordDecision } from "../decide";
import { isViewed } from "../documentViewUri";
import { errorText, isCancellation, isConnectionLost } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { inARow } from "../translate";
import { createPanel, type Panel } from "./panel";
import { renderReview, type ReviewOptions } from "./reviewHtml";
import { reviewMarkdown } from "./reviewMarkdown";
import { saveReport } from "../saveReport";
import { createUnfinished, type UnfinishedReview } from "../unfinished";
import { showSource } from "./summary";
import { countsLine, coverageLine, groupings, type ReviewResult, unsuppressed } from "./reviewText";

export interface ReviewViews {
  review(uris: readonly vscode.Uri[]): Promise<void>;
  /** Offers to go on with a review that the end of the last session interrupted. */
  resume(): Promise<void>;
  /** The last report again; says so where there is none. */
  showReport(): Promise<void>;
  /** Asks what a person decides about a finding, and keeps it. */
  decide(target: DecisionTarget): Promise<void>;
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

interface Answer {
  readonly result: ReviewResult;
  /** The user stopped it: the rest is counted as left out. */
  readonly stopped: boolean;
}

function request(uris: readonly vscode.Uri[], link: ServerLink): Thenable<Answer> {
  const params: ReviewRequest.Params = { uris: uris.map(String) };
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: t("Hanare is reviewing"),
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let reached = 0;
    const result = await link.requestWithProgress<ReviewResult>(
      ReviewRequest.method,
      params,
      ({ message, percentage }) => {
        const increment = percentage === undefined ? 0 : Math.max(0, percentage - reached);
        reached += increment;
        progress.report({ increment, ...(message === undefined ? {} : { message }) });
      },
      token,
    );
    return { result, stopped: token.isCancellationRequested };
  });
}

async function reviewOnce(
  uris: readonly vscode.Uri[],
  unfinished: UnfinishedReview,
  link: ServerLink,
): Promise<Answer> {
  await unfinished.begin(uris);
  try {
    const answer = await request(uris, link);
    await unfinished.end();
    return answer;
  } catch (error) {
    // The editor or the server ended meanwhile: the next session offers to go on.
    if (!isConnectionLost(error)) await unfinished.end();
    throw error;
  }
}

const reportOptions = (): ReviewOptions => ({
  nameOf: (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
  when: new Date().toLocaleString(vscode.env.language),
});

/** True when the user wants to go on with what was stopped. */
async function tellResult({ result }: Report, stopped: boolean): Promise<boolean> {
  const found = unsuppressed(result.findings);
  const grave = found.some(({ severity }) => severity === "high" || severity === "critical");
  const packs = result.packProblems.map((problem) => t("Rule pack not used: {0}", problem));
  const ended = stopped ? t("The review was stopped; the rest is listed as left out.") : "";
  const message = inARow(ended, countsLine(found, t), coverageLine(result.coverage, t), ...packs);
  const [button, goOn] = [t("Show Problems"), t("Go On")];
  const show =
    grave || packs.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const chosen = await show(message, ...(stopped ? [goOn, button] : [button]));
  if (chosen === button) await showProblems();
  return chosen === goOn;
}

function createReportPanel(deps: Deps, actions: ReportActions, column: vscode.ViewColumn): Panel {
  const { report } = actions;
  const failed = (error: unknown) => void vscode.window.showErrorMessage(errorText(error));
  return createPanel(deps.context, {
    viewType: "hanare.review",
    title: t("Review result"),
    column,
    sourceColumn: vscode.ViewColumn.Beside,
    onError: failed,
    onMessage: (message) => {
      if (message.type === "choice") actions.group(message.value);
      if (message.type === "action") act(message.action, { ...actions, report }).catch(failed);
    },
  });
}

interface ReportActions {
  readonly report: () => Report;
  group(name: string): void;
  decide(finding: Finding): Promise<void>;
  save(): Promise<void>;
}

/** `action`: as the page's buttons name it. */
async function act(action: string, { report, decide, save }: ReportActions): Promise<void> {
  const { result, options } = report();
  if (action === "problems") await showProblems();
  if (action === "save") await save();
  if (action === "copy") {
    await vscode.env.clipboard.writeText(reviewMarkdown(result, options, t));
    announce(t("Copied."));
  }
  const number = /^decide:(\d+)$/u.exec(action)?.[1];
  const finding = number === undefined ? undefined : result.findings[Number(number)];
  if (finding !== undefined) await decide(finding);
}

const sayStopped = () =>
  void vscode.window.showInformationMessage(
    t("The review was stopped. Files not yet reached were not reviewed."),
  );

/** Undefined where the report says nothing of the file. */
function renewed(report: Report, uri: string, findings: readonly Finding[]): Report | undefined {
  const { result } = report;
  const others = result.findings.filter((finding) => finding.uri !== uri);
  if (others.length === result.findings.length) return undefined;
  return { ...report, result: { ...result, findings: [...others, ...findings] } };
}

export function createReviewViews(deps: Deps): ReviewViews {
  let last: Report | undefined;
  let panel: Panel | undefined;

  function show(report: Report, column = vscode.ViewColumn.Active): void {
    last = report;
    if (panel) panel.reveal();
    else {
      panel = createReportPanel(deps, { ...actions, report: () => last ?? report }, column);
      panel.onDidDispose(() => (panel = undefined));
    }
    panel.show(renderReview(report.result, report.options, t));
  }

  /** What was decided shows in the report that is open. */
  function renew(uri: string, findings: readonly Finding[]): void {
    const next = last && renewed(last, uri, findings);
    if (!next) return;
    last = next;
    panel?.show(renderReview(next.result, next.options, t));
  }

  async function decide(asked: DecisionTarget): Promise<void> {
    const result = await recordDecision(deps, asked);
    if (result) renew(result.findings[0]?.uri ?? asked.uri, result.findings);
  }

  const actions: Omit<ReportActions, "report"> = {
    group(name) {
      const grouping = groupings.find((one) => one === name);
      if (!last || !grouping) return;
      last = { ...last, options: { ...last.options, grouping } };
      panel?.show(renderReview(last.result, last.options, t));
    },
    decide: ({ uri, id = "", decision }) => decide({ uri, id, waiting: decision?.state === "waiting" }),
    save: () => saveReport(deps.link),
  };

  const unfinished = createUnfinished(deps.context.workspaceState);

  const views: ReviewViews = {
    decide,
    async resume() {
      const uris = await unfinished.offer();
      if (uris) await views.review(uris);
    },
    async review(uris) {
      try {
        const { result, stopped } = await reviewOnce(uris, unfinished, deps.link);
        const options = reportOptions();
        const [file, ...others] = uris;
        // The report of one file that is no text stands beside the text that its findings are in.
        const beside = file !== undefined && others.length === 0 && isViewed(file);
        if (beside) await showSource(file, deps.log);
        show({ result, options }, beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
        if (await tellResult({ result, options }, stopped)) await views.review(uris);
      } catch (error) {
        if (!isCancellation(error)) throw error;
        sayStopped();
      }
    },
    async showReport() {
      if (last) show(last);
      else await vscode.window.showInformationMessage(t("Nothing has been reviewed in this window yet."));
    },
  };
  return views;
}
