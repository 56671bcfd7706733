/** Summarises one document: with the assistant model where it may, with the document's own sentences otherwise. */
import { type SourceDocument } from "../documents/document";
import { markOf } from "../documents/marks";
import { sectionsOf } from "../documents/sections";
import { originOf, type RequestOrigin } from "../model/routing/origin";
import { type ModelRuntime } from "../model/runtime";
import {
  type Skipped,
  type Summary,
  type SummaryLanguage,
  type SummaryLength,
  type SummaryReading,
  type SummarySection,
} from "../protocol";
import { t } from "../util/l10n";
import { languageOfText } from "../documents/wording";
import { sha256 } from "../util/sha256";
import { type Said, wordAll } from "./abstract";
import { type Digest, documentKey } from "./digest";
import { extract, type Extract } from "./extract";
import { createMemory } from "./memory";
import { quoteSection } from "./quoted";
import { readWhole } from "./reading/whole";
import { chooseTemplate } from "./templates/choose";
import { type Template } from "./templates/template";
import { type TemplateSource } from "./templates/templateFile";
import { titleOf } from "../documents/title";
import { templateSet, titleOf as templateTitle } from "./templates/templateSet";

export interface SummarizerDeps {
  /** The assistant model for text of this origin as it is now; undefined when none is configured or loaded. */
  assistant(origin: RequestOrigin):
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
  /** What a model reads. Default: `sentences`. */
  readonly reading?: SummaryReading;
  /** Id of a template; `auto`: the one that fits the document. */
  readonly template: string;
  /** Texts of the user's own templates. */
  readonly templates?: readonly TemplateSource[];
}

/** Parts finished, parts in all, heading of the one that begins, the summary so far. */
export type SummaryProgress = (done: number, total: number, heading: string, soFar: Summary) => void;

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
      const origin = originOf("summary", [document]);
      const assistant = deps.assistant(origin);
      if (assistant?.allowed === true) {
        const language = options.language === "auto" ? languageOfText(sample(chosen)) : options.language;
        const model = { runtime: assistant.runtime, language, known: wordings, origin };
        const task = { document, chosen, model, length: options.length };
        const reading = readingOf(document, template, options.reading);
        const name = assistant.runtime.info.model;
        const tell = (done: number, total: number, heading: string, sections: readonly SummarySection[]) => {
          const soFar = { ...basis, ...tierOf(sections, name), reading, sections, stopped: false };
          progress(done, total, heading, soFar);
        };
        const said = await (reading === "whole" ? readWhole : wordAll)(task, tell, signal);
        const note = noteOf(said);
        return {
          ...{ ...basis, ...tierOf(said.sections, name), reading, sections: said.sections },
          ...(note === "" ? {} : { note }),
          stopped: signal.aborted,
        };
      }
      const note = assistant === undefined ? undefined : (assistant.reason ?? notAllowed(assistant.runtime));
      return { ...basis, ...quoteAll(document, chosen, note), stopped: signal.aborted };
    },
  };
}

/** Source code and templates go by sentences: there is nothing else of theirs that a summary would be made of. */
function readingOf(
  { format }: SourceDocument,
  template: Template,
  wanted: SummaryReading = "sentences",
): SummaryReading {
  return format === "source" || template.slots.length > 0 ? "sentences" : wanted;
}

/** Worded by the model, or nothing but the document's own sentences. */
function tierOf(sections: readonly SummarySection[], model: string): Pick<Summary, "tier" | "model"> {
  const worded = sections.some(({ sentences }) => sentences.some(({ kind }) => kind === "worded"));
  return worded ? { tier: "abstractive", model } : { tier: "extractive" };
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

function noteOf({ refused, unreadable, failure }: Said): string {
  const parts = [
    refused > 0
      ? t("{0} sentences are quoted because the model's wording did not agree with the source.", refused)
      : "",
    unreadable > 0
      ? t("The model's answer could not be read for {0} sections; they are quoted.", unreadable)
      : "",
    failure === undefined ? "" : t("No model answered, so the rest is quoted: {0}", failure),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

const sample = ({ sections }: Extract) =>
  sections.flatMap(({ sentences }) => sentences.map(({ text }) => text)).join("\n");
