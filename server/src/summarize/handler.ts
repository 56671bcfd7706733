/** Summarises one document: with the assistant model where it may, with the document's own sentences otherwise. */
import { type SourceDocument } from "../documents/document";
import { markOf } from "../documents/marks";
import { sectionsOf } from "../documents/sections";
import { isModelError, type ModelRuntime } from "../model/runtime";
import {
  type Skipped,
  type Summary,
  type SummaryLanguage,
  type SummaryLength,
  type SummarySection,
} from "../protocol";
import { type Language, t } from "../util/l10n";
import { languageOfText } from "../documents/wording";
import { sha256 } from "../util/sha256";
import { quoted, type WordingModel, wordSection } from "./abstract";
import { type Digest, documentKey } from "./digest";
import { type ChosenSection, extract, type Extract } from "./extract";
import { createMemory, type Memory } from "./memory";
import { chooseTemplate } from "./templates/choose";
import { type Template } from "./templates/template";
import { type TemplateSource } from "./templates/templateFile";
import { titleOf } from "../documents/title";
import { templateSet, titleOf as templateTitle } from "./templates/templateSet";

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
  /** Id of a template; `auto`: the one that fits the document. */
  readonly template: string;
  /** Texts of the user's own templates. */
  readonly templates?: readonly TemplateSource[];
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

/** Characters of the sections and answers that are remembered: a few large manuals. */
const remembered = { digests: 6_000_000, extracts: 8, wordings: 1_000_000 } as const;

export function createSummarizer(deps: SummarizerDeps): Summarizer {
  const digests = createMemory<Digest>(remembered.digests);
  const extracts = createMemory<Extract>(remembered.extracts);
  const wordings = createMemory<string>(remembered.wordings);

  /** An unchanged document is not looked at again, of an edited one only the sections that changed. */
  function extractOf(document: SourceDocument, length: SummaryLength, template: Template): Extract {
    const key = `${documentKey(document)} ${length} ${sha256(JSON.stringify(template))}`;
    const known = extracts.get(key) ?? extract(document, length, { known: digests, template });
    extracts.keep(key, known, 1);
    return known;
  }

  return {
    async summarize(document, options, progress, signal) {
      const title = titleOf(document);
      const mark = markOf(document)?.text;
      const empty = {
        ...(mark === undefined ? {} : { mark }),
        ...{ uri: document.uri, title, sourceSentences: 0, sections: [], unread: [] },
      };
      if (signal.aborted) return { ...empty, tier: "extractive", stopped: true };
      const set = templateSet(options.templates ?? []);
      const template = templateFor(document, options.template, { title, templates: set.templates });
      const chosen = extractOf(document, options.length, template);
      const basis = {
        ...empty,
        template: {
          id: template.id,
          title: templateTitle(template),
          chosen: options.template === template.id ? ("hand" as const) : ("auto" as const),
        },
        sourceSentences: chosen.sourceSentences,
        unread: [...chosen.unread, ...set.problems.map(unusedTemplate)],
      };
      const assistant = deps.assistant();
      if (assistant?.allowed === true) {
        const language = options.language === "auto" ? languageOfText(sample(chosen)) : options.language;
        const task = { document, chosen, runtime: assistant.runtime, language, known: wordings };
        return { ...basis, ...(await wordAll(task, progress, signal)) };
      }
      const note = assistant === undefined ? undefined : (assistant.reason ?? notAllowed(assistant.runtime));
      return { ...basis, ...quoteAll(document, chosen, note), stopped: signal.aborted };
    },
  };
}

/** An id that is not there is told by whoever asks the user; here the document decides. */
function templateFor(
  document: SourceDocument,
  id: string,
  { title, templates }: { readonly title: string; readonly templates: readonly Template[] },
): Template {
  const wanted = templates.find((template) => template.id === id);
  return wanted ?? chooseTemplate(document, { title, sections: sectionsOf(document) }, templates);
}

/** Nothing of the document is missing for it. */
const unusedTemplate = (problem: string): Skipped => ({
  where: t("Template"),
  why: problem,
  textless: true,
});

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
  ...(section.sentences.length === 0 ? { notStated: true as const } : {}),
});

interface WordingTask {
  readonly document: SourceDocument;
  readonly chosen: Extract;
  readonly runtime: ModelRuntime;
  readonly language: Language;
  readonly known: Memory<string>;
}

/** Section by section, so that a stop or a failure keeps what is finished. */
async function wordAll(task: WordingTask, progress: SummaryProgress, signal: AbortSignal) {
  const { document, chosen, runtime, language, known } = task;
  const sections: SummarySection[] = [];
  const tally = { worded: 0, refused: 0, unreadable: 0 };
  let failure: string | undefined;
  for (const [index, section] of chosen.sections.entries()) {
    if (signal.aborted) break;
    progress(index, chosen.sections.length, section.headings.at(-1) ?? "");
    const outcome =
      failure === undefined && section.sentences.length > 0
        ? await wordOrFail(document, section, { runtime, language, known }, signal)
        : undefined;
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
  model: WordingModel,
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
