/** Japanese honorifics (敬語): two of them in one word, titles that are honorifics already. */
import { t } from "../../util/l10n";
import { type Hit, matchesIn, perPassage, type Rule } from "../rule";

/** What is said twice, and what to write: `$1` is a group of the pattern. */
const doubled: readonly (readonly [pattern: RegExp, suggestion: string])[] = [
  [/おっしゃられ(?=[るたてま])/gu, "おっしゃ"],
  [/ご覧になられ(?=[るたてま])/gu, "ご覧にな"],
  [/お越しになられ(?=[るたてま])/gu, "お越しにな"],
  [/お見えになられ(?=[るたてま])/gu, "お見えにな"],
  [/お(\p{Script=Han}\p{Script=Hiragana}{0,2})になられ(?=[るたてま])/gu, "お$1にな"],
  [/召し上がられ(?=[るたてま])/gu, "召し上が"],
  [/お召し上がりになられ(?=[るたてま])/gu, "召し上が"],
];

const polite: readonly (readonly [pattern: RegExp, suggestion: string])[] = [
  [/拝見させていただ(?=[くきい])/gu, "拝見いたし"],
  [/伺わせていただ(?=[くきい])/gu, "伺い"],
  [/お伺いさせていただ(?=[くきい])/gu, "伺い"],
  [/ご拝読/gu, "お読み"],
  [/ご拝聴/gu, "お聴き"],
  [/各位(?:様|殿)/gu, "各位"],
  [/御中\s?様|様\s?御中/gu, "御中"],
  [
    /(社長|会長|部長|課長|係長|院長|所長|局長|理事長|室長|次長|支店長|校長|先生|教授|博士)(?:様|殿様|さま)/gu,
    "$1",
  ],
  [/(貴社|御社|弊社)(?:様|さま)/gu, "$1"],
  [/お(?:お|御)(?=\p{Script=Han})|ご御(?=\p{Script=Han})/gu, "お"],
];

/** The end of 「…られた」 is that of る-verbs, of 「…になった」 another: only the found words are named, not replaced. */
const named = new Set(doubled.map(([pattern]) => pattern));

export const honorifics: Rule = perPassage((passage) =>
  [...doubled, ...polite].flatMap(([pattern, suggestion]) =>
    [...matchesIn(passage.unquoted, pattern)].map(({ index, 0: found, 1: first = "" }): Hit => {
      const wanted = suggestion.replace("$1", first);
      const place = { passage, start: index, end: index + found.length, kind: "honorific" as const };
      if (named.has(pattern) || wanted.endsWith("い") || wanted.endsWith("し"))
        return {
          ...place,
          message: t("“{0}” is an honorific twice over. Write it with “{1}…”.", found, wanted),
        };
      const message = t("“{0}” is an honorific twice over. Write “{1}”.", found, wanted);
      return { ...place, message, suggestion: wanted };
    }),
  ),
);
