/** Where the words of a list of terms stand in a passage, with what should stand there. */
import { type Passage } from "../passage";
import { type RuleInput } from "../rule";
import { type Term } from "../termList";
import { type Token } from "../tokens";

export interface WordPlace {
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly prefer: string;
}

const kanji = /\p{Script=Han}/u;

/** Places of the variants, the longest at each; one inside a preferred word (サーバ in サーバー) is none. */
export function placesOf(terms: readonly Term[], passage: Passage, input: RuleInput): readonly WordPlace[] {
  const tokens = tokensIn(passage, input);
  const found = terms.flatMap((term) =>
    term.as === undefined
      ? plain(term, passage.unquoted, tokens)
      : (tokens ?? []).flatMap((token) => inflected(term, token, passage)),
  );
  const longest = found.sort((a, b) => a.start - b.start || b.end - a.end);
  return longest.filter(
    (place, index) =>
      !longest.slice(0, index).some(({ start, end }) => start <= place.start && place.start < end),
  );
}

/** Undefined where there is no tokeniser. */
function tokensIn(passage: Passage, input: RuleInput): readonly Token[] | undefined {
  const all = input.tokensOf(passage);
  return all.length === 0 ? undefined : all.flat();
}

function plain({ prefer, variants }: Term, text: string, tokens: readonly Token[] | undefined): WordPlace[] {
  return variants.flatMap((variant) =>
    placesOfWord(text, variant)
      .filter(({ start, end }) => isWord(text, { start, end, word: variant }, tokens))
      .filter(({ start }) => !standsIn(text, start, variant, prefer))
      .map(({ start, end }) => ({ start, end, found: variant, prefer })),
  );
}

export function placesOfWord(text: string, word: string) {
  const places: { readonly start: number; readonly end: number }[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
    places.push({ start: at, end: at + word.length });
  return places;
}

/** The place is part of the preferred word already: シミュレータ in シミュレータ部. */
function standsIn(text: string, start: number, variant: string, prefer: string): boolean {
  const inside = prefer.indexOf(variant);
  return inside >= 0 && text.startsWith(prefer, start - inside);
}

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

/** Whole words only, as each script divides them: 測面 in 計測面 is none, サーバ in サーバルーム neither. */
export function isWord(
  text: string,
  { start, end, word }: Candidate,
  tokens: readonly Token[] | undefined,
): boolean {
  const before = text[start - 1] ?? "";
  const after = text[end] ?? "";
  if (/^[\p{Script=Katakana}ー]/u.test(word) && /[\p{Script=Katakana}ー]/u.test(before)) return false;
  if (/[\p{Script=Katakana}ー]$/u.test(word) && /[\p{Script=Katakana}ー]/u.test(after)) return false;
  if (/^[A-Za-z]/.test(word) && /[A-Za-z0-9]/.test(before)) return false;
  if (/[A-Za-z]$/.test(word) && /[A-Za-z0-9]/.test(after)) return false;
  if (!/[\p{Script=Han}\p{Script=Hiragana}]/u.test(word)) return true;
  if (tokens === undefined) return !kanji.test(word) || word.length > 3;
  return beginsToken(tokens, start) && endsToken(tokens, end);
}

const beginsToken = (tokens: readonly Token[], offset: number) => tokens.some(({ at }) => at === offset);
const endsToken = (tokens: readonly Token[], offset: number) =>
  tokens.some(({ at, surface }) => at + surface.length === offset);

/** 出来た is an inflection of 出来る: できた. */
function inflected(
  { prefer, variants, as }: Term,
  token: Token,
  { unquoted }: Passage,
): readonly WordPlace[] {
  const { surface, at, pos, detail, base } = token;
  if (unquoted.slice(at, at + surface.length) !== surface) return [];
  const fits =
    (as === "noun" && pos === "名詞" && detail !== "接尾" && detail !== "固有名詞") ||
    (as === "formal" && pos === "名詞" && detail === "非自立") ||
    (as === "verb" && (pos === "動詞" || pos === "形容詞")) ||
    (as === "auxiliary" && pos === "動詞" && detail === "非自立") ||
    (as === "conjunction" && pos === "接続詞") ||
    (as === "adverb" && pos === "副詞");
  if (!fits) return [];
  for (const variant of variants) {
    const word = as === "verb" || as === "auxiliary" ? restem(surface, base, { variant, prefer }) : undefined;
    if (word !== undefined) return [{ start: at, end: at + surface.length, found: surface, prefer: word }];
    if (surface === variant && as !== "verb" && as !== "auxiliary")
      return [{ start: at, end: at + surface.length, found: surface, prefer }];
  }
  return [];
}

/** The inflected form with the stem of the preferred word; undefined where it is another word. */
function restem(
  surface: string,
  base: string,
  { variant, prefer }: { readonly variant: string; readonly prefer: string },
): string | undefined {
  if (base !== variant) return undefined;
  let common = 0;
  while (
    common < variant.length &&
    common < prefer.length &&
    variant.at(-1 - common) === prefer.at(-1 - common)
  )
    common += 1;
  const stem = variant.slice(0, variant.length - common);
  return surface.startsWith(stem) && stem !== ""
    ? prefer.slice(0, prefer.length - common) + surface.slice(stem.length)
    : undefined;
}
