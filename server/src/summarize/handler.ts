/** Summarises one document: with the assistant model where it may, with the document's own sentences otherwise. */
import { type SourceDocument } from "../documents/document";
import { markOf } from "../documents/marks";
import { isModelError, type ModelRuntime } from "../model/runtime";
import { type Summary, type SummaryLanguage, type SummaryLength, type SummarySection } from "../protocol";
import { type Language, t } from "../util/l10n";
import { quoted, wordSection } from "./abstract";
import { languageOfText } from "../documents/wording";
import { type ChosenSection, extract, type Extract } from "./extract";

export interface SummarizerDeps {
  /** The assistant model as it is now; undefined when none is configured or loaded. */
  assistant():
    | {
        readonly runtime: ModelRuntime;
        readonly allowed: boolean;
        /** Why it is not allowed. */ readonly reason?: string;
      }
    | undefined;
}

export interface SummaryOptions {
  readonly length: SummaryLength;
  readonly language: SummaryLanguage;
}

/** Sections finished, sections in all, heading of the one that begins. */
export type SummaryProgress = (done: number, total: number, heading: string) => void;

export interface Summarizer {
  /**
   * Never rejects for an abort or a model's failure: an aborted summary holds the sections finished until
   * then (`stopped`), after a failure the document's own sentences go on (`note` says why).
   */
  summarize(
    document: SourceDocument,
    options: SummaryOptions,
    progress: SummaryProgress,
    signal: AbortSignal,
  ): Promise<Summary>;
}

export function createSummarizer(deps: SummarizerDeps): Summarizer {
  return {
    async summarize(document, options, progress, signal) {
      const mark = markOf(document)?.text;
      const empty = {
        ...(mark === undefined ? {} : { mark }),
        uri: document.uri,
        title: titleOf(document),
        sourceSentences: 0,
        sections: [],
        unread: [],
      };
      if (signal.aborted) return { ...empty, tier: "extractive", stopped: true };
      const chosen = extract(document, options.length);
      const basis = { ...empty, sourceSentences: chosen.sourceSentences, unread: chosen.unread };
      const assistant = deps.assistant();
      if (assistant?.allowed === true) {
        const language = options.language === "auto" ? languageOfText(sample(chosen)) : options.language;
        const task: WordingTask = { document, chosen, runtime: assistant.runtime, language };
        return { ...basis, ...(await wordAll(task, progress, signal)) };
      }
      const note = assistant === undefined ? undefined : (assistant.reason ?? notAllowed(assistant.runtime));
      return { ...basis, ...quoteAll(document, chosen, note), stopped: signal.aborted };
    },
  };
}

const notAllowed = ({ info }: ModelRuntime) =>
  t(
    "The model {0} did not pass its test as an assistant, so these are the document's own sentences.",
    info.model,
  );

function quoteAll(document: SourceDocument, { sections }: Extract, note: string | undefined) {
  return {
    tier: "extractive" as const,
    sections: sections.map((section) => quoteSection(document, section)),
    ...(note === undefined ? {} : { note }),
  };
}

const quoteSection = (document: SourceDocument, section: ChosenSection): SummarySection => ({
  headings: section.headings,
  range: document.rangeOf(section.span),
  sentences: section.sentences.map((sentence) => quoted(document, sentence)),
});

interface WordingTask {
  readonly document: SourceDocument;
  readonly chosen: Extract;
  readonly runtime: ModelRuntime;
  readonly language: Language;
}

/** Section by section, so that a stop or a failure keeps what is finished. */
async function wordAll(task: WordingTask, progress: SummaryProgress, signal: AbortSignal) {
  const { document, chosen, runtime, language } = task;
  const sections: SummarySection[] = [];
  const tally = { worded: 0, refused: 0, unreadable: 0 };
  let failure: string | undefined;
  for (const [index, section] of chosen.sections.entries()) {
    if (signal.aborted) break;
    progress(index, chosen.sections.length, section.headings.at(-1) ?? "");
    const outcome =
      failure === undefined ? await wordOrFail(document, section, { runtime, language }, signal) : undefined;
    if (outcome === "stopped") break;
    if (typeof outcome === "object" && "failure" in outcome) failure = outcome.failure;
    if (outcome === undefined || "failure" in outcome) sections.push(quoteSection(document, section));
    else {
      sections.push({ ...quoteSection(document, section), sentences: outcome.sentences });
      tally.worded += outcome.sentences.filter(({ kind }) => kind === "worded").length;
      tally.refused += outcome.refused;
      tally.unreadable += outcome.unreadable ? 1 : 0;
    }
  }
  const stopped = signal.aborted;
  if (!stopped) progress(chosen.sections.length, chosen.sections.length, "");
  const note = noteOf(tally, failure);
  return {
    tier: tally.worded > 0 ? ("abstractive" as const) : ("extractive" as const),
    ...(tally.worded > 0 ? { model: runtime.info.model } : {}),
    ...(note === "" ? {} : { note }),
    sections,
    stopped,
  };
}

async function wordOrFail(
  document: SourceDocument,
  section: ChosenSection,
  model: { readonly runtime: ModelRuntime; readonly language: Language },
  signal: AbortSignal,
) {
  try {
    return await wordSection(document, section, model, signal);
  } catch (error) {
    if (signal.aborted) return "stopped" as const;
    if (isModelError(error)) return { failure: error.message };
    throw error;
  }
}

function noteOf(
  tally: { readonly refused: number; readonly unreadable: number },
  failure: string | undefined,
): string {
  const parts = [
    tally.refused > 0
      ? t(
          "{0} sentences are quoted because the model's wording did not agree with the source.",
          tally.refused,
        )
      : "",
    tally.unreadable > 0
      ? t("The model's answer could not be read for {0} sections; they are quoted.", tally.unreadable)
      : "",
    failure === undefined ? "" : t("The model failed, so the rest is quoted: {0}", failure),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

const sample = ({ sections }: Extract) =>
  sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join("\n");

function titleOf({ blocks, uri, format }: SourceDocument): string {
  const heading =
    format === "source" ? undefined : blocks.find(({ kind, level }) => kind === "heading" && level === 1);
  return heading?.text ?? nameOf(uri);
}

function nameOf(uri: string): string {
  const name = uri.split(/[\\/]/).pop() ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that is no escape belongs to the name.
    return name;
  }
}
