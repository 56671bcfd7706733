/** One spelling of each word in a document (表記ゆれ): the one it has most often. */
import { t } from "../../util/l10n";
import { type Passage } from "../passage";
import { type Hit, type Rule, type RuleInput } from "../rule";
import { isWord, placesOfWord } from "./words";

interface Use {
  readonly passage: Passage;
  readonly start: number;
  readonly form: string;
}

export const spelling: Rule = (input) => [
  ...input.style.groups.flatMap((group) => oddOnes(usesOf(group, input))),
  ...[...katakanaForms(input)].flatMap(([, uses]) => oddOnes(uses)),
];

/** Where the words of a group stand; 支払 in 支払日 is another word. */
function usesOf(group: readonly string[], input: RuleInput): readonly Use[] {
  return input.passages.flatMap((passage) => {
    const present = group.filter((form) => passage.unquoted.includes(form));
    if (present.length === 0) return [];
    const all = input.tokensOf(passage);
    const tokens = all.length === 0 ? undefined : all.flat();
    return present.flatMap((form) =>
      placesOfWord(passage.unquoted, form)
        .map(({ start, end }) => ({ start, end, word: form }))
        .filter(
          (place) =>
            isWord(passage.unquoted, place, tokens) && !isCompound(passage.unquoted, place.start, form),
        )
        .map(({ start }) => ({ passage, start, form })),
    );
  });
}

/** A verb (取り扱い、) and a word that goes on in kanji (取扱者) have spellings of their own. */
function isCompound(text: string, start: number, form: string): boolean {
  const kanji = /\p{Script=Han}/u;
  if (!kanji.test(form)) return false;
  const after = text.slice(start + form.length, start + form.length + 2);
  const before = text[start - 1] ?? "";
  return (
    (kanji.test(form.at(-1) ?? "") &&
      /^[\p{Script=Han}\p{Script=Hiragana}]/u.test(after) &&
      !particle.test(after)) ||
    (kanji.test(form[0] ?? "") && kanji.test(before) && /^\p{Script=Han}/u.test(form)) ||
    (/[いきしちりみえけせてめれ]$/u.test(form) &&
      /^(?:、|，|ま[しす]|た|て|つつ|なが|な(?:い|さ|ど(?!の)))/u.test(after))
  );
}

const particle = /^(?:[をがはにへとのでも、。]|から|まで|より|など|する|し[たてな])/u;

/** Katakana words that differ in a long vowel, a small letter or a dot only. */
function katakanaForms({ passages }: RuleInput): ReadonlyMap<string, readonly Use[]> {
  const byKey = new Map<string, Use[]>();
  for (const passage of passages)
    for (const { index, 0: form } of passage.unquoted.matchAll(/[\p{Script=Katakana}ー]{3,}/gu)) {
      const key = folded(form);
      if (key.length < 3) continue;
      const uses = byKey.get(key) ?? [];
      uses.push({ passage, start: index, form });
      byKey.set(key, uses);
    }
  return byKey;
}

const smallLetters: Readonly<Record<string, string>> = {
  ...{ ァ: "ア", ィ: "イ", ゥ: "ウ", ェ: "エ", ォ: "オ" },
};

/** What two spellings of one word have in common. ッ, ャ, ュ and ョ stay: they make other words. */
const folded = (form: string): string =>
  form
    .replace(/ヴァ/gu, "バ")
    .replace(/ヴィ/gu, "ビ")
    .replace(/ヴェ/gu, "ベ")
    .replace(/ヴォ/gu, "ボ")
    .replace(/ヴ/gu, "ブ")
    .replace(/[ァィゥェォ]/gu, (letter) => smallLetters[letter] ?? letter)
    .replace(/ー$/u, "");

/** Those that are not in the form used most often, or first among equals. */
function oddOnes(uses: readonly Use[]): readonly Hit[] {
  const counts = new Map<string, number>();
  for (const { form } of uses) counts.set(form, (counts.get(form) ?? 0) + 1);
  if (counts.size < 2) return [];
  const [most] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
  return uses
    .filter(({ form }) => form !== most)
    .map(({ passage, start, form }) => ({
      ...{ passage, start, end: start + form.length, kind: "spelling" as const },
      message: t("“{0}” here, “{1}” elsewhere in the document.", form, most),
      suggestion: most,
      sameWord: true as const,
      word: form,
    }));
}
