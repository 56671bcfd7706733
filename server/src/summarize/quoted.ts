/** A sentence of a summary as the source has it. */
import { type SourceDocument, type Span } from "../documents/document";
import { type Citation, type SummarySection, type SummarySentence } from "../protocol";
import { type ChosenSection, type ChosenSentence } from "./extract";

export function quoted(document: SourceDocument, { text, span }: ChosenSentence): SummarySentence {
  return { text, kind: "quoted", citations: [citationOf(document, span)] };
}

export const quoteSection = (document: SourceDocument, section: ChosenSection): SummarySection => ({
  headings: section.headings,
  range: document.rangeOf(section.span),
  sentences: section.sentences.map((sentence) => quoted(document, sentence)),
  ...(section.sentences.length === 0 ? { notStated: true as const } : {}),
});

export function citationOf(document: SourceDocument, span: Span): Citation {
  const place = document.placeOf?.(span);
  const quote = document.text.slice(span.start, span.end);
  return { range: document.rangeOf(span), ...(place === undefined ? {} : { place }), quote };
}

/** Given back as it was, a sentence is the document's own, and said to be. */
export const isSame = (wording: string, sentence: string): boolean => bare(wording) === bare(sentence);

/** Without what ends a sentence or a table's row, and without the width of letters. */
const bare = (text: string) => text.normalize("NFKC").replace(/^[\s|]+|[\s|。．.]+$/gu, "");
