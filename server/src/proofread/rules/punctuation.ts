/** Commas and full stops: doubled, of two kinds, missing, with spaces on the wrong side. */
import { t } from "../../util/l10n";
import { type Passage } from "../passage";
import { type Hit, matchesIn, perPassage, type Rule } from "../rule";

export const doubledMarks: Rule = perPassage((passage) =>
  [...matchesIn(passage.text, /(?<![。、，])([。、，])\1(?![。、，])/gu)].map(({ index, 0: found }) => ({
    ...{ passage, start: index, end: index + found.length, kind: "punctuation" as const },
    message: t("“{0}” stands twice.", found[0] ?? ""),
    suggestion: found[0] ?? "",
  })),
);

/** 、 in one sentence and ， in the next: the rarer one. */
export const mixedMarks: Rule = ({ passages }) => [
  ...rarer(passages, "、", /(?<![0-9０-９])，|，(?![0-9０-９])/gu, "，"),
  ...rarer(
    passages,
    "。",
    /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}）」])．(?![0-9０-９])/gu,
    "．",
  ),
];

function rarer(passages: readonly Passage[], common: string, odd: RegExp, oddMark: string): readonly Hit[] {
  const prose = passages.filter((passage) => passage.prose && passage.japanese);
  const places = prose.flatMap((passage) =>
    [...matchesIn(passage.text, odd)].map(({ index }) => ({ passage, start: index })),
  );
  const usual = prose.flatMap((passage) =>
    [...matchesIn(passage.text, new RegExp(common, "gu"))].map(({ index }) => ({ passage, start: index })),
  );
  if (places.length === 0 || usual.length === 0) return [];
  const [few, suggestion, mark] =
    places.length <= usual.length ? [places, common, oddMark] : [usual, oddMark, common];
  return few.map(({ passage, start }) => ({
    ...{ passage, start, end: start + 1, kind: "punctuation" as const },
    message: t("“{0}” here, “{1}” elsewhere in the document.", mark, suggestion),
    suggestion,
  }));
}

const ended = /[。．.！？!?：:）)」』】］\]…―〉》;；、，,\uffff]$/u;
const predicate =
  /(?:です|ます|ません|ました|でした|である|する|した|ない|なる|いる|ある|れる|れた|できる|ください)$/u;

/** A paragraph of several sentences whose last one has no full stop. */
export const missingStops: Rule = perPassage((passage) => {
  const last = passage.sentences.at(-1);
  if (passage.block.kind !== "paragraph" || !passage.japanese || last === undefined) return [];
  const text = passage.text.slice(last.start, last.end);
  const others = passage.sentences.slice(0, -1);
  if (others.length === 0 || !others.every(({ end }) => passage.text[end - 1] === "。")) return [];
  if (ended.test(text) || !predicate.test(text)) return [];
  const final = text.at(-1) ?? "";
  return [
    {
      ...{ passage, start: last.end - 1, end: last.end, kind: "punctuation" },
      message: t("The last sentence of the paragraph has no “。”."),
      suggestion: `${final}。`,
    },
  ];
});

/** "word ,next": English text; a comma of English text between Japanese words. */
export const misplacedMarks: Rule = perPassage((passage) =>
  passage.japanese ? latinCommas(passage) : [...spacesBefore(passage), ...spacesMissing(passage)],
);

const japanese = "[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}ー」）]";
const latinComma = new RegExp(`(?<=${japanese}),(?=${japanese}|「|（)`, "gu");

const latinCommas = (passage: Passage): readonly Hit[] =>
  [...matchesIn(passage.text, latinComma)].map(({ index }) => ({
    ...{ passage, start: index, end: index + 1, kind: "punctuation" as const },
    message: t("A half-width comma in Japanese text. Write “{0}”.", "、"),
    suggestion: "、",
  }));

const spacesBefore = (passage: Passage): readonly Hit[] =>
  [...matchesIn(passage.text, /(?<=\p{L}) +([,;:])(\s|(?=\p{L}))/gu)].map(
    ({ index, 0: found, 1: mark = "", 2: after = "" }) => ({
      ...{ passage, start: index, end: index + found.length - after.length, kind: "punctuation" as const },
      message: t("No space before “{0}”.", mark),
      suggestion: after === "" ? `${mark} ` : mark,
    }),
  );

const spacesMissing = (passage: Passage): readonly Hit[] =>
  [...matchesIn(passage.text, /(?<=\p{Ll}{2})([,;])(?=\p{Ll}{2})/gu)].map(({ index, 0: mark }) => ({
    ...{ passage, start: index, end: index + 1, kind: "punctuation" as const },
    message: t("A space is missing behind “{0}”.", mark),
    suggestion: `${mark} `,
  }));
