/** The paragraphs of two versions of one clause, side by side. */
import { tokensOf } from "../../retrieval/tokens";
import { likenessOf, type Unit } from "./clauses";

/** One side is absent where a paragraph came or went; both with the same key: nothing changed. */
export interface UnitPair {
  readonly old?: Unit;
  readonly new?: Unit;
}

/** Less alike than this, one went and the other came. */
const leastLikeness = 0.4;
/** Pairs of paragraphs that are compared word by word; beyond it, only equal ones are found. */
const mostPairs = 40_000;

/** In the order of the new version; what went stands behind what stood before it. */
export function pairUnits(old: readonly Unit[], fresh: readonly Unit[]): readonly UnitPair[] {
  const partner = new Map<Unit, Unit>();
  const used = new Set<Unit>();
  const take = (left: Unit, right: Unit) => {
    partner.set(right, left);
    used.add(left);
  };
  for (const [left, right] of equalOnes(old, fresh)) take(left, right);
  const [gone, come] = [old.filter((unit) => !used.has(unit)), fresh.filter((unit) => !partner.has(unit))];
  for (const [left, right] of likeOnes(gone, come))
    if (!used.has(left) && !partner.has(right)) take(left, right);
  return inOrder(old, fresh, partner);
}

/** Equal paragraphs, the first with the first. */
function equalOnes(old: readonly Unit[], fresh: readonly Unit[]): readonly (readonly [Unit, Unit])[] {
  const waiting = new Map<string, Unit[]>();
  for (const unit of old) waiting.set(unit.key, [...(waiting.get(unit.key) ?? []), unit]);
  return fresh.flatMap((unit): readonly (readonly [Unit, Unit])[] => {
    const left = waiting.get(unit.key)?.shift();
    return left === undefined ? [] : [[left, unit]];
  });
}

function likeOnes(gone: readonly Unit[], come: readonly Unit[]): readonly (readonly [Unit, Unit])[] {
  if (gone.length * come.length > mostPairs) return [];
  const words = new Map([...gone, ...come].map((unit) => [unit, new Set(tokensOf(unit.text))]));
  const like = (left: Unit, right: Unit) =>
    likenessOf(words.get(left) ?? new Set(), words.get(right) ?? new Set());
  return gone
    .flatMap((left) => come.map((right) => ({ left, right, likeness: like(left, right) })))
    .filter(({ likeness }) => likeness >= leastLikeness)
    .sort((one, other) => other.likeness - one.likeness)
    .map(({ left, right }) => [left, right] as const);
}

function inOrder(
  old: readonly Unit[],
  fresh: readonly Unit[],
  partner: ReadonlyMap<Unit, Unit>,
): readonly UnitPair[] {
  const kept = new Set(partner.values());
  const pairs: UnitPair[] = [];
  let at = 0;
  const goneBefore = (end: number) => {
    for (; at < end; at += 1) {
      const unit = old[at];
      if (unit !== undefined && !kept.has(unit)) pairs.push({ old: unit });
    }
  };
  const places = new Map(old.map((unit, index) => [unit, index]));
  for (const unit of fresh) {
    const left = partner.get(unit);
    if (left !== undefined) goneBefore(places.get(left) ?? at);
    pairs.push(left === undefined ? { new: unit } : { old: left, new: unit });
  }
  goneBefore(old.length);
  return pairs;
}
