/**
 * What the meaning guard (`meaning.ts`) cannot see because it asks whether something occurs, not how often: a figure
 * that is said twice, a figure that is no value (4M), a year that the source leaves open, one negation of two.
 */
import { folded } from "./fold";
import { sameValue } from "./meaning";
import { valuesIn } from "./values";

/** Each is one "no"; obligations in the form of a double negation are none. */
const positive =
  /(?:(?:なけれ|ね)ば|なくては)(?:なら(?:ない|ぬ)|なりません|いけ(?:ない|ません))|少ない|危ない/gu;
const negative =
  /ない|ません|なかっ|なく(?=[、。て])|[らさせれかわばたえけべめ]ず(?=に|、|。|$)|なし(?=[。、で]|$)|禁止|厳禁|不可(?!欠|分|避|能)|\b(?:not|no|none|never|neither|nor|without|cannot|prohibited|forbidden)\b|n['’]t\b/giu;

const negations = (text: string): number => folded(text).replace(positive, "").match(negative)?.length ?? 0;

/** One sentence in another's place says "no" as often. */
export const negatesAlike = (sentence: string, source: string): boolean =>
  negations(sentence) === negations(source);

/** The first figure of `sentence` that `source` does not bear: absent, used up, or a date's year of its own. */
export function strayFigure(sentence: string, source: string): string | undefined {
  const given = [...valuesIn(source)];
  const said = valuesIn(sentence);
  for (const value of said) {
    const at = given.findIndex(
      (other) =>
        sameValue(value, other) && !(value.date?.year !== undefined && other.date?.year === undefined),
    );
    if (at < 0) return value.text;
    given.splice(at, 1);
  }
  return digitsOf(sentence, said).find((digits) => !digitsOf(source, []).includes(digits));
}

/** Runs of digits outside of values, which were compared as such. */
function digitsOf(text: string, values: ReturnType<typeof valuesIn>): readonly string[] {
  return [...text.matchAll(/[0-9０-９]+/gu)]
    .filter(({ index }) => !values.some(({ span }) => span.start <= index && index < span.end))
    .map(([digits]) => digits.normalize("NFKC"));
}
