/** Words that the house style, the user's list or any dictionary writes otherwise. */
import { type ProofKind } from "../../protocol";
import { t } from "../../util/l10n";
import { type Hit, perPassage, type Rule, type RuleInput } from "../rule";
import { type Passage } from "../passage";
import { type Term } from "../termList";
import { placesOf, type WordPlace } from "./words";

function hitsOf(
  terms: readonly Term[],
  kind: ProofKind,
  message: (place: WordPlace) => string,
  more: Pick<Hit, "sameWord"> = {},
): (passage: Passage, input: RuleInput) => readonly Hit[] {
  return (passage, input) =>
    placesOf(terms, passage, input).map((place) => ({
      ...{ passage, start: place.start, end: place.end, kind },
      message: message(place),
      suggestion: place.prefer,
      word: place.found,
      ...more,
    }));
}

/** What a rule of spelling says in the case of the word: Recieve, Receive. */
function cased(found: string, prefer: string): string {
  if (/^[A-Z]{2}/.test(found)) return prefer.toUpperCase();
  return /^[A-Z]/.test(found) ? prefer.charAt(0).toUpperCase() + prefer.slice(1) : prefer;
}

/** English words in any case of letters. */
function englishTypos(terms: readonly Term[], passage: Passage): readonly Hit[] {
  const wrong = new Map(
    terms.flatMap(({ prefer, variants }) => variants.map((variant) => [variant.toLowerCase(), prefer])),
  );
  return [...passage.unquoted.matchAll(/(?<![\p{L}\p{N}'’-])[A-Za-z]{3,}(?![\p{L}\p{N}'’-])/gu)].flatMap(
    ({ index, 0: found }) => {
      const prefer = wrong.get(found.toLowerCase());
      if (prefer === undefined) return [];
      const suggestion = cased(found, prefer);
      const message = misspelt(found, suggestion);
      return [
        {
          passage,
          start: index,
          end: index + found.length,
          kind: "typo" as const,
          message,
          suggestion,
          word: found,
        },
      ];
    },
  );
}

const misspelt = (found: string, prefer: string) =>
  t("“{0}” is probably a slip. Did you mean “{1}”?", found, prefer);

export const ownTerms: Rule = (input) =>
  perPassage(
    hitsOf(input.style.own, "term", ({ found, prefer }) =>
      t("Your list of terms has “{1}” for “{0}”.", found, prefer),
    ),
  )(input);

export const styleTerms: Rule = (input) =>
  perPassage(
    hitsOf(
      input.style.terms,
      "term",
      ({ found, prefer }) => t("The house style writes “{1}”, not “{0}”.", found, prefer),
      { sameWord: true },
    ),
  )(input);

const latin = /^[\p{ASCII}]+$/u;

export const typos: Rule = (input) => {
  const english = input.style.typos.filter(({ prefer }) => latin.test(prefer));
  const others = input.style.typos.filter(({ prefer }) => !latin.test(prefer));
  const japanese = hitsOf(others, "typo", ({ found, prefer }) => misspelt(found, prefer));
  return input.passages.flatMap((passage) => [
    ...(passage.japanese ? japanese(passage, input) : []),
    ...englishTypos(english, passage),
  ]);
};
