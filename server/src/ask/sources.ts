/** The passages a question is answered from, as their documents have them now. */
import { type SourceDocument, type Span } from "../documents/document";
import { shownPassage } from "../documents/found";
import { type AskPassage } from "../protocol";
import { type FoundPassage } from "../retrieval/passages";

export interface Source {
  readonly document: SourceDocument;
  readonly span: Span;
  readonly headings: readonly string[];
  readonly shown: AskPassage;
}

/** Characters of a passage that are shown. */
const longestText = 4000;

export function sourceOf(document: SourceDocument, passage: FoundPassage, question: string): Source {
  const { span, headings } = passage;
  const shown = {
    ...shownPassage(document, passage, question),
    text: document.text.slice(span.start, span.end).trim().slice(0, longestText),
  };
  return { document, span, headings, shown };
}

/** What the user has selected, under the headings it stands below. */
export function selectionSource(document: SourceDocument, span: Span, question: string): Source {
  const block = document.blocks.find(({ kind, span: own }) => kind !== "code" && own.end > span.start);
  const headings = block?.headings ?? [];
  return sourceOf(document, { uri: document.uri, span, headings, score: 1 }, question);
}

export const textOf = ({ document, span }: Source): string => document.text.slice(span.start, span.end);

/** Name of the file, as people write it. */
export function nameOf(uri: string): string {
  const name = uri.split(/[\\/]/).pop() ?? uri;
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that is no escape belongs to the name.
    return name;
  }
}
