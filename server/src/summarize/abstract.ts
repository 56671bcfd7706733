/** The tier with a model: one request for each section, every sentence still standing on the one it words. */
import { type SourceDocument } from "../documents/document";
import { collect, type ModelRuntime } from "../model/runtime";
import { type SummarySection, type SummarySentence } from "../protocol";
import { type Language } from "../util/l10n";
import { rejection } from "../documents/wording";
import { sha256 } from "../util/sha256";
import { type ChosenSection, type ChosenSentence } from "./extract";
import { type Memory } from "./memory";
import { parseWordings, wordingRequest } from "./prompt";

/** The sentence as it stands in the source. */
export function quoted(document: SourceDocument, { text, span }: ChosenSentence): SummarySentence {
  const quote = document.text.slice(span.start, span.end);
  const place = document.placeOf?.(span);
  const citation = { range: document.rangeOf(span), ...(place === undefined ? {} : { place }), quote };
  return { text, kind: "quoted", citations: [citation] };
}

export interface WordedSection {
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
}

/** Rejects with a `ModelError`, or with the signal's reason when aborted. */
export async function wordSection(
  document: SourceDocument,
  section: ChosenSection,
  { runtime, language, known }: WordingModel,
  signal: AbortSignal,
): Promise<WordedSection> {
  const { headings, sentences } = section;
  const request = wordingRequest({ headings, sentences: sentences.map(({ text }) => text), language });
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
    // Given back as it was, the sentence is the document's own, and said to be.
    if (wording === undefined || isSame(wording, sentence.text)) return quote;
    if (rejection(wording, sentence.text, language) === undefined)
      return { ...quote, text: wording, kind: "worded" };
    refused += 1;
    return quote;
  });
  return { sentences: worded, refused, unreadable: wordings === undefined };
}

const isSame = (wording: string, sentence: string) => bare(wording) === bare(sentence);

/** Without what ends a sentence, and without the width of letters. */
const bare = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[\s。．.]+$/u, "")
    .trim();
