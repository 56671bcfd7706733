/** The tier with a model: one request for each section, every sentence still standing on the one it words. */
import { isSame } from "../documents/citation";
import { type SourceDocument } from "../documents/document";
import { type RequestOrigin } from "../model/routing/origin";
import { collect, isModelError, type ModelRuntime } from "../model/runtime";
import { type SummaryLength, type SummarySection, type SummarySentence } from "../protocol";
import { type Language } from "../util/l10n";
import { rejection } from "../documents/wording";
import { sha256 } from "../util/sha256";
import { type ChosenSection, type Extract } from "./extract";
import { type Memory } from "./memory";
import { parseWordings, wordingRequest } from "./prompt";
import { quoted, quoteSection } from "./quoted";

interface WordedSection {
  readonly sentences: SummarySection["sentences"];
  /** Sentences whose wording was refused. */
  readonly refused: number;
  /** The answer could not be read: every sentence is a quote. */
  readonly unreadable: boolean;
}

export interface WordingModel {
  readonly runtime: ModelRuntime;
  readonly language: Language;
  /** Answers to the same questions. */
  readonly known: Memory<string>;
  readonly origin: RequestOrigin;
}

/** Rejects with a `ModelError`, or with the signal's reason when aborted. */
async function wordSection(
  document: SourceDocument,
  section: ChosenSection,
  { runtime, language, known, origin }: WordingModel,
  signal: AbortSignal,
): Promise<WordedSection> {
  const { headings, sentences } = section;
  const texts = sentences.map(({ text }) => text);
  const request = wordingRequest({ headings, sentences: texts, language, origin });
  const { model, engine, generation } = runtime.info;
  const key = sha256(JSON.stringify([model, engine, generation, request]));
  const text = known.get(key) ?? (await collect(runtime.generate(request, signal))).text;
  signal.throwIfAborted();
  known.keep(key, text, text.length);
  const wordings = parseWordings(text);
  let refused = 0;
  const worded = sentences.map((sentence, index): SummarySentence => {
    const quote = quoted(document, sentence);
    const wording = wordings?.find(({ id }) => id === index + 1)?.text.trim();
    if (wording === undefined || isSame(wording, sentence.text)) return quote;
    if (rejection(wording, sentence.text, language) === undefined)
      return { ...quote, text: wording, kind: "worded" };
    refused += 1;
    return quote;
  });
  return { sentences: worded, refused, unreadable: wordings === undefined };
}

/** Parts finished, parts in all, heading of the one that begins, the sections so far. */
export type Tell = (
  done: number,
  total: number,
  heading: string,
  sections: readonly SummarySection[],
) => void;

export interface WordingTask {
  readonly document: SourceDocument;
  readonly length: SummaryLength;
  /** What the tier without a model chose. */
  readonly chosen: Extract;
  readonly model: WordingModel;
}

/** What a model made of a document. */
export interface Said {
  readonly sections: readonly SummarySection[];
  /** Sentences whose wording was refused. */
  readonly refused: number;
  /** Parts whose answer gave nothing of use: they are quoted. */
  readonly unreadable: number;
  /** Of the model's error, after which the rest is quoted. */
  readonly failure?: string;
}

/** Section by section, so that a stop or a failure keeps what is finished. Never rejects for either. */
export async function wordAll(
  { document, chosen, model }: WordingTask,
  tell: Tell,
  signal: AbortSignal,
): Promise<Said> {
  const sections: SummarySection[] = [];
  const tally = { refused: 0, unreadable: 0 };
  let failure: string | undefined;
  for (const [index, section] of chosen.sections.entries()) {
    if (signal.aborted) break;
    tell(index, chosen.sections.length, section.headings.at(-1) ?? "", [...sections]);
    const outcome =
      failure === undefined && section.sentences.length > 0
        ? await wordOrFail(document, section, model, signal)
        : undefined;
    if (outcome === "stopped") break;
    if (typeof outcome === "object" && "failure" in outcome) failure = outcome.failure;
    if (outcome === undefined || "failure" in outcome) sections.push(quoteSection(document, section));
    else {
      sections.push({ ...quoteSection(document, section), sentences: outcome.sentences });
      tally.refused += outcome.refused;
      tally.unreadable += outcome.unreadable ? 1 : 0;
    }
  }
  if (!signal.aborted) tell(chosen.sections.length, chosen.sections.length, "", sections);
  return { sections, ...tally, ...(failure === undefined ? {} : { failure }) };
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
