/** Which clause of the old version is which of the new one. Clauses are renumbered, renamed, moved, put in between. */
import { type Clause, likenessOf } from "./clauses";

export interface ClausePair {
  readonly old: Clause;
  readonly new: Clause;
}

/** What clauses of the same number, and clauses that share only words, must have in common. */
const leastLikeness = { sameNumber: 0.25, words: 0.45 } as const;
/** A word in more clauses than this says nothing about which one it is. */
const commonWord = 12;

/**
 * Pairs in the order of the new version; a clause is in one pair at most. Number and name first, then the name, then
 * the number, then what they say. Linear but for words, of which only those in few clauses are looked at.
 */
export function pairClauses(old: readonly Clause[], fresh: readonly Clause[]): readonly ClausePair[] {
  const pairs = new Map<Clause, Clause>();
  const used = new Set<Clause>();
  const open = () =>
    [old.filter((clause) => !used.has(clause)), fresh.filter((clause) => !pairs.has(clause))] as const;
  const take = ([left, right]: readonly [Clause, Clause]) => {
    pairs.set(right, left);
    used.add(left);
  };
  sameKey(...open(), fullKey)
    .filter(isOne)
    .forEach(take);
  sameKey(...open(), titleKey).forEach(take);
  sameKey(...open(), numberKey)
    .filter(isLike(leastLikeness.sameNumber))
    .forEach(take);
  for (const pair of byWords(...open())) if (!used.has(pair[0]) && !pairs.has(pair[1])) take(pair);
  return fresh.flatMap((clause) => {
    const left = pairs.get(clause);
    return left === undefined ? [] : [{ old: left, new: clause }];
  });
}

type Two = readonly [old: Clause, fresh: Clause];

const fullKey = ({ section }: Clause) => section.headings.join("\u0000");
const titleKey = ({ section: { title, number } }: Clause) => (title === number ? "" : title);
const numberKey = ({ section: { path, number } }: Clause) =>
  number === undefined ? "" : path.join("\u0000");

const isLike =
  (least: number) =>
  ([left, right]: Two) =>
    likenessOf(left.words, right.words) >= least;

/** A heading that is a number alone says little: 第5条 is another clause after one was put in before it. */
const isOne = (two: Two) => titleKey(two[0]) !== "" || isLike(leastLikeness.sameNumber)(two);

/** The clauses of one key, the first with the first; an empty key is none. */
function sameKey(
  old: readonly Clause[],
  fresh: readonly Clause[],
  keyOf: (clause: Clause) => string,
): readonly Two[] {
  const waiting = new Map<string, Clause[]>();
  for (const clause of old) {
    const key = keyOf(clause);
    const same = waiting.get(key);
    if (same === undefined) waiting.set(key, [clause]);
    else same.push(clause);
  }
  return fresh.flatMap((clause): readonly Two[] => {
    const key = keyOf(clause);
    // Text before the first heading has no name on either side.
    if (key === "" && clause.section.headings.length > 0) return [];
    const left = waiting.get(key)?.shift();
    return left === undefined ? [] : [[left, clause]];
  });
}

/** The likest first. */
function byWords(old: readonly Clause[], fresh: readonly Clause[]): readonly Two[] {
  const holders = new Map<string, Clause[]>();
  for (const clause of old)
    for (const word of clause.words) {
      const all = holders.get(word);
      if (all === undefined) holders.set(word, [clause]);
      else all.push(clause);
    }
  const found = fresh.flatMap((clause) => {
    const near = new Set<Clause>();
    for (const word of clause.words) {
      const all = holders.get(word) ?? [];
      if (all.length <= commonWord) for (const one of all) near.add(one);
    }
    return [...near].map((left) => ({
      two: [left, clause] as const,
      likeness: likenessOf(left.words, clause.words),
    }));
  });
  return found
    .filter(({ likeness }) => likeness >= leastLikeness.words)
    .sort((left, right) => right.likeness - left.likeness)
    .map(({ two }) => two);
}
