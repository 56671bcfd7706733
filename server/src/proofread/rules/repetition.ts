/** Words that stand twice: "the the", 確認確認. */
import { t } from "../../util/l10n";
import { hole } from "../passage";
import { type Hit, matchesIn, perPassage, type Rule } from "../rule";

/** Words that good English says twice. */
const wanted = new Set("that had so very far long bye no many more is".split(" "));

export const doubledWords: Rule = perPassage((passage) =>
  [
    ...matchesIn(passage.unquoted, /(?<![\p{L}\p{N}'’-])([A-Za-z]{2,})[ \n]+(\1)(?![\p{L}\p{N}'’-])/giu),
  ].flatMap(({ index, 0: found, 1: first = "", 2: second = "" }): readonly Hit[] => {
    // Bora Bora is a name.
    if (wanted.has(second.toLowerCase()) || /^[A-Z]/.test(second)) return [];
    const message = t("“{0}” stands twice.", second);
    const place = { passage, start: index, end: index + found.length };
    return [{ ...place, kind: "repetition", message, suggestion: first }];
  }),
);

/** The same four letters or more again at once; a dash or a row of one letter is a line, not a word. */
export const doubledStretches: Rule = perPassage((passage) =>
  [
    ...matchesIn(
      passage.unquoted,
      /(?<![\p{Script=Han}\p{Script=Katakana}ー])([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{4,20})\1/gu,
    ),
    ...matchesIn(passage.unquoted, /(?<![\p{Script=Han}])(\p{Script=Han}{2,3})\1(?!\p{Script=Han})/gu),
  ].flatMap(({ index, 0: found, 1: once = "" }): readonly Hit[] => {
    if (new Set(once).size < 2 || found.includes(hole)) return [];
    const message = t("“{0}” stands twice.", once);
    return [
      { passage, start: index, end: index + found.length, kind: "repetition", message, suggestion: once },
    ];
  }),
);
