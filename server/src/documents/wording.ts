/** Whether a model's wording may stand for the sentence it cites. What fails is replaced by the sentence itself. */
import { disagreement } from "./meaning";
import { negatesAlike, strayFigure } from "./sameCount";
import { changedEnglish } from "./sameWords";
import { tokensOf } from "../retrieval/tokens";
import { type Language } from "../util/l10n";

export type Rejection = "empty" | "too-long" | "wrong-language" | "meaning" | "unsupported";

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const han = /\p{Script=Han}/gu;
const japaneseLetters = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu;
const letters = /\p{L}/gu;

/** Share of a wording's words that its source must hold, when both are in one language. */
const supportedShare = 0.6;

/** The language most of a text is written in. */
export function languageOfText(text: string): Language {
  const japanese = text.match(japaneseLetters)?.length ?? 0;
  return japanese * 5 > (text.match(letters)?.length ?? 0) ? "ja" : "en";
}

/**
 * The first reason against `wording`, or undefined when it may be shown. `around`: what stands above the source, such
 * as headings; a wording may name things by its words, but its figures must be the source's.
 */
export function rejection(
  wording: string,
  source: string,
  language: Language,
  around = "",
): Rejection | undefined {
  const text = wording.trim();
  if (text === "" || /[\r\n]/.test(text)) return "empty";
  const translated = languageOfText(source) !== language;
  const factor = !translated ? 1.1 : language === "en" ? 4 : 1.2;
  if (text.length > source.length * factor + 12) return "too-long";
  if (!isIn(text, language)) return "wrong-language";
  if (disagreement(text, source) !== undefined || strayFigure(text, source) !== undefined) return "meaning";
  if (!translated && !negatesAlike(text, source)) return "meaning";
  // 「免許証または保険証」 is one of two, 「免許証、保険証」 may be both.
  if (alternative.test(text) !== alternative.test(source)) return "meaning";
  return supported(text, `${around}\n${source}`, translated) ? undefined : "unsupported";
}

/** One of several. */
const alternative = /または|又は|もしくは|若しくは|あるいは|或いは|いずれか|どちらか|\b(?:or|either)\b/iu;

function isIn(text: string, language: Language): boolean {
  if (!/\p{L}/u.test(text)) return true;
  if (language === "en") return languageOfText(text) === "en";
  return kana.test(text) || (text.match(han)?.length ?? 0) >= 2;
}

/** Words that the source does not hold are the model's own; names among them are never allowed. */
function supported(text: string, source: string, translated: boolean): boolean {
  const given = source.normalize("NFKC").toLowerCase();
  const names = text.match(/[A-Z][\w-]*[A-Z\d][\w-]*|[\p{Script=Katakana}ー]{3,}/gu) ?? [];
  const foreign = names.filter((name) => !given.includes(name.normalize("NFKC").toLowerCase()));
  if (foreign.some((name) => !translated || /[A-Z]/.test(name))) return false;
  if (translated) return true;
  if (hasOwnWord(text, given)) return false;
  const tokens = tokensOf(text);
  const known = new Set(tokensOf(source));
  const held = tokens.filter((token) => known.has(token) || given.includes(token) || stemHeld(token, known));
  return tokens.length === 0 || held.length >= tokens.length * supportedShare;
}

/**
 * Words by which duty, limit and time are said: which of them may be said is the meaning guard's concern, not whether the
 * source has the same ones.
 */
const plainWords =
  /必要|必須|義務|禁止|可能|不可|不要|以内|以上|以下|未満|場合|予定|実施|対象|\b(?:required?|requires|needed|needs?|necessary|mandatory|prohibited|forbidden|allowed|permitted|within|due|per|about)\b/giu;

/** One word is enough to turn a sentence: 開ける for 閉める, open for close. */
function hasOwnWord(text: string, given: string): boolean {
  const said = text.normalize("NFKC").toLowerCase().replace(plainWords, " ");
  if ((said.match(han) ?? []).some((kanji) => !given.includes(kanji))) return true;
  return changedEnglish(given, said, { added: 0, lost: 1 }) !== undefined;
}

/** `reported` for `report`: English words agree by their first letters. */
function stemHeld(token: string, known: ReadonlySet<string>): boolean {
  if (token.length < 5 || !/^[a-z]+$/.test(token)) return false;
  const stem = token.slice(0, Math.max(4, token.length - 3));
  return [...known].some((word) => word.startsWith(stem));
}
