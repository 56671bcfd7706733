/** The whole surface of the server on one screen: LSP method to feature method. */
import {
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  type CompletionItem,
  type CompletionParams,
  type Connection,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  type InlineCompletionItem,
  type InlineCompletionParams,
} from "vscode-languageserver/node";
import {
  AskRequest,
  ChatAnswerRequest,
  ChatModelRequest,
  CodeTaskRequest,
  CommitMessageRequest,
  CompletionContextRequest,
  CopyNotification,
  CountTokensRequest,
  DecideRequest,
  DocumentViewRequest,
  DraftRequest,
  EncodingNotification,
  FeedbackNotification,
  FindModelRequest,
  ForgetJournalRequest,
  ForgetTracesRequest,
  IgnoreWordRequest,
  ImportModelRequest,
  InspectModelRequest,
  JournalRequest,
  ModelPageRequest,
  ProofreadCopyRequest,
  ProofreadRequest,
  RestartEngineRequest,
  ReviewRequest,
  RewriteRequest,
  RulePageRequest,
  SaveReportRequest,
  SearchCoverageRequest,
  SearchRequest,
  SuiteCaseRequest,
  SummarizeRequest,
  SummaryTemplatesRequest,
  ToolRequest,
  CompareRequest,
  OverviewRequest,
  SaveComparisonRequest,
  SaveJournalRequest,
  SaveSummaryRequest,
  TraceRequest,
  TracesRequest,
  TrainingRequest,
  TrainingSetRequest,
  TrustNotification,
  ViewClosedNotification,
  VisitNotification,
} from "../protocol";
import { type Handle } from "./handle";

type Answer<P, R> = (params: P, signal: AbortSignal) => Promise<R>;

export interface Features {
  readonly inlineCompletion: Answer<InlineCompletionParams, InlineCompletionItem[]>;
  readonly codeActions: Answer<CodeActionParams, CodeAction[]>;
  readonly review: Answer<ReviewRequest.Params, ReviewRequest.Result>;
  /** Of rule packs, while they are written. */
  readonly packCompletion: Answer<CompletionParams, CompletionItem[]>;
  readonly packHover: Answer<HoverParams, Hover | null>;
  /** The findings of a document in a line; above the rules of a pack, how their examples fare. */
  readonly lenses: Answer<CodeLensParams, CodeLens[]>;
  readonly rulePage: Answer<RulePageRequest.Params, RulePageRequest.Result>;
  readonly saveReport: Answer<SaveReportRequest.Params, SaveReportRequest.Result>;
  readonly decide: Answer<DecideRequest.Params, DecideRequest.Result>;
  readonly summarize: Answer<SummarizeRequest.Params, SummarizeRequest.Result>;
  readonly proofread: Answer<ProofreadRequest.Params, ProofreadRequest.Result>;
  readonly proofreadCopy: Answer<ProofreadCopyRequest.Params, ProofreadCopyRequest.Result>;
  readonly rewriteSentence: Answer<RewriteRequest.Params, RewriteRequest.Result>;
  readonly ignoreWord: Answer<IgnoreWordRequest.Params, IgnoreWordRequest.Result>;
  readonly draft: Answer<DraftRequest.Params, DraftRequest.Result>;
  readonly overview: Answer<OverviewRequest.Params, OverviewRequest.Result>;
  readonly compare: Answer<CompareRequest.Params, CompareRequest.Result>;
  readonly saveSummary: Answer<SaveSummaryRequest.Params, SaveSummaryRequest.Result>;
  readonly saveComparison: Answer<SaveComparisonRequest.Params, SaveComparisonRequest.Result>;
  readonly summaryTemplates: Answer<SummaryTemplatesRequest.Params, SummaryTemplatesRequest.Result>;
  readonly search: Answer<SearchRequest.Params, SearchRequest.Result>;
  readonly ask: Answer<AskRequest.Params, AskRequest.Result>;
  readonly chatModel: Answer<ChatModelRequest.Params, ChatModelRequest.Result>;
  readonly chat: Answer<ChatAnswerRequest.Params, ChatAnswerRequest.Result>;
  readonly countTokens: Answer<CountTokensRequest.Params, CountTokensRequest.Result>;
  readonly tool: Answer<ToolRequest.Params, ToolRequest.Result>;
  readonly codeTask: Answer<CodeTaskRequest.Params, CodeTaskRequest.Result>;
  readonly commitMessage: Answer<CommitMessageRequest.Params, CommitMessageRequest.Result>;
  readonly searchCoverage: Answer<SearchCoverageRequest.Params, SearchCoverageRequest.Result>;
  readonly documentView: Answer<DocumentViewRequest.Params, DocumentViewRequest.Result>;
  readonly inspectModel: Answer<InspectModelRequest.Params, InspectModelRequest.Result>;
  readonly importModel: Answer<ImportModelRequest.Params, ImportModelRequest.Result>;
  readonly findModel: Answer<FindModelRequest.Params, FindModelRequest.Result>;
  readonly modelPage: Answer<ModelPageRequest.Params, ModelPageRequest.Result>;
  readonly journal: Answer<JournalRequest.Params, JournalRequest.Result>;
  readonly saveJournal: Answer<SaveJournalRequest.Params, SaveJournalRequest.Result>;
  readonly forgetJournal: Answer<ForgetJournalRequest.Params, ForgetJournalRequest.Result>;
  readonly traces: Answer<TracesRequest.Params, TracesRequest.Result>;
  readonly trace: Answer<TraceRequest.Params, TraceRequest.Result>;
  readonly forgetTraces: Answer<ForgetTracesRequest.Params, ForgetTracesRequest.Result>;
  readonly training: Answer<TrainingRequest.Params, TrainingRequest.Result>;
  readonly trainingSet: Answer<TrainingSetRequest.Params, TrainingSetRequest.Result>;
  readonly suiteCase: Answer<SuiteCaseRequest.Params, SuiteCaseRequest.Result>;
  readonly restartEngine: Answer<RestartEngineRequest.Params, RestartEngineRequest.Result>;
  readonly completionContext: Answer<CompletionContextRequest.Params, CompletionContextRequest.Result>;
  /** Commands that the editor runs for the user, of those the server named in its capabilities. */
  readonly executeCommand: Answer<ExecuteCommandParams, null>;
}

/** What the editor tells; nothing is answered. */
export interface Events {
  readonly encoding: (params: EncodingNotification.Params) => void;
  readonly trust: (params: TrustNotification.Params) => void;
  readonly visit: (params: VisitNotification.Params) => void;
  readonly copied: (params: CopyNotification.Params) => void;
  readonly viewClosed: (params: ViewClosedNotification.Params) => void;
  readonly feedback: (params: FeedbackNotification.Params) => void;
  readonly configuration: () => void;
  readonly watchedFiles: (uris: readonly string[]) => void;
}

export function bindFeatures(connection: Connection, handle: Handle, features: Features): void {
  connection.languages.inlineCompletion.on(
    handle("textDocument/inlineCompletion", features.inlineCompletion, { fallback: [] }),
  );
  connection.onCodeAction(handle("textDocument/codeAction", features.codeActions, { fallback: [] }));
  connection.onCompletion(handle("textDocument/completion", features.packCompletion, { fallback: [] }));
  connection.onHover(handle("textDocument/hover", features.packHover, { fallback: null }));
  connection.onCodeLens(handle("textDocument/codeLens", features.lenses, { fallback: [] }));
  connection.onRequest(RulePageRequest.method, handle(RulePageRequest.method, features.rulePage));
  connection.onRequest(ReviewRequest.method, handle(ReviewRequest.method, features.review));
  connection.onRequest(SaveReportRequest.method, handle(SaveReportRequest.method, features.saveReport));
  connection.onRequest(DecideRequest.method, handle(DecideRequest.method, features.decide));
  connection.onRequest(SummarizeRequest.method, handle(SummarizeRequest.method, features.summarize));
  connection.onRequest(ProofreadRequest.method, handle(ProofreadRequest.method, features.proofread));
  connection.onRequest(
    ProofreadCopyRequest.method,
    handle(ProofreadCopyRequest.method, features.proofreadCopy),
  );
  connection.onRequest(RewriteRequest.method, handle(RewriteRequest.method, features.rewriteSentence));
  connection.onRequest(IgnoreWordRequest.method, handle(IgnoreWordRequest.method, features.ignoreWord));
  connection.onRequest(DraftRequest.method, handle(DraftRequest.method, features.draft));
  connection.onRequest(OverviewRequest.method, handle(OverviewRequest.method, features.overview));
  connection.onRequest(CompareRequest.method, handle(CompareRequest.method, features.compare));
  connection.onRequest(
    SaveComparisonRequest.method,
    handle(SaveComparisonRequest.method, features.saveComparison),
  );
  connection.onRequest(SaveSummaryRequest.method, handle(SaveSummaryRequest.method, features.saveSummary));
  connection.onRequest(
    SummaryTemplatesRequest.method,
    handle(SummaryTemplatesRequest.method, features.summaryTemplates),
  );
  connection.onRequest(SearchRequest.method, handle(SearchRequest.method, features.search));
  connection.onRequest(
    SearchCoverageRequest.method,
    handle(SearchCoverageRequest.method, features.searchCoverage),
  );
  bindAnswers(connection, handle, features);
  connection.onRequest(CodeTaskRequest.method, handle(CodeTaskRequest.method, features.codeTask));
  connection.onRequest(
    CommitMessageRequest.method,
    handle(CommitMessageRequest.method, features.commitMessage),
  );
  connection.onRequest(DocumentViewRequest.method, handle(DocumentViewRequest.method, features.documentView));
  bindModels(connection, handle, features);
  bindMeasures(connection, handle, features);
  connection.onRequest(
    CompletionContextRequest.method,
    handle(CompletionContextRequest.method, features.completionContext),
  );
  // Nobody waits for the answer, and a suggestion that was accepted is no occasion for an error message.
  connection.onExecuteCommand(
    handle("workspace/executeCommand", features.executeCommand, { fallback: null }),
  );
}

/** Questions, and the editor's chat. */
function bindAnswers(connection: Connection, handle: Handle, features: Features): void {
  connection.onRequest(AskRequest.method, handle(AskRequest.method, features.ask));
  connection.onRequest(ChatModelRequest.method, handle(ChatModelRequest.method, features.chatModel));
  connection.onRequest(ChatAnswerRequest.method, handle(ChatAnswerRequest.method, features.chat));
  connection.onRequest(CountTokensRequest.method, handle(CountTokensRequest.method, features.countTokens));
  connection.onRequest(ToolRequest.method, handle(ToolRequest.method, features.tool));
}

/** The models and their engine. */
function bindModels(connection: Connection, handle: Handle, features: Features): void {
  connection.onRequest(InspectModelRequest.method, handle(InspectModelRequest.method, features.inspectModel));
  connection.onRequest(FindModelRequest.method, handle(FindModelRequest.method, features.findModel));
  connection.onRequest(ModelPageRequest.method, handle(ModelPageRequest.method, features.modelPage));
  connection.onRequest(ImportModelRequest.method, handle(ImportModelRequest.method, features.importModel));
  connection.onRequest(
    RestartEngineRequest.method,
    handle(RestartEngineRequest.method, features.restartEngine),
  );
}

/** What was measured and kept. */
function bindMeasures(connection: Connection, handle: Handle, features: Features): void {
  connection.onRequest(JournalRequest.method, handle(JournalRequest.method, features.journal));
  connection.onRequest(SaveJournalRequest.method, handle(SaveJournalRequest.method, features.saveJournal));
  connection.onRequest(
    ForgetJournalRequest.method,
    handle(ForgetJournalRequest.method, features.forgetJournal),
  );
  connection.onRequest(TracesRequest.method, handle(TracesRequest.method, features.traces));
  connection.onRequest(TraceRequest.method, handle(TraceRequest.method, features.trace));
  connection.onRequest(ForgetTracesRequest.method, handle(ForgetTracesRequest.method, features.forgetTraces));
  connection.onRequest(TrainingRequest.method, handle(TrainingRequest.method, features.training));
  connection.onRequest(TrainingSetRequest.method, handle(TrainingSetRequest.method, features.trainingSet));
  connection.onRequest(SuiteCaseRequest.method, handle(SuiteCaseRequest.method, features.suiteCase));
}

export function bindEvents(connection: Connection, events: Events): void {
  connection.onNotification(EncodingNotification.method, events.encoding);
  connection.onNotification(TrustNotification.method, events.trust);
  connection.onNotification(VisitNotification.method, events.visit);
  connection.onNotification(CopyNotification.method, events.copied);
  connection.onNotification(ViewClosedNotification.method, events.viewClosed);
  connection.onNotification(FeedbackNotification.method, events.feedback);
  connection.onDidChangeConfiguration(events.configuration);
  connection.onDidChangeWatchedFiles(({ changes }) => events.watchedFiles(changes.map(({ uri }) => uri)));
}
