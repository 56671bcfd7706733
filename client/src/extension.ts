/** Entry point of the extension: registers the tables, then starts the server without holding the editor up. */
import * as vscode from "vscode";
import { type Status, StatusNotification } from "../../server/src/protocol";
import { offerChatModel } from "./chat/model";
import { offerToolServer } from "./chat/servers";
import { offerChatTools } from "./chat/tools";
import { offerCodeTasks } from "./codeTasks";
import { type CommandDeps, commands, openWalkthrough } from "./commands";
import { reportCopies } from "./copies";
import { answerDefinitions } from "./definitions";
import { showDocumentViews } from "./documentView";
import { reportEncodings } from "./encoding";
import { showError } from "./errors";
import { createExplanations } from "./explanations";
import { createGrowingSuggestions } from "./growingSuggestions";
import { createDocumentList, type DocumentList } from "./home/documents";
import { createStateView, type StateView } from "./home/state";
import { createMeasureNotice } from "./measureNotice";
import { createProposals } from "./proposals";
import { showSettingProblems } from "./problems";
import { confirmSending } from "./sending";
import { createProviderNotice } from "./providerNotice";
import { showModelPages } from "./modelPage";
import { createRecentAnswers, type RecentAnswers } from "./rating/answers";
import { createRating } from "./rating/rate";
import { createRepeatChange } from "./repeatChange";
import { showRulePages } from "./rulePage";
import { answerEndpointKeys } from "./secrets";
import { hasModel, repeatsChanges } from "./settings";
import { createSnooze, type Snooze } from "./snooze";
import { createStatusItems, type StatusItems } from "./status";
import { answerTraceKey, showTracePages } from "./traces";
import { createAskViews } from "./views/ask";
import { createJournalViews } from "./views/journal";
import { createReviewViews } from "./views/review";
import { createSummaryViews } from "./views/summary";
import { createTrainingViews } from "./views/training";
import { reportVisits } from "./visits";

const walkthroughShown = "walkthroughShown";

/** Once in a user's life and only while there is no model: what works already and what to do next. */
async function showFirstScreen(context: vscode.ExtensionContext): Promise<void> {
  if (hasModel() || context.globalState.get(walkthroughShown) === true) return;
  await context.globalState.update(walkthroughShown, true);
  await openWalkthrough({ context });
}

/** What is there before the server is. */
interface Shown {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly status: StatusItems;
  readonly snooze: Snooze;
  readonly documents: DocumentList;
  readonly state: StateView;
  readonly answers: RecentAnswers;
}

/** The client is loaded in a later turn, because its library alone takes longer than the editor should wait. */
async function start(shown: Shown): Promise<CommandDeps> {
  const { context, log, status, snooze, state: stateView } = shown;
  await new Promise((resolve) => setImmediate(resolve));
  const { createClient } = await import("./client");
  const growing = createGrowingSuggestions(log);
  const link = createClient(context, log, { silenced: snooze.active, growing });
  growing.listen(link);
  const explanations = createExplanations();
  const proposals = createProposals();
  const repeatChange = createRepeatChange({
    wanted: (document) => !snooze.active() && repeatsChanges(document),
  });
  const noticeOthers = createProviderNotice(context.globalState);
  const offerMeasuring = createMeasureNotice(context);
  context.subscriptions.push(
    growing,
    explanations,
    proposals,
    repeatChange,
    link.onNotification<Status>(StatusNotification.method, (state) => {
      status.update(state);
      stateView.update(state);
      noticeOthers(state).catch((error: unknown) => log.error(String(error)));
      offerMeasuring(state).catch((error: unknown) => log.error(String(error)));
    }),
    link.onDidStop(() => {
      status.update("stopped");
      stateView.update("stopped");
    }),
    showSettingProblems(link, context, log),
    answerEndpointKeys(link, context.secrets),
    reportEncodings(link),
    reportVisits(link),
    reportCopies(link),
    answerDefinitions(link),
    confirmSending(link),
    answerTraceKey(link, context.secrets),
    offerCodeTasks(),
  );
  // A failed start is shown by the client itself; commands try again.
  link.start().catch((error: unknown) => log.error(String(error)));
  const deps = { ...shown, link, explanations, proposals, repeatChange };
  return {
    ...deps,
    rating: createRating(link, shown.answers),
    asks: createAskViews(deps),
    summaries: createSummaryViews(deps),
    reviews: createReviewViews(deps),
    journal: createJournalViews(deps),
    training: createTrainingViews(deps),
  };
}

export function activate(context: vscode.ExtensionContext): void {
  const begun = performance.now();
  const log = vscode.window.createOutputChannel("Hanare", { log: true });
  const status = createStatusItems();
  const snooze = createSnooze(context.globalState, status.snooze);
  const documents = createDocumentList();
  const state = createStateView();
  const answers = createRecentAnswers();
  const ready = start({ context, log, status, snooze, documents, state, answers });
  ready.then(() => showFirstScreen(context)).catch((error: unknown) => showError(error, log));
  ready.then(({ reviews }) => reviews.resume()).catch((error: unknown) => showError(error, log));
  context.subscriptions.push(
    log,
    status,
    snooze,
    documents,
    state,
    showDocumentViews(ready.then(({ link }) => link)),
    showRulePages(ready.then(({ link }) => link)),
    showModelPages(ready.then(({ link }) => link)),
    offerChatTools(ready.then(({ link }) => link)),
    offerChatModel(
      ready.then(({ link }) => link),
      log,
      answers,
    ),
    offerToolServer(context),
    showTracePages(ready.then(({ link }) => link)),
    ...Object.entries(commands).map(([id, command]) =>
      vscode.commands.registerCommand(id, (...args: readonly unknown[]) =>
        ready.then((deps) => command(deps, ...args)).catch((error: unknown) => showError(error, log)),
      ),
    ),
  );
  log.info(`Activated in ${Math.round(performance.now() - begun)} ms`);
}
