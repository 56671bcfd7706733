/** A place of a document as it is cited, and whether a wording is the document's own words. */
import { type Citation } from "../protocol";
import { type SourceDocument, type Span } from "./document";

export function citationOf(document: SourceDocument, span: Span): Citation {
  const place = document.placeOf?.(span);
  const quote = document.text.slice(span.start, span.end);
  return { range: document.rangeOf(span), ...(place === undefined ? {} : { place }), quote };
}

/** Given back as it was, a sentence is the document's own, and said to be. */
export const isSame = (wording: string, sentence: string): boolean => bare(wording) === bare(sentence);

/** Without what ends a sentence or a table's row, and without the width of letters. */
const bare = (text: string) => text.normalize("NFKC").replace(/^[\s|]+|[\s|。．.]+$/gu, "");
