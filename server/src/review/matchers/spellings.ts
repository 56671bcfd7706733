/** One word for one thing (表記ゆれ): サーバ and サーバー, e-mail and email. */
import { t } from "../../util/l10n";
import { type Pattern, stretchOf } from "./pattern";
import { type Hit, type Structure } from "./structure";
import { compileTerms } from "./terms";

export interface Spelling {
  /** Absent: the form that the document uses most often. */
  readonly prefer?: string;
  readonly variants: readonly string[];
}

/** A hit at every form that is not the preferred one, which is the group `prefer` of the hit. */
export function spellingsMatcher(spellings: readonly Spelling[]): Structure {
  const forms = spellings.map(({ prefer, variants }) => ({
    prefer,
    // The longest form wins at a place: サーバ inside サーバー is no variant.
    pattern: compileTerms(prefer === undefined ? variants : [prefer, ...variants], ""),
  }));
  return {
    mayBeIn: (index) => forms.some(({ pattern }) => pattern.mayBeIn(index)),
    hits: (unit, document) =>
      forms
        .flatMap(({ prefer, pattern }): readonly Hit[] => {
          const found = pattern.find(unit) ?? [];
          if (found.length === 0) return [];
          const wanted = prefer ?? mostFrequent(pattern, document.text);
          return found
            .filter(({ start, end }) => oneSpace(unit.text.slice(start, end)) !== wanted)
            .map(({ start, end }) => {
              const span = unit.spanOf(start, end);
              const detail = t("use “{0}”", wanted);
              return { span, value: span, groups: { prefer: wanted }, detail };
            });
        })
        .sort((a, b) => a.span.start - b.span.start),
  };
}

const oneSpace = (text: string) => text.replace(/\s+/gu, " ");

/** Of equally frequent ones the first in the text. */
function mostFrequent(pattern: Pattern, text: string): string {
  const counts = new Map<string, number>();
  for (const { start, end } of pattern.find(stretchOf(text)) ?? []) {
    const form = oneSpace(text.slice(start, end));
    counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0] as const)[0];
}
