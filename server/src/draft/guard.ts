/**
 * Whether a model's wording may stand for a sentence of a manual. Beside what a summary's must keep (`documents/wording.ts`)
 * no word of substance may come: a reader who closes the valve where the source opens it would not look it up.
 */
import { politenessOf } from "../documents/politeness";
import { changedEnglish, changedKanji } from "../documents/sameWords";
import { languageOfText, rejection } from "../documents/wording";
import { type Language } from "../util/l10n";

/** Share of the source's words that a wording may leave out: 用いて becomes 使って, of becomes nothing. */
const mostLost = 1 / 4;

export interface Source {
  readonly text: string;
  /** Names that stand above it. */
  readonly above: string;
}

export function mayStand(wording: string, { text, above }: Source, language: Language): boolean {
  if (rejection(wording, text, language, above) !== undefined) return false;
  // Another language has other words.
  if (languageOfText(text) !== language) return true;
  if (letters(wording, language) !== letters(text, language)) return false;
  // 「確認する。戻ってもよい。」 is not 「確認し、戻ってもよい。」: who joins them makes a choice of a duty.
  if (endsIn(wording) !== endsIn(text)) return false;
  if (language === "en") return changedEnglish(text, wording, { added: 0, lost: mostLost / 2 }) === undefined;
  // A manual is in one style from beginning to end.
  const [style, own] = [politenessOf(wording), politenessOf(text)];
  if (style !== undefined && own !== undefined && style !== own) return false;
  const given = new Set(text.match(/\p{Script=Han}/gu));
  const said = new Set(wording.match(/\p{Script=Han}/gu));
  const isNew = [...said].some((kanji) => !given.has(kanji));
  const gone = [...given].filter((kanji) => !said.has(kanji));
  return !isNew && gone.length <= given.size * mostLost && changedKanji(text, wording, 0) === undefined;
}

/** Sentences, whether the last one is ended or not. */
const endsIn = (text: string): number =>
  text
    .trim()
    .replace(/[。．.!?！？]+$/u, "")
    .match(/[。！？]|[.!?](?=\s)/gu)?.length ?? 0;

/** Letters that stand alone name things (弁A, key B), in their order; in English two of them are words. */
const letters = (text: string, language: Language): string =>
  (text.normalize("NFKC").match(/(?<!\p{Script=Latin})\p{Lu}(?!\p{Script=Latin})/gu) ?? [])
    .filter((letter) => language === "ja" || (letter !== "A" && letter !== "I"))
    .join("");
