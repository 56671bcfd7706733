/** Whole sentences: too long, である among です・ます, two negations, brackets that nobody closed. */
import { politenessOf } from "../../documents/politeness";
import { t } from "../../util/l10n";
import { hole, type Passage } from "../passage";
import { type Hit, matchesIn, perPassage, type Rule } from "../rule";

/** Words of the longest English sentence. */
const longestEnglish = 45;

export const longSentences: Rule = perPassage((passage, { style }) => {
  if (!passage.prose) return [];
  return passage.sentences.flatMap(({ start, end }): readonly Hit[] => {
    const text = passage.text.slice(start, end);
    const place = { passage, start, end, kind: "length" as const };
    if (passage.japanese) {
      const length = [...withoutBrackets(text)].filter((character) => /\S/u.test(character)).length;
      if (length <= style.sentence) return [];
      const message = t(
        "The sentence has {0} characters; {1} are easy to read. Divide it.",
        length,
        style.sentence,
      );
      return [{ ...place, message }];
    }
    const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
    if (words <= longestEnglish) return [];
    return [
      {
        ...place,
        message: t("The sentence has {0} words; {1} are easy to read. Divide it.", words, longestEnglish),
      },
    ];
  });
});

/** What stands in brackets is read beside the sentence; a place that is not checked counts as one word. */
const withoutBrackets = (text: string) =>
  text.replace(/（[^（）]*）|\([^()]*\)/gu, "").replaceAll(new RegExp(`${hole}+`, "g"), hole);

/** Sentences of paragraphs that leave the form of at least two thirds of them. */
export const mixedStyle: Rule = ({ passages }) => {
  const formed = passages
    .filter(({ block, japanese }) => block.kind === "paragraph" && japanese)
    .flatMap((passage) =>
      passage.sentences.flatMap(({ start, end }) => {
        const form = politenessOf(passage.text.slice(start, end).trim());
        return form === undefined ? [] : [{ passage, start, end, form }];
      }),
    );
  const polite = formed.filter(({ form }) => form === "です・ます").length;
  const most = polite * 2 >= formed.length ? "です・ます" : "だ・である";
  const majority = Math.max(polite, formed.length - polite);
  if (formed.length < fewest || majority * 3 < formed.length * 2) return [];
  return formed
    .filter(({ form }) => form !== most)
    .map(({ passage, start, end, form }) => ({
      ...{ passage, start, end, kind: "style" as const },
      message: t("“{0}” among sentences in “{1}”", form, most),
    }));
};

const fewest = 3;

const twoNegations =
  /ない(?:わけ|こと|もの)(?:で)?[はも]?(?:ない|ありません|なかった)|ない(?:という)?わけではな(?:い|く)|な[くき]は?(?:も)?ない(?!よう)|ないでもない|ないとは(?:言|い)い?[きえ](?:れない|ない)|ないとは限ら(?:ない|ず)/gu;

export const doubleNegatives: Rule = perPassage((passage) =>
  [...matchesIn(passage.unquoted, twoNegations)].map(({ index, 0: found }) => ({
    ...{ passage, start: index, end: index + found.length, kind: "negative" as const },
    message: t("Two negations (“{0}”) are easily misread. Say what is so.", found),
  })),
);

const pairs: readonly (readonly [string, string])[] = [
  ["「", "」"],
  ["『", "』"],
  ["（", "）"],
  ["【", "】"],
  ["〔", "〕"],
  ["(", ")"],
];

export const brackets: Rule = perPassage((passage) => {
  const text = withoutItemMarks(passage.text);
  const counts = (mark: string) => text.split(mark).length - 1;
  // （ and ) are one pair to many writers; the rule of widths has them.
  const round = counts("（") + counts("(") === counts("）") + counts(")");
  return pairs.flatMap(([open, close]) =>
    round && /[（(]/u.test(open) ? [] : unpaired(passage, text, [open, close]),
  );
});

/** 1) and a) at the start of a line. */
const withoutItemMarks = (text: string) =>
  text.replace(
    /(^|\n)([ \t　]*(?:[0-9０-９]{1,3}|[a-zA-Zａ-ｚア-ン]|[ivx]{1,4})[）)])/gu,
    (_, before: string, mark: string) => before + hole.repeat(mark.length),
  );

function unpaired(passage: Passage, text: string, [open, close]: readonly [string, string]): readonly Hit[] {
  const waiting: number[] = [];
  const lost: { readonly at: number; readonly mark: string; readonly missing: string }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === open) waiting.push(at);
    else if (text[at] === close && waiting.pop() === undefined) lost.push({ at, mark: close, missing: open });
  }
  for (const at of waiting) lost.push({ at, mark: open, missing: close });
  return lost.map(({ at, mark, missing }) => ({
    ...{ passage, start: at, end: at + 1, kind: "bracket" as const },
    message: t("“{0}” without “{1}”", mark, missing),
  }));
}
