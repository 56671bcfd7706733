/** The tier with a model: one request for each section, every sentence still standing on the one it words. */
import { isSame } from "../documents/citation";
import { type SourceDocument } from "../documents/document";
import { type SummaryLength, type SummarySection, type SummarySentence } from "../protocol";
import { rejection } from "../documents/wording";
import { type ChosenSection, type Extract } from "./extract";
import { parseWordings, wordingRequest } from "./prompt";
import { createQuestions, type Questions, type WordingModel } from "./questions";
import { quoted, quoteSection } from "./quoted";

interface WordedSection {
  readonly sentences: SummarySection["sentences"];
  /** Sentences whose wording was refused. */
  readonly refused: number;
  /** The answer could not be read: every sentence is a quote. */
  readonly unreadable: boolean;
}

/** Undefined after a failure and when aborted. */
async function wordSection(
  document: SourceDocument,
  section: ChosenSection,
  { model, questions }: { readonly model: WordingModel; readonly questions: Questions },
  signal: AbortSignal,
): Promise<WordedSection | undefined> {
  const { language, origin } = model;
  const { headings, sentences } = section;
  const texts = sentences.map(({ text }) => text);
  let text = "";
  const request = wordingRequest({ headings, sentences: texts, language, origin });
  await questions.ask(request, (part) => void (text += part), signal);
  if (signal.aborted || questions.failure !== undefined) return undefined;
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
  const questions = createQuestions(model);
  for (const [index, section] of chosen.sections.entries()) {
    if (signal.aborted) break;
    tell(index, chosen.sections.length, section.headings.at(-1) ?? "", [...sections]);
    const asks = section.sentences.length > 0 && questions.failure === undefined;
    const worded = asks ? await wordSection(document, section, { model, questions }, signal) : undefined;
    if (signal.aborted) break;
    const { sentences, refused, unreadable } = worded ?? unworded;
    sections.push({ ...quoteSection(document, section), ...(sentences && { sentences }) });
    tally.refused += refused;
    tally.unreadable += unreadable ? 1 : 0;
  }
  if (!signal.aborted) tell(chosen.sections.length, chosen.sections.length, "", sections);
  const { failure } = questions;
  return { sections, ...tally, ...(failure === undefined ? {} : { failure }) };
}

/** What is quoted as it stands. */
const unworded = { sentences: undefined, refused: 0, unreadable: false } as const;
