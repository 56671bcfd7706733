/** The journal in the editor's terms: what a request is for, and what became of suggestions, reviews and findings. */
import {
  type ExecuteCommandParams,
  type InlineCompletionItem,
  type InlineCompletionParams,
} from "vscode-languageserver/node";
import { type TextDocument } from "vscode-languageserver-textdocument";
import { languageOf } from "../documents/languages";
import { canonicalUri } from "../documents/uris";
import { type JournalEvent } from "../journal/event";
import { type Subject } from "../journal/recorder";
import { type ShownItem, type Suggestions } from "../journal/suggestions";
import {
  AskRequest,
  ChatAnswerRequest,
  CodeTaskRequest,
  CommitMessageRequest,
  type DecideRequest,
  DraftRequest,
  type JournalTask,
  type KeptAnswer,
  ProofreadRequest,
  ReviewRequest,
  RewriteRequest,
  SummarizeRequest,
} from "../protocol";
import { acceptedId } from "./inlineCompletion";

const tasks: Readonly<Record<string, JournalTask>> = {
  "textDocument/inlineCompletion": "completion",
  [SummarizeRequest.method]: "summarize",
  [AskRequest.method]: "ask",
  [ReviewRequest.method]: "review",
  [ProofreadRequest.method]: "proofread",
  [RewriteRequest.method]: "proofread",
  [DraftRequest.method]: "draft",
  [CodeTaskRequest.method]: "code",
  [CommitMessageRequest.method]: "commit",
  [ChatAnswerRequest.method]: "chat",
};

const isUri = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z][\w+.-]*:/i.test(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Documents and folders that a request names. */
function urisIn(params: unknown): readonly string[] {
  if (!isRecord(params)) return [];
  const { uri, uris, scope, textDocument, about } = params;
  const inner = [textDocument, about].flatMap((value) => (isRecord(value) ? [value["uri"]] : []));
  const lists = [uris, scope].flatMap((value): readonly unknown[] => (Array.isArray(value) ? value : []));
  return [uri, ...inner, ...lists].filter(isUri);
}

export interface SubjectDeps {
  open(uri: string): Pick<TextDocument, "languageId"> | undefined;
  folders(): readonly string[];
}

/** What a request is for. One that names no document may read every folder; so may a question about one. */
export function subjectOf(method: string, params: unknown, { open, folders }: SubjectDeps): Subject {
  const task = tasks[method] ?? "other";
  const named = urisIn(params).map(canonicalUri);
  const scoped = isRecord(params) && Array.isArray(params["scope"]);
  const readsAll = named.length === 0 || (task === "ask" && !scoped);
  const [first, ...others] = named;
  const language =
    first === undefined || others.length > 0 ? undefined : (open(first)?.languageId ?? languageOf(first));
  return {
    task,
    ...(language === undefined ? {} : { language }),
    uris: [...new Set([...named, ...(readsAll ? folders().map(canonicalUri) : [])])],
  };
}

type Answer<P, R> = (params: P, signal: AbortSignal) => Promise<R>;

export interface Journaled {
  readonly ask: Answer<AskRequest.Params, AskRequest.Result>;
  readonly summarize: Answer<SummarizeRequest.Params, SummarizeRequest.Result>;
  readonly inlineCompletion: Answer<InlineCompletionParams, InlineCompletionItem[]>;
  readonly executeCommand: Answer<ExecuteCommandParams, null>;
  readonly review: Answer<ReviewRequest.Params, ReviewRequest.Result>;
  readonly decide: Answer<DecideRequest.Params, DecideRequest.Result>;
}

export interface JournalingDeps {
  open(uri: string): TextDocument | undefined;
  /** Milliseconds; only differences count. */
  now(): number;
  /** Milliseconds since 1970. */
  time(): number;
  record(event: JournalEvent): void;
  readonly suggestions: Suggestions;
  /** Ids of the prompts that were kept for the request that runs. */
  kept(): readonly string[];
}

/** The same requests; what they answer is counted, and never changed but for the ids of what was kept of it. */
export function journaled(features: Journaled, deps: JournalingDeps): Journaled {
  const { now, open, time, record, suggestions } = deps;
  const withKept = <R extends KeptAnswer>(result: R): R => {
    const kept = deps.kept();
    return kept.length === 0 ? result : { ...result, kept };
  };
  return {
    ask: async (params, signal) => withKept(await features.ask(params, signal)),
    summarize: async (params, signal) => withKept(await features.summarize(params, signal)),
    async inlineCompletion(params, signal) {
      const asked = now();
      const { uri } = params.textDocument;
      const version = open(uri)?.version;
      const items = await features.inlineCompletion(params, signal);
      // For a document that has changed meanwhile the editor shows nothing.
      if (open(uri)?.version === version) noteShown(uri, items, { ...deps, latency: now() - asked });
      return items;
    },
    async executeCommand(params, signal) {
      const id = acceptedId(params);
      if (id !== undefined) suggestions.accepted(id);
      return features.executeCommand(params, signal);
    },
    async review(params, signal) {
      const began = now();
      const result = await features.review(params, signal);
      record({ kind: "review", time: time(), whole: now() - began, ...reviewed(result) });
      return result;
    },
    async decide(params, signal) {
      const result = await features.decide(params, signal);
      record({ kind: "triage", time: time(), verdict: params.decision?.verdict ?? "approved" });
      return result;
    },
  };
}

function noteShown(
  uri: string,
  items: readonly InlineCompletionItem[],
  { open, suggestions, latency }: JournalingDeps & { readonly latency: number },
): void {
  const document = open(uri);
  if (document === undefined) return;
  const shown = items.flatMap(({ insertText, range, command }): readonly ShownItem[] => {
    const id: unknown = command?.arguments?.[0];
    if (typeof insertText !== "string" || range === undefined || typeof id !== "number") return [];
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return [{ id, text: insertText, start, end }];
  });
  const [first, ...others] = shown;
  if (first === undefined) return;
  const { languageId: language } = document;
  suggestions.shown({
    uri: document.uri,
    language,
    text: document.getText(),
    latency,
    items: [first, ...others],
  });
}

function reviewed({ findings, coverage }: ReviewRequest.Result) {
  const of = (status: string) => findings.filter((finding) => finding.status === status).length;
  const { judged } = coverage;
  return {
    files: coverage.files,
    ...{ confirmed: of("confirmed"), advisory: of("advisory") },
    ...{ unlocated: of("unlocated"), suppressed: of("suppressed") },
    ...(judged === undefined
      ? {}
      : {
          model: judged.model,
          engine: judged.engine,
          ...(judged.sha256 === undefined ? {} : { modelHash: judged.sha256 }),
          violations: judged.violations,
          compliant: judged.compliant,
          notApplicable: judged.notApplicable,
          setAside: judged.setAside,
          notJudged: judged.notJudged,
        }),
  };
}
