/** Which characters a pattern's parts begin with: what decides whether it can give characters back. */
import { isLookAround, type PatternNode } from "./patternSyntax";

export type CharacterSet = ReadonlySet<string>;
/** The characters an atom matches, out of the sample. */
export type SetOf = (atom: string) => CharacterSet;

/** Every character that rules distinguish: Latin, digits, marks, kana, kanji, full width, one emoji. */
const sample = [
  ...Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)),
  ..."\u2010\u2013\u2014\u2015\u2018\u2019\u201c\u201d\u2028\u2212\u3000、。「」『』ー・〜々ゝ①②㈱ΑΩαωЖж한글😀",
  ...range(0x3041, 0x3096),
  ...range(0x30a1, 0x30fa),
  ...range(0xff01, 0xff9f),
  ..."一二三四五六七八九十百千万年月日時分秒円第章条項号個人番号同意提供銀行口座患者氏名住所電話保険険記録責任安全点検",
];

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
}

/** Most atoms stand for themselves: no need to try the sample. */
const isLetter = /^[\p{L}\p{N}]$/u;

export function characterSets(flags: string): SetOf {
  const cache = new Map<string, CharacterSet>();
  return (atom) => {
    const known = cache.get(atom);
    if (known !== undefined) return known;
    if (isLetter.test(atom)) {
      const set = new Set(flags.includes("i") ? [atom, atom.toLowerCase(), atom.toUpperCase()] : [atom]);
      cache.set(atom, set);
      return set;
    }
    const expression = new RegExp(`^(?:${atom})$`, `${flags.replace("m", "")}u`);
    // The pattern's own characters belong to the sample, whatever script they are of.
    const set = new Set([...sample, ...atom].filter((character) => expression.test(character)));
    cache.set(atom, set);
    return set;
  };
}

/** Undefined: it cannot be told. The empty set: the end of the pattern, where nothing can fail any more. */
export type First = CharacterSet | undefined;
export const nothing: CharacterSet = new Set();

/** Answers which characters a match begins with. */
export function firstCharacters(setOf: SetOf) {
  /** Characters a match of the node begins with; undefined when it may be empty or cannot be told. */
  function first(node: PatternNode): First {
    if (node.kind === "atom") return setOf(node.source);
    if (node.kind === "group") return isLookAround(node) ? undefined : first(node.body);
    if (node.kind === "repeat") return node.min > 0 ? first(node.body) : undefined;
    if (node.kind === "sequence") return firstOfAll(node.items, undefined);
    if (node.kind === "alternatives") return union(node.options.map(first));
    return undefined;
  }

  /** First characters of a sequence, optional items included, then of what follows it. */
  function firstOfAll(items: readonly PatternNode[], follow: First): First {
    const [head, ...rest] = items;
    if (head === undefined) return follow;
    const own = first(head);
    if (own !== undefined) return own;
    if (head.kind === "repeat") return union([first(head.body), firstOfAll(rest, follow)]);
    const transparent =
      head.kind === "assertion" || (head.kind === "group" && isLookAround(head) && short(head.body));
    return transparent ? firstOfAll(rest, follow) : undefined;
  }

  return { first, firstOfAll };
}

/** A look-around over a few characters costs a constant. */
function short(node: PatternNode): boolean {
  if (node.kind === "repeat") return node.max <= 32 && short(node.body);
  if (node.kind === "group") return short(node.body);
  if (node.kind === "sequence") return node.items.every(short);
  if (node.kind === "alternatives") return node.options.every(short);
  return node.kind !== "backReference";
}

export function union(sets: readonly First[]): First {
  const all = new Set<string>();
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (const character of set) all.add(character);
  }
  return all;
}

export function disjoint(a: CharacterSet, b: CharacterSet): boolean {
  for (const character of a) if (b.has(character)) return false;
  return true;
}
