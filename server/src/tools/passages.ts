/** Passages for a question, and places for a search, as text for the model that asked. */
import { type Answer, type AskPassage, type SearchCoverage, type SearchPassage } from "../protocol";
import { evidenceOf, type NameOf, placeIn, toldText, withheldLine } from "./text";

/**
 * Documents that bear a confidentiality mark are left out: nobody knows here where the model runs that reads this.
 */
export function passagesText(answer: Answer, nameOf: NameOf): string {
  const open = answer.passages.filter(({ mark }) => mark === undefined);
  return toldText({
    head: [
      open.length === 0
        ? "No passage of the user's documents can be shown for this question."
        : "Passages of the user's documents that come closest to the question. Answer from them only, cite each sentence by its number and place, and say so when they do not hold the answer.",
      ...(answer.outcome === "not-found"
        ? ["As far as words tell, the documents do not hold an answer; these are only the nearest passages."]
        : []),
      ...(answer.missing.length > 0
        ? [`Words of the question that stand nowhere in the documents: ${answer.missing.join(", ")}`]
        : []),
      ...(answer.versions.length > 0
        ? [`These may be versions of one document: ${answer.versions.map(nameOf).join(", ")}`]
        : []),
      ...withheldLine(answer.passages.length - open.length),
    ],
    items: open.map((passage, at) => passageText(passage, at + 1, nameOf)),
  });
}

function passageText(passage: AskPassage, number: number, nameOf: NameOf): string {
  const title = [placeIn(passage, nameOf), ...passage.headings].join(" › ");
  return `[${number}] ${title}\n${passage.text}\n`;
}

export interface FoundPlaces {
  readonly passages: readonly SearchPassage[];
  readonly coverage: SearchCoverage;
}

export function searchText({ passages, coverage }: FoundPlaces, nameOf: NameOf): string {
  const open = passages.filter(({ mark }) => mark === undefined);
  return toldText({
    head: [
      open.length === 0 ? "Nothing was found that can be shown." : "Places, the best first.",
      ...withheldLine(passages.length - open.length),
    ],
    items: open.map((passage) => {
      const title = [placeIn(passage, nameOf), ...passage.headings].join(" › ");
      return `${title}\n  ${evidenceOf(passage.snippet)}`;
    }),
    foot: coverageLines(coverage),
  });
}

const coverageLines = ({ read, files, unread, leftOut, complete }: SearchCoverage): readonly string[] => [
  `${read} of ${files} files were searched.`,
  ...(unread > 0 ? [`Files or parts that could not be read: ${unread}.`] : []),
  ...(leftOut > 0 ? [`Files for which there was no room: ${leftOut}.`] : []),
  ...(complete ? [] : ["Not everything was read."]),
];
