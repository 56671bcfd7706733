/** A passage that a ranking found, as its document has it now. */
import { type SearchPassage } from "../protocol";
import { type FoundPassage } from "../retrieval/passages";
import { snippetOf } from "../retrieval/snippet";
import { type SourceDocument } from "./document";
import { markOf } from "./marks";

/** Place and words of a passage, for people. `query` chooses the line that is shown of it. */
export function shownPassage(
  document: SourceDocument,
  { uri, span, headings, score }: FoundPassage,
  query: string,
): SearchPassage {
  const text = document.text.slice(span.start, span.end);
  const mark = markOf(document);
  return {
    uri,
    range: document.rangeOf(trimmed(document.text, span)),
    ...(document.placeOf === undefined ? {} : { place: document.placeOf(span) }),
    headings,
    snippet: snippetOf(text, query, headings),
    score,
    ...(mark === undefined ? {} : { mark: mark.text }),
  };
}

/** Without the line breaks at its end: a selection should end where the words do. */
function trimmed(text: string, { start, end }: FoundPassage["span"]): FoundPassage["span"] {
  const words = text.slice(start, end);
  return { start, end: start + words.trimEnd().length };
}
