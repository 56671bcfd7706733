/**
 * Whether a model's wording may take the place of a sentence. It may not change numbers, dates, amounts, names,
 * negation, modality, conditions or exceptions, nor bring or leave out what is said: what fails is refused, with why.
 */
import { type Marker, markersAt } from "../../documents/meaning";
import { changedEnglish, changedKanji } from "../../documents/sameWords";
import { type Value, valuesIn } from "../../documents/values";
import { isJapanese } from "../passage";
import { sameValues } from "../meaningKept";
import { type Token } from "../tokens";

export type Refusal =
  | { readonly kind: "unreadable" | "same" | "lines" | "language" | "length" | "order" }
  | { readonly kind: "value"; readonly given: string; readonly said: string }
  | { readonly kind: "name" | "added" | "lost"; readonly text: string }
  | { readonly kind: "marker"; readonly marker: Marker };

export interface Wording {
  readonly text: string;
  /** Empty where there is no tokeniser: then every word in kanji counts as a name. */
  readonly tokens: readonly Token[];
}

/** The first reason against it; undefined where it may be shown. */
export function refusalOf(before: Wording, after: Wording): Refusal | undefined {
  const text = after.text.trim();
  if (text === "") return { kind: "unreadable" };
  if (/[\r\n]/.test(text)) return { kind: "lines" };
  if (text === before.text.trim()) return { kind: "same" };
  if (isJapanese(text) !== isJapanese(before.text)) return { kind: "language" };
  if (text.length > before.text.length * 1.4 + 12) return { kind: "length" };
  return (
    valueRefusal(before.text, text) ??
    nameRefusal(before, { ...after, text }) ??
    markerRefusal(before.text, text) ??
    wordRefusal(before, { ...after, text }) ??
    orderRefusal(before, { ...after, text })
  );
}

const textsOf = (values: readonly Value[]) => values.map(({ text }) => text).join(", ");

/** By value and in order; then figure by figure, also those that are no values (A-12, 様式3). */
function valueRefusal(before: string, after: string): Refusal | undefined {
  const [given, said] = [valuesIn(before), valuesIn(after)];
  if (!sameValues(given, said)) return { kind: "value", given: textsOf(given), said: textsOf(said) };
  const [figures, others] = [figuresIn(before), figuresIn(after)];
  if (figures.join(" ") !== others.join(" "))
    return { kind: "value", given: figures.join(", "), said: others.join(", ") };
  return undefined;
}

const figuresIn = (text: string): readonly string[] => text.normalize("NFKC").match(/\d+(?:[.,]\d+)*/g) ?? [];

const han = /\p{Script=Han}{2,}/gu;

/** Names: what the dictionary calls so, words in capitals or with figures, words in katakana. In order, with repeats. */
export function namesIn({ text, tokens }: Wording): readonly string[] {
  const plain = text.normalize("NFKC");
  const latin =
    /[A-Z][\p{L}\p{N}-]*[A-Z\p{N}][\p{L}\p{N}-]*|(?<=[^.!?\s]\s)[A-Z][a-z]+|[\p{Script=Katakana}ー]{3,}/gu;
  const found = [...plain.matchAll(latin)].map(({ index, 0: name }) => ({ at: index, name }));
  const proper = tokens
    .filter(({ pos, detail }) => pos === "名詞" && detail === "固有名詞")
    .filter(({ surface }) => !/^[\p{Script=Katakana}ー\p{ASCII}]+$/u.test(surface))
    .map(({ at, surface }) => ({ at, name: surface }));
  const titled = [...plain.matchAll(/\p{Script=Han}{1,4}(?=さん|様|氏|医師|看護師|先生)/gu)].map(
    ({ index, 0: name }) => ({ at: index, name }),
  );
  return [...found, ...proper, ...titled].sort((a, b) => a.at - b.at).map(({ name }) => name);
}

function nameRefusal(before: Wording, after: Wording): Refusal | undefined {
  const [given, said] = [new Set(namesIn(before)), new Set(namesIn(after))];
  const [from, to] = [before.text.normalize("NFKC"), after.text.normalize("NFKC")];
  const lost = [...given].find((name) => !to.includes(name));
  if (lost !== undefined) return { kind: "name", text: lost };
  const added = [...said].find((name) => !from.toLowerCase().includes(name.toLowerCase()));
  return added === undefined ? undefined : { kind: "name", text: added };
}

/** As many of each, in the same order: 不要 may not change its place with 必要. */
function markerRefusal(before: string, after: string): Refusal | undefined {
  const [given, said] = [before, after].map((text) => markersAt(text).map(({ marker }) => marker));
  if (given === undefined || said === undefined) return undefined;
  const at = Array.from({ length: Math.max(given.length, said.length) }, (_, index) => index).find(
    (index) => given[index] !== said[index],
  );
  const marker = at === undefined ? undefined : (given[at] ?? said[at]);
  return marker === undefined ? undefined : { kind: "marker", marker };
}

/** None may come that was not there, few may go; without a dictionary nobody knows which of them is a name. */
function wordRefusal(before: Wording, after: Wording): Refusal | undefined {
  if (!isJapanese(before.text)) return changedEnglish(before.text, after.text, { added: 1 / 6, lost: 1 / 3 });
  return changedKanji(before.text, after.text, before.tokens.length === 0 ? 0 : 1 / 4);
}

/** Values and names stand in the order in which they stood: 甲が5日、乙が10日 is not 乙が5日、甲が10日. */
function orderRefusal(before: Wording, after: Wording): Refusal | undefined {
  const names = [...new Set(namesIn(before))];
  const shared = (before.text.match(han) ?? []).filter((word) => after.text.includes(word));
  const order = (text: string) => {
    const plain = text.normalize("NFKC");
    const places = names.map((name) => ({ at: plain.indexOf(name), what: name }));
    const values = [...plain.matchAll(/\d+(?:[.,]\d+)*/g)].map(({ index, 0: what }) => ({ at: index, what }));
    const words = shared.map((word) => ({ at: text.indexOf(word), what: word }));
    const all = values.length + names.length > 1 ? [...places, ...values, ...words] : [...places, ...values];
    return all.sort((a, b) => a.at - b.at).map(({ what }) => what);
  };
  return order(before.text).join("\n") === order(after.text).join("\n") ? undefined : { kind: "order" };
}
