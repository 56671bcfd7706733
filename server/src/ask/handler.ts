/** Answers a question from the user's own documents: in checked sentences of a model, or with the best passages themselves. */
import { type SourceDocument, type Span } from "../documents/document";
import { strictest } from "../documents/marks";
import { canonicalUri } from "../documents/uris";
import { languageOfText } from "../documents/wording";
import { originOf, type RequestOrigin } from "../model/routing/origin";
import { type ModelRuntime } from "../model/runtime";
import { type Answer } from "../protocol";
import { type Retrieve, type Retrieved } from "../retrieval/hybrid";
import { t } from "../util/l10n";
import { answerWith, type Said } from "./answer";
import { nameOf, selectionSource, type Source, sourceOf, textOf } from "./sources";
import { versionsAmong } from "./versions";
import { missingWords, subjectOf, support, type Vocabulary } from "./words";

export interface AskerDeps {
  readonly retrieve: Retrieve;
  readonly vocabulary: Vocabulary;
  /** Rejects when the file is gone or cannot be read. */
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** The assistant model for text of this origin as it is now; undefined when none is configured or loaded. */
  assistant(origin: RequestOrigin):
    | {
        readonly runtime: ModelRuntime;
        readonly allowed: boolean;
        /** Why it is not allowed. */
        readonly reason?: string;
      }
    | undefined;
}

export interface AskOptions {
  readonly question: string;
  /** Files that may be answered from. */
  accept(uri: string): boolean;
  /** What the user has selected. */
  readonly about?: { readonly document: SourceDocument; readonly span: Span };
  /** False: the best passages only. */
  readonly model?: boolean;
}

export interface Asker {
  /**
   * `onAnswer` hears of the answer as far as it goes: the passages, then each sentence. Never rejects for an abort or a
   * model's failure: an aborted answer holds what was checked until then (`stopped`), and `note` says what failed.
   */
  ask(options: AskOptions, onAnswer: (answer: Answer) => void, signal: AbortSignal): Promise<Answer>;
}

/** Passages that are shown, of which the model reads as many as fit. */
const mostPassages = 8;
/** Characters of a selection that choose passages besides the question. */
const selectionWords = 400;
/**
 * Less of the question than this in the best passage, and without a model it is said not to be there; a model, which
 * knows other words for the same thing, looks at passages down to the second. Questions on statutes in their own words
 * have 0.47 and more of their extract, questions about something else 0.43 and less (`npm run bench:ask`).
 */
const near = 0.35;
const worthALook = 0.15;

export const createAsker = (deps: AskerDeps): Asker => ({
  async ask(options, onAnswer, signal) {
    try {
      return await answerTo(deps, options, onAnswer, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      return { ...nothing(options.question), stopped: true };
    }
  },
});

const nothing = (question: string): Answer => ({
  ...{ question, outcome: "passages", sentences: [], dropped: 0, passages: [], about: false, missing: [] },
  ...{ versions: [], tier: "words", stopped: false },
});

async function answerTo(
  deps: AskerDeps,
  options: AskOptions,
  onAnswer: (answer: Answer) => void,
  signal: AbortSignal,
): Promise<Answer> {
  const { question, about } = options;
  const { sources, found } = await sourcesFor(deps, options, signal);
  const basis = basisOf(options, sources, found, deps.vocabulary);
  if (about === undefined && subjectOf(question).length === 0) return withNote(basis, noSubject());
  const nearest = nearness(options, sources, { found, vocabulary: deps.vocabulary });
  const plain = { ...basis, outcome: nearest >= near ? "passages" : "not-found" } as const;
  const documents = sources.map(({ document }) => document);
  const assistant = options.model === false ? undefined : deps.assistant(originOf("ask", documents));
  if (assistant?.allowed !== true || nearest < worthALook) {
    const why =
      assistant?.allowed === false ? (assistant.reason ?? notAllowed(assistant.runtime)) : undefined;
    return withNote(plain, why);
  }
  onAnswer(plain);
  const task = { question, sources, about: basis.about, language: languageOfText(question) };
  const tell = ({ sentences, dropped }: Said) =>
    onAnswer({ ...basis, outcome: "answered", sentences, dropped });
  const said = await answerWith(assistant.runtime, task, tell, signal);
  return concluded(plain, said, assistant.runtime);
}

async function sourcesFor(
  { retrieve, load }: AskerDeps,
  { question, accept, about }: AskOptions,
  signal: AbortSignal,
): Promise<{ readonly sources: readonly Source[]; readonly found: Retrieved }> {
  const selected = about && selectionSource(about.document, about.span, question);
  const words = selected === undefined ? "" : textOf(selected).slice(0, selectionWords);
  const query = words === "" ? question : `${question}\n${words}`;
  const found = await retrieve({ query, limit: mostPassages, accept }, signal);
  const sources: Source[] = selected === undefined ? [] : [selected];
  for (const passage of found.passages) {
    const document = await load(passage.uri, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (document === undefined || isSelected(passage, about)) continue;
    sources.push(sourceOf(document, passage, question));
  }
  return { sources, found };
}

/** A passage that the selection holds is there already. */
const isSelected = (passage: { readonly uri: string; readonly span: Span }, about: AskOptions["about"]) =>
  about !== undefined &&
  canonicalUri(about.document.uri) === canonicalUri(passage.uri) &&
  about.span.start <= passage.span.start &&
  about.span.end >= passage.span.end;

function basisOf(
  { question, about }: AskOptions,
  sources: readonly Source[],
  { tier, note }: Retrieved,
  vocabulary: Vocabulary,
): Answer {
  const passages = sources.map(({ shown }) => shown);
  const mark = strictest(passages.flatMap(({ mark: own }) => own ?? []));
  return {
    ...nothing(question),
    ...{ passages, tier, about: about !== undefined, missing: missingWords(question, vocabulary) },
    versions: versionsAmong(sources),
    ...(mark === undefined ? {} : { mark }),
    ...(note === undefined ? {} : { note }),
  };
}

/**
 * By their words, 0 to 1. A selection is what the question is about, and where passages were found by their meaning,
 * words say little: both are near enough.
 */
function nearness(
  { question, about }: AskOptions,
  sources: readonly Source[],
  { found, vocabulary }: { readonly found: Retrieved; readonly vocabulary: Vocabulary },
): number {
  if (about !== undefined) return 1;
  if (sources.length === 0) return 0;
  if (found.tier !== "words") return 1;
  const texts = sources.map((source) =>
    [nameOf(source.shown.uri), ...source.headings, textOf(source)].join("\n"),
  );
  return support(question, texts, vocabulary);
}

/** What the reader is told of how the model did. */
function concluded(plain: Answer, said: Said, { info }: ModelRuntime): Answer {
  const { sentences, dropped, end } = said;
  const counts = { sentences, dropped, stopped: end === "stopped", model: info.model };
  const basis = { ...plain, ...counts };
  if (sentences.length > 0)
    return withNote(
      { ...basis, outcome: "answered" },
      end === "failed" ? failed(said.failure) : endNote(end),
    );
  if (end === "stopped") return basis;
  if (end === "failed") return withNote(basis, failed(said.failure));
  if (end === "unreadable" || end === "time") return withNote(basis, endNote(end));
  return { ...basis, outcome: "not-found" };
}

function endNote(end: Said["end"]): string | undefined {
  switch (end) {
    case "time":
      return t("The model took too long; the answer may go on. Ask for less, or choose a smaller model.");
    case "unreadable":
      return t("The model's answer could not be read. Read the passages, or choose a larger instruct model.");
    default:
      return undefined;
  }
}

const noSubject = () => t("The question names nothing to look for. Say what it is about.");

const failed = (why: string) => t("The model failed: {0}", why);

const notAllowed = ({ info }: ModelRuntime) =>
  t("The model {0} did not pass its test as an assistant, so these are the passages themselves.", info.model);

const withNote = (answer: Answer, note: string | undefined): Answer => {
  const notes = [answer.note, note].filter((one) => one !== undefined);
  return notes.length === 0 ? answer : { ...answer, note: notes.join(" ") };
};
