/** Basics of English grammar, as far as a pattern can be sure of them. */
import { t } from "../../util/l10n";
import { type Hit, matchesIn, perPassage, type Rule } from "../rule";

export const articles: Rule = perPassage((passage) =>
  [
    ...matchesIn(passage.unquoted, /(?<![\p{L}\p{N}.'’-])(an?) +([A-Za-z][a-z]{2,})(?![\p{L}\p{N}])/giu),
  ].flatMap(({ index, 1: article = "", 2: word = "" }): readonly Hit[] => {
    // Letters that are read one by one, and what may be a label: "a A3 sheet", "option A is".
    if (/^[A-Z]/.test(article) && !startsSentence(passage.unquoted, index)) return [];
    const wanted = beginsWithVowel(word.toLowerCase()) ? "an" : "a";
    if (article.toLowerCase() === wanted) return [];
    const suggestion = /^A/.test(article) ? wanted.replace("a", "A") : wanted;
    return [
      {
        ...{ passage, start: index, end: index + article.length, kind: "grammar", suggestion },
        message: t("“{0}” before “{1}”: write “{2}”.", article, word, suggestion),
      },
    ];
  }),
);

const startsSentence = (text: string, index: number) => /(?:^|[.!?:]\s+|\n\s*)$/u.test(text.slice(0, index));

/** By sound: an hour, a user. */
function beginsWithVowel(word: string): boolean {
  if (/^(?:hour|honest|honou?r|heir)/.test(word)) return true;
  if (
    /^(?:uni(?!n|m(?!o))|use|usu|util|ubiq|euro|eu[a-z]|ewe|one(?:s|-|$)|once|ura(?!l)|uri|uro|ute|uto)/.test(
      word,
    )
  )
    return false;
  return /^[aeiou]/.test(word);
}

type Correction = readonly [pattern: RegExp, correction: (match: readonly string[]) => string];

/** Every pattern stands for one mistake, with what to write instead. */
const corrections: readonly Correction[] = [
  [
    /(?<![\p{L}])(could|should|would|must|might) of(?= (?:been|had|done|gone|[a-z]+ed)\b)/giu,
    ([, verb]) => `${verb} have`,
  ],
  [
    /(?<![\p{L}])(information|equipment|advice|feedback|software|hardware|evidence|furniture|luggage|knowledge|homework)s(?![\p{L}’'])/giu,
    ([, noun]) => `${noun}`,
  ],
  [
    /(?<![\p{L}])(discuss(?:es|ed|ing)?) about(?= (?:the|a|an|this|that|these|those|it|our|your|their|its)\b)/giu,
    ([, verb]) => `${verb}`,
  ],
  [/(?<![\p{L}])(despite) of(?![\p{L}])/giu, ([, word]) => `${word}`],
  [
    /(?<![\p{L}])(must|should|can|may|will|shall) to(?= (?:be|do|have|make|check|use|keep|report|record|confirm|submit)\b)/giu,
    ([, verb]) => `${verb}`,
  ],
  [
    /(?<![\p{L}])(?:more|most) (better|worse|easier|faster|higher|lower|larger|smaller|safer|best|worst)(?![\p{L}])/giu,
    ([, word]) => `${word}`,
  ],
  [/(?<![\p{L}])(depend(?:s|ed|ing)?) of(?![\p{L}])/giu, ([, verb]) => `${verb} on`],
  [/(?<![\p{L}])(alot)(?![\p{L}])/giu, () => "a lot"],
  [
    /(?<![\p{L}])(compl(?:y|ies|ied|ying)) (?:to|by)(?= (?:the|a|an|all|this|these|those|our|your)\b)/giu,
    ([, verb]) => `${verb} with`,
  ],
  [
    /(?<=^|[.!?]\s)(it|he|she|this) (?:have)(?= (?:been|to|the|a|an|no|not)\b)/giu,
    ([, word]) => `${word} has`,
  ],
  [
    /(?<=^|[.!?]\s)(they|we|you|these|those) (?:has|is|was)(?= (?:\p{L}+))/giu,
    ([match = "", word = ""]) => `${word} ${plural(match)}`,
  ],
  [
    /(?<![\p{L}])(don't|do not|doesn't|does not|didn't|did not) (has|had|goes|does|is|was)(?= )/giu,
    ([, aux = "", verb = ""]) => `${aux} ${bare(verb)}`,
  ],
  [
    /(?<![\p{L}])(there) is(?= (?:many|several|two|three|four|five|some [a-z]+s)\b)/giu,
    ([, word]) => `${word} are`,
  ],
  [
    /(?<![\p{L}])((?:each|every) (?!other\b|one\b|of\b)[a-z]+[^s\W]) (have|are|do)(?= )/giu,
    ([, subject, verb = ""]) => `${subject} ${singular[verb.toLowerCase()] ?? verb}`,
  ],
];

const singular: Readonly<Record<string, string>> = { have: "has", are: "is", do: "does" };
const plural = (match: string) => (/has$/i.test(match) ? "have" : /is$/i.test(match) ? "are" : "were");
const bare = (verb: string) =>
  /^(?:has|had)$/i.test(verb) ? "have" : /^goes$/i.test(verb) ? "go" : /^does$/i.test(verb) ? "do" : "be";

export const grammar: Rule = perPassage((passage) =>
  corrections.flatMap(([pattern, correction]) =>
    [...matchesIn(passage.unquoted, pattern)].map((match): Hit => {
      const suggestion = correction(match);
      return {
        ...{ passage, start: match.index, end: match.index + match[0].length, kind: "grammar", suggestion },
        message: t("“{0}”: write “{1}”.", match[0], suggestion),
      };
    }),
  ),
);
