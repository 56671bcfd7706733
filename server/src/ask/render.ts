/** An answer as plain text, for a terminal or a mail. */
import { type Answer, type AskPassage } from "../protocol";
import { t } from "../util/l10n";
import { nameOf } from "./sources";

/** Where something stands, e.g. `manual.md:12`. */
export type PlaceOf = (place: Pick<AskPassage, "uri" | "range" | "place">) => string;

/** In the user's language: the answer, what it stands on, and what else the reader must know. */
export function renderAnswer(answer: Answer, placeOf: PlaceOf): string {
  const { sentences, passages, mark, missing, note, versions } = answer;
  const lines = [
    ...(mark === undefined ? [] : [`[${mark}]`, ""]),
    headline(answer),
    ...(answer.dropped > 0
      ? [t("Sentences left out because no passage supports them: {0}", answer.dropped)]
      : []),
    ...(missing.length === 0
      ? []
      : [t("These words stand nowhere in the documents: {0}", missing.join(", "))]),
    ...(versions.length === 0 ? [] : [versionNote(versions.map(nameOf))]),
    ...(note === undefined ? [] : [note]),
    ...(answer.stopped ? [t("Stopped: only what was checked until then is here.")] : []),
    "",
  ];
  for (const { text, kind, source, citation } of sentences) {
    const uri = passages[source - 1]?.uri ?? "";
    const place = placeOf({
      ...{ uri, range: citation.range },
      ...(citation.place === undefined ? {} : { place: citation.place }),
    });
    lines.push(`- ${oneLine(text)}${kind === "worded" ? " ✎" : ""} [${source}]`, `    ${place}`);
    if (kind === "worded") lines.push(`    > ${oneLine(citation.quote)}`);
  }
  if (sentences.length > 0) lines.push("");
  for (const [at, passage] of passages.entries()) lines.push(...passageLines(passage, at, placeOf));
  return `${lines.join("\n").trimEnd()}\n`;
}

const versionNote = (names: readonly string[]) =>
  t("These may be versions of one document; see which is in force: {0}", names.join(", "));

function headline({ outcome, model, passages, dropped, missing }: Answer): string {
  if (outcome === "answered")
    return t("Answered by {0} from the passages below. Sentences with ✎ are in its words.", model ?? "");
  if (passages.length === 0) return t("Nothing was found.");
  if (outcome === "passages") return t("The passages that come closest, in the documents' own words.");
  if (dropped > 0)
    return t("No sentence of the model's answer is supported by these documents. The nearest passages:");
  // A model may overlook what stands there in the question's own words.
  return model !== undefined && missing.length === 0
    ? t("The model {0} found no answer in these documents. The nearest passages:", model)
    : t("Not in these documents, as far as they were searched. The nearest passages:");
}

function passageLines(passage: AskPassage, at: number, placeOf: PlaceOf): readonly string[] {
  const { headings, snippet, mark } = passage;
  const under = headings.length === 0 ? "" : `: ${headings.join(" › ")}`;
  const marked = mark === undefined ? "" : ` [${mark}]`;
  return [`[${at + 1}] ${placeOf(passage)}${under}${marked}`, `    > ${snippet}`];
}

const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();
