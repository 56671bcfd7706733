/** Matchers that see more than one place of the text: how often, in which order, how a document is numbered. */
import { type SourceDocument, type Span } from "../../documents/document";
import { type Unit } from "../scopes";
import { type TextIndex } from "./textIndex";

export interface Hit {
  readonly span: Span;
  /** The part that is secret; the whole hit when the rule names none. */
  readonly value: Span;
  readonly groups: Readonly<Record<string, string>>;
  /** Where the named parts of a tree query's hit stand, for the message. */
  readonly names?: Readonly<Record<string, Span>>;
  /** What is wrong here, in the user's language, for `{detail}` in the rule's message. */
  readonly detail?: string;
  /** Other places of the document that belong to it. */
  readonly related?: readonly Span[];
}

export interface Structure {
  /** Hits in one unit, in order; undefined when a pattern of it cannot be searched in time. Pure. */
  hits(unit: Unit, document: SourceDocument): readonly Hit[] | undefined;
  /** False: no unit of those in the index has a hit; absent where that cannot be told. */
  mayBeIn?(index: TextIndex): boolean;
}

/** A hit whose evidence is a stretch of the document. */
export const hitAt = (span: Span, detail: string, related: readonly Span[] = []): Hit => ({
  span,
  value: span,
  groups: {},
  detail,
  ...(related.length === 0 ? {} : { related }),
});

/** The first line of the unit that holds something. */
export function firstLineOf({ text, spanOf }: Unit): Span {
  const start = Math.max(0, text.search(/\S/));
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 500))?.[0].trimEnd() ?? "";
  return spanOf(start, start + line.length);
}
