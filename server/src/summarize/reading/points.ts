/** A point of a document: what a model says of a place that its quote leads to, checked against the statement there. */
import { citationOf, isSame } from "../../documents/citation";
import { citedIn } from "../../documents/cited";
import { type SourceDocument, type Span } from "../../documents/document";
import { rejection } from "../../documents/wording";
import { neutralise } from "../../model/framing";
import { type SummarySentence } from "../../protocol";
import { type Language } from "../../util/l10n";

/** A point as the model says it; nothing of it is believed. */
export interface Claim {
  readonly quote: string;
  readonly point: string;
}

export function claimOf({ quote, point }: Readonly<Record<string, unknown>>): Claim | undefined {
  return typeof quote === "string" && typeof point === "string" ? { quote, point } : undefined;
}

export interface Point extends SummarySentence {
  /** The statement it stands on, readable. */
  readonly source: string;
  /** Of the statement. */
  readonly span: Span;
}

export interface Checked {
  readonly point: Point;
  /** The wording did not agree with its source, which stands in its place. */
  readonly refused: boolean;
}

/** A longer statement is no sentence of a summary. */
const longestStatement = 400;

/**
 * Undefined when the text does not hold the quote, or what it holds there speaks to a model. A wording that changes a
 * figure, a name, a negation or a condition gives way to the document's own statement.
 */
export function checkedPoint(
  document: SourceDocument,
  within: Span,
  { quote, point }: Claim,
  language: Language,
): Checked | undefined {
  const cited = citedIn(document, within, quote);
  if (cited === undefined || neutralise(cited.text, "commands").hidden > 0) return undefined;
  const { text: source, span } = cited;
  const citations = [citationOf(document, span)] as const;
  const wording = point.trim();
  if (!isSame(wording, source) && rejection(wording, source, language) === undefined)
    return { point: { text: wording, kind: "worded", citations, source, span }, refused: false };
  if (source.length > longestStatement) return undefined;
  const refused = !isSame(wording, source);
  return { point: { text: source, kind: "quoted", citations, source, span }, refused };
}
