/** Words that say one thing twice (重言): まず最初に, 違和感を感じる. */
import { t } from "../../util/l10n";
import { type Hit, matchesIn, perPassage, type Rule } from "../rule";

/**
 * What is found, and what says it once. Only what no careful writer means: 「一番最後に」 in speech and 「各部署ごと」 are
 * common enough to be left alone.
 */
const redundant: readonly (readonly [pattern: RegExp, once: string])[] = [
  [/まず(?:もって)?最初に/gu, "最初に"],
  [/一番最初/gu, "最初"],
  [/今現在/gu, "現在"],
  [/(?:あらかじめ|予め|事前に)予約/gu, "予約"],
  [/(?:あらかじめ|予め)予定/gu, "予定"],
  [/後で後悔/gu, "後悔"],
  [/過半数を(?:超え|越え)/gu, "半数を超え"],
  [/違和感を感じ/gu, "違和感を覚え"],
  [/被害を被([らりるれろっ])/gu, "被害を受$1"],
  [/返事を返([さしすせそ])/gu, "返事を$1"],
  [/犯罪を犯([さしすせそ])/gu, "罪を犯$1"],
  [/排気ガスを排出/gu, "排気ガスを出"],
  [/頭痛が痛/gu, "頭が痛"],
  [/(?<=\p{Script=Han}|[\p{Script=Katakana}ー])だけに限(?=[らりるれろっ定])/gu, "に限"],
  [
    /約([0-9０-９〇一二三四五六七八九十百千万,，.．]+(?:\p{Script=Han}|[\p{Script=Katakana}ー]){1,4})(?:程度|ほど|くらい|ぐらい)/gu,
    "約$1",
  ],
];

/** Verbs whose form changes with the words around it are only pointed out. */
const uncertain = /^(?:被害を受|返事を|排気ガスを出)/u;

export const saidTwice: Rule = perPassage((passage) =>
  redundant.flatMap(([pattern, once]) =>
    [...matchesIn(passage.unquoted, pattern)].map((match): Hit => {
      const [found] = match;
      const suggestion = once.replace("$1", match[1] ?? "");
      const place = { passage, start: match.index, end: match.index + found.length };
      const message = t("“{0}” says one thing twice.", found);
      return uncertain.test(once)
        ? { ...place, kind: "repetition", message }
        : { ...place, kind: "repetition", message, suggestion };
    }),
  ),
);
