/** Proofreading in the editor: on demand, then kept up to date until the document is closed. */
import { type CodeActionParams, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import { type SourceDocument } from "../documents/document";
import { canonicalUri } from "../documents/uris";
import { correctionsOf } from "../proofread/corrections";
import { houseStyle } from "../proofread/houseStyle";
import { type PlacedFinding, proofread } from "../proofread/proofread";
import { sourceOf } from "../model/routing/origin";
import { rewrite, type RewriteDeps } from "../proofread/rewrite/rewrite";
import { type TermListResult } from "../proofread/termList";
import {
  type IgnoreWordRequest,
  type ProofData,
  type ProofFinding,
  type ProofreadCopyRequest,
  type ProofreadReport,
  type ProofreadRequest,
  type ProofreadSettings,
  proofreadSource,
  type ResourceSettings,
  type RewriteRequest,
} from "../protocol";
import { t } from "../util/l10n";
import { indexLines } from "../util/lines";
import { RequestError } from "../util/requestError";
import { type WordFile } from "../node/wordFiles";
import { type Publish } from "./diagnosticBoard";
import { reviewDelay } from "./diagnostics";
import { type Documents } from "./documents";
import { type Host } from "./host";
import { proofActions } from "./proofActions";

export interface ProofreadingDeps extends RewriteDeps {
  readonly host: Pick<Host, "progress">;
  readonly documents: Pick<Documents, "load" | "open" | "spelling">;
  readonly publish: Publish;
  /** The editor has the commands of the actions. */
  readonly commands: boolean;
  settings(uri: string): Promise<ResourceSettings>;
  /** The user's list of terms that the settings name; empty where there is none. */
  terms(uri: string, settings: ProofreadSettings): Promise<TermListResult>;
  /** Adds a word to the list, and answers its URI. Rejects with a `RequestError`. */
  ignore(uri: string, settings: ProofreadSettings, word: string): Promise<string>;
  /** Rejects with a `RequestError` where the file is no Word file. */
  wordFile(uri: string, signal: AbortSignal): Promise<WordFile>;
  modelTested(signal: AbortSignal): Promise<void>;
  later(milliseconds: number, run: () => void): () => void;
  onError(error: unknown): void;
}

/** What is known of a document that was proofread. */
interface Shown {
  readonly version: number | undefined;
  readonly findings: readonly PlacedFinding[];
}

export interface Proofreading {
  proofread(params: ProofreadRequest.Params, signal: AbortSignal): Promise<ProofreadRequest.Result>;
  copy(params: ProofreadCopyRequest.Params, signal: AbortSignal): Promise<ProofreadCopyRequest.Result>;
  rewriteSentence(params: RewriteRequest.Params, signal: AbortSignal): Promise<RewriteRequest.Result>;
  ignoreWord(params: IgnoreWordRequest.Params): Promise<IgnoreWordRequest.Result>;
  codeActions(params: CodeActionParams, signal: AbortSignal): Promise<ReturnType<typeof proofActions>>;
  /** URIs are canonical, as in `Diagnostics`. */
  changed(uri: string): void;
  closed(uri: string): void;
  /** Settings or lists changed. */
  refresh(): void;
  dispose(): void;
}

/** The rules' findings in a document, as its folder's settings and list of terms have them. */
async function checked(deps: ProofreadingDeps, uri: string, document: SourceDocument, signal: AbortSignal) {
  const { proofread: settings } = await deps.settings(uri);
  const { list, problems } = await deps.terms(uri, settings);
  signal.throwIfAborted();
  const options = { style: houseStyle(settings.style, list), disabled: settings.disabled };
  return { ...(await proofread(document, options, deps.tokenize, signal)), problems };
}

/** The documents whose findings are shown, and when they are looked for again. */
function createFollower(deps: ProofreadingDeps) {
  const { documents } = deps;
  const shown = new Map<string, Shown>();
  const pending = new Map<string, { readonly controller: AbortController; readonly cancel: () => void }>();

  /** Proofreads a document as it is now and shows what is found. */
  async function show(uri: string, signal: AbortSignal): Promise<ProofreadReport> {
    const version = documents.open(uri)?.version;
    const document = await documents.load(uri, signal);
    const result = await checked(deps, uri, document, signal);
    shown.set(uri, { version, findings: result.findings });
    deps.publish(uri, result.findings.map(diagnosticOf), version);
    return { ...result, findings: result.findings.map(plain) };
  }

  function cancel(uri: string): void {
    pending.get(uri)?.controller.abort();
    pending.get(uri)?.cancel();
    pending.delete(uri);
  }

  function schedule(uri: string): void {
    cancel(uri);
    const controller = new AbortController();
    const run = () =>
      void show(uri, controller.signal).catch((error: unknown) => {
        if (!controller.signal.aborted) deps.onError(error);
      });
    pending.set(uri, { controller, cancel: deps.later(reviewDelay, run) });
  }

  return {
    shown,
    show(uri: string, signal: AbortSignal) {
      cancel(uri);
      return show(uri, signal);
    },
    changed: (uri: string) => {
      if (shown.has(uri)) schedule(uri);
    },
    closed: (uri: string) => {
      cancel(uri);
      if (shown.delete(uri)) deps.publish(uri, []);
    },
    refresh: () => [...shown.keys()].forEach(schedule),
    dispose: () => [...pending.keys()].forEach(cancel),
  };
}

export function createProofreading(deps: ProofreadingDeps): Proofreading {
  const { documents, host } = deps;
  const { shown, show, changed, closed, refresh, dispose } = createFollower(deps);
  return {
    ...{ changed, closed, refresh, dispose },
    async proofread({ uri, workDoneToken }, signal) {
      const progress = host.progress(workDoneToken, t("Proofreading"));
      try {
        return await show(canonicalUri(uri), signal);
      } finally {
        progress.end();
      }
    },
    copy: ({ uri, when }, signal) => correctedCopy(deps, { uri: canonicalUri(uri), when }, signal),
    rewriteSentence: (params, signal) => rewriteSentence(deps, shown, params, signal),
    async ignoreWord({ uri: given, word }) {
      const uri = canonicalUri(given);
      const { proofread: settings } = await deps.settings(uri);
      const list = await deps.ignore(uri, settings, word);
      refresh();
      return { list };
    },
    async codeActions({ textDocument, context }, signal) {
      const uri = canonicalUri(textDocument.uri);
      const version = documents.open(uri)?.version;
      const known = shown.get(uri);
      if (version === undefined || known === undefined) return [];
      const document = await documents.load(uri, signal);
      const findings = known.version === version ? known.findings : [];
      return proofActions({ document, version, findings, commands: deps.commands }, context.diagnostics);
    },
  };
}

async function correctedCopy(
  deps: ProofreadingDeps,
  { uri, when }: ProofreadCopyRequest.Params,
  signal: AbortSignal,
): Promise<ProofreadCopyRequest.Result> {
  const { document, copy } = await deps.wordFile(uri, signal);
  const { findings } = await checked(deps, uri, document, signal);
  const corrections = correctionsOf(findings);
  if (corrections.length === 0)
    throw new RequestError("not-found", t("There is nothing to correct, so there is no copy to write."));
  const { bytes, applied, left } = await copy(corrections, when, signal);
  signal.throwIfAborted();
  return {
    name: decodeURIComponent(uri.split("/").at(-1) ?? "").replace(/(\.[^.]+)$/, ".proofread$1"),
    content: Buffer.from(bytes).toString("base64"),
    applied: applied.length,
    left: left.length,
    open: findings.length - corrections.length,
  };
}

async function rewriteSentence(
  deps: ProofreadingDeps,
  shown: ReadonlyMap<string, Shown>,
  { uri: given, range }: RewriteRequest.Params,
  signal: AbortSignal,
): Promise<RewriteRequest.Result> {
  const uri = canonicalUri(given);
  const document = await deps.documents.load(uri, signal);
  const { text } = document;
  await deps.modelTested(signal);
  const lines = indexLines(text);
  const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
  const before = text.slice(span.start, span.end);
  const remarks = (shown.get(uri)?.findings ?? [])
    .filter((finding) => span.start <= finding.span.start && finding.span.end <= span.end)
    .map(({ message }) => message);
  return {
    before,
    ...(await rewrite(deps, { sentence: before, remarks, source: sourceOf(document) }, signal)),
  };
}

const plain = ({ span: _, ...finding }: PlacedFinding): ProofFinding => finding;

function diagnosticOf({
  anchor,
  message,
  kind,
  place,
  suggestion,
  sentence,
  word,
}: PlacedFinding): Diagnostic {
  const data: ProofData = {
    kind,
    sentence,
    ...(place === undefined ? {} : { place }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(word === undefined ? {} : { word }),
  };
  return {
    range: anchor,
    severity: DiagnosticSeverity.Information,
    code: kind,
    source: proofreadSource,
    message,
    data,
  };
}
