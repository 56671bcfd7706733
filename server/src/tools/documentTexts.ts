/** A summary, a located quote and the findings of a review, as text for the model that asked. */
import { type SourceDocument } from "../documents/document";
import { type Doubt, locate } from "../documents/locate";
import { type Coverage, type Finding, type Summary } from "../protocol";
import { evidenceOf, type NameOf, placeIn, toldText, withheldLine } from "./text";

export function summaryText(summary: Summary, nameOf: NameOf): string {
  const { uri, sections, sourceSentences, unread } = summary;
  const items = sections.flatMap(({ headings, sentences }) => [
    ...(headings.length === 0 || sentences.length === 0 ? [] : [`## ${headings.join(" › ")}`]),
    ...sentences.map(({ text, citations }) => {
      const places = citations.map(({ range, place }) =>
        placeIn({ uri, range, ...(place === undefined ? {} : { place }) }, nameOf),
      );
      return `- ${text} [${places.join(", ")}]`;
    }),
  ]);
  const shown = sections.reduce((sum, { sentences }) => sum + sentences.length, 0);
  return toldText({
    head:
      shown === 0
        ? [`${nameOf(uri)} holds no sentences to summarise.`]
        : [
            `Key sentences of ${nameOf(uri)} in its own words: ${shown} of ${sourceSentences}. Cite each by the place behind it.`,
          ],
    items,
    foot: unread.map(({ where, why }) => `Not read: ${evidenceOf(where)}: ${evidenceOf(why)}`).slice(0, 20),
  });
}

const doubts: Readonly<Record<Doubt, string>> = {
  "cuts-number": "the quote begins or ends inside a number",
  "cuts-value": "a unit, a limit or the other end of a range is left out beside the quote",
  "cuts-word": "the quote begins or ends inside a word",
  turned: "what stands beside the quote negates, limits or weakens it",
  proviso: "the next sentence limits it",
  "left-out": "what the ellipsis leaves out changes the meaning",
  similar: "the document has other words here",
  differs: "the closest text has other figures, another negation or another obligation",
  unread: "it stands outside the text that is read: a link, a setting, a comment",
};

/** Whether the document says so, and where. */
export function locatedText(document: SourceDocument, quote: string, nameOf: NameOf): string {
  const { status, span, sentence, others, why } = locate(quote, document);
  const name = nameOf(document.uri);
  const because = why === undefined ? "" : `: ${doubts[why]}`;
  const unread =
    document.unread.length > 0 && status !== "evidence"
      ? ["Parts of the file could not be read; the quote may stand there."]
      : [];
  if (span === undefined)
    return [
      `Not found in ${name}${because}. Do not give it as a quotation of this document.`,
      ...unread,
    ].join("\n");
  const at = sentence ?? span;
  const place = document.placeOf?.(span);
  const where = placeIn(
    { uri: document.uri, range: document.rangeOf(span), ...(place === undefined ? {} : { place }) },
    nameOf,
  );
  return toldText({
    head: [
      status === "evidence"
        ? `The document says so at ${where}. The whole sentence:`
        : `Only a place to look at, ${where}, and no evidence${because}. What stands there:`,
    ],
    items: [document.text.slice(at.start, at.end).slice(0, 2000)],
    foot: [...(others > 0 ? [`The same words stand at ${others} more places.`] : []), ...unread],
  });
}

export interface Reviewed {
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  readonly packProblems: readonly string[];
}

/** Findings that may be shown at most; the others are counted. */
const mostFindings = 200;

/** Those that nobody has excused, as many as are looked at. */
export const shownFindings = ({ findings }: Pick<Reviewed, "findings">): readonly Finding[] =>
  findings.filter(({ status }) => status !== "suppressed").slice(0, mostFindings);

/** `isHeld`: the file bears a confidentiality mark or may hold keys, so that nothing of it is shown. */
export function findingsText(
  { findings, coverage, packProblems }: Reviewed,
  isHeld: (uri: string) => boolean,
  nameOf: NameOf,
): string {
  const shown = shownFindings({ findings });
  const open = shown.filter(({ uri }) => !isHeld(uri));
  const excused = findings.filter(({ status }) => status === "suppressed").length;
  const more = findings.length - excused - shown.length;
  const { reviewed, files, rules, skipped, unjudged = [] } = coverage;
  const missing = skipped.filter(({ textless }) => textless !== true);
  return toldText({
    head: [
      open.length === 0 ? "No finding can be shown." : `Findings: ${open.length}.`,
      ...withheldLine(shown.length - open.length),
      ...(more > 0 ? [`Further findings: ${more}. Name a smaller part to see them.`] : []),
      ...(excused > 0 ? [`Excused by people: ${excused}.`] : []),
    ],
    items: open.map((finding) => findingLine(finding, nameOf)),
    foot: [
      `${reviewed} of ${files} files were checked by ${rules} rules.`,
      ...(missing.length > 0 ? [`Not read or not checked: ${missing.length}.`] : []),
      ...(unjudged.length > 0
        ? [`Rules that only a model can judge, and that were not judged: ${countOf(unjudged)}.`]
        : []),
      ...(packProblems.length > 0 ? [`Faults in rule packs: ${packProblems.length}.`] : []),
    ],
  });
}

const countOf = (unjudged: NonNullable<Coverage["unjudged"]>) =>
  unjudged.reduce((sum, { rules }) => sum + rules.length, 0);

function findingLine(finding: Finding, nameOf: NameOf): string {
  const { rule, severity, status, message, uri, anchor: range, place, evidence } = finding;
  const where = placeIn({ uri, range, ...(place === undefined ? {} : { place }) }, nameOf);
  const hint = status === "advisory" ? " (hint)" : status === "unlocated" ? " (place not found)" : "";
  return `${where} [${severity}] ${rule}${hint}: ${evidenceOf(message)}\n  ${evidenceOf(evidence)}`;
}
