/** What of a model's answer may be shown: sentences that the document they cite says, and nothing else. */
import { rejection } from "../documents/wording";
import { neutralise } from "../model/framing";
import { type AnswerSentence } from "../protocol";
import { type Language } from "../util/l10n";
import { citationOf, isSame } from "../documents/citation";
import { citedIn, type Cited } from "../documents/cited";
import { type Entry } from "./entries";
import { nameOf, type Source } from "./sources";

/**
 * The sentence as it may be shown, undefined when no passage holds its quote. A wording that changes a figure, a name, a
 * negation or a condition is replaced by the document's own sentence. The number of the source is the model's word, too:
 * the passage that holds the quote is cited.
 */
export function checked(
  { source, quote, sentence }: Entry,
  sources: readonly Source[],
  language: Language,
): AnswerSentence | undefined {
  const order = [source - 1, ...sources.keys()].filter((at, place, all) => all.indexOf(at) === place);
  for (const at of order) {
    const one = sources[at];
    const cited = one && citedIn(one.document, one.span, quote);
    if (one === undefined || cited === undefined) continue;
    // What speaks to the model is no statement of the document's.
    if (neutralise(cited.text, "commands").hidden > 0) return undefined;
    return {
      ...wordedOr(cited, { source: one, sentence, language }),
      source: at + 1,
      citation: citationOf(one.document, cited.span),
    };
  }
  return undefined;
}

interface Wording {
  readonly source: Source;
  readonly sentence: string;
  readonly language: Language;
}

function wordedOr(
  { text }: Cited,
  { source, sentence, language }: Wording,
): Pick<AnswerSentence, "text" | "kind"> {
  const wording = sentence.trim();
  const above = [nameOf(source.document.uri), ...source.headings].join("\n");
  const refused = rejection(wording, text, language, above) !== undefined;
  return refused || isSame(wording, text) ? { text, kind: "quoted" } : { text: wording, kind: "worded" };
}
