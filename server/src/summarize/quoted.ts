/** A sentence of a summary as the source has it. */
import { citationOf } from "../documents/citation";
import { type SourceDocument } from "../documents/document";
import { type SummarySection, type SummarySentence } from "../protocol";
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
