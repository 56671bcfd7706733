/** Which rules may hit in a text that is one unit: known of the units that did not change while somebody types. */
import { type Pattern } from "./matchers/pattern";
import { createTextIndex, type TextIndex } from "./matchers/textIndex";
import { type Matcher, type Rule, type Scope } from "./rules";
import { type Unit } from "./scopes";

/** Of one document; it holds the texts of the units that its last version had, in memory. */
export interface UnitMemory {
  /**
   * For each rule the units in which it may hit, in order. A rule that is not there hits nowhere. What is found
   * depends on the texts alone, so that a document gives the same whatever was typed before.
   */
  candidates(
    scope: Scope,
    rules: readonly Rule[],
    units: readonly Unit[],
  ): ReadonlyMap<Rule, readonly Unit[]>;
}

interface Known {
  readonly rules: readonly Rule[];
  /** By text: the rules that may hit. */
  readonly texts: ReadonlyMap<string, readonly Rule[]>;
}

/** Nobody types in a file of more units. */
const mostUnits = 50_000;

export function createUnitMemory(): UnitMemory {
  const scopes = new Map<Scope, Known>();
  return {
    candidates(scope, rules, units) {
      const before = scopes.get(scope);
      const old = before !== undefined && isSame(before.rules, rules) ? before.texts : undefined;
      const texts = new Map<string, readonly Rule[]>();
      const found = new Map<Rule, Unit[]>();
      const look = searchIn(
        rules,
        units.filter(({ text }) => old?.has(text) !== true),
      );
      for (const unit of units) {
        const own = texts.get(unit.text) ?? old?.get(unit.text) ?? look(unit);
        if (units.length <= mostUnits) texts.set(unit.text, own);
        for (const rule of own) {
          const known = found.get(rule);
          if (known === undefined) found.set(rule, [unit]);
          else known.push(unit);
        }
      }
      scopes.set(scope, { rules, texts });
      return found;
    },
  };
}

const isSame = (some: readonly Rule[], others: readonly Rule[]) =>
  some.length === others.length && some.every((rule, index) => rule === others[index]);

/** Answers which rules may hit in one of the units; most of them can nowhere, which the texts of all units tell at once. */
function searchIn(rules: readonly Rule[], units: readonly Unit[]): (unit: Unit) => readonly Rule[] {
  const index = createTextIndex();
  for (const { text } of units) index.add(text);
  const able = rules.filter((rule) => mayHit(rule, index));
  return (unit) =>
    able.filter(({ any, all }) => {
      const hits = ({ search }: Matcher) => isPattern(search) && mayHitIn(search, unit);
      return all.every(hits) && (any.length === 0 || any.some(hits));
    });
}

/** Where no engine can search the unit in time, its own text decides, not that of the units beside it. */
function mayHitIn(pattern: Pattern, unit: Unit): boolean {
  const found = pattern.isIn(unit);
  if (found !== undefined) return found;
  const index = createTextIndex();
  index.add(unit.text);
  return pattern.mayBeIn(index);
}

const isPattern = (search: Matcher["search"]): search is Pattern => "isIn" in search;

/** Its units can be told apart by their text: what it looks for are patterns, and nothing around a unit counts before. */
export const looksAtUnits = ({ applies: { scope }, any, all }: Rule): boolean =>
  scope !== "file" && scope !== "code" && [...any, ...all].every(({ search }) => isPattern(search));

/**
 * False: the rule's patterns are not in the texts of the index, which holds all units of its scope. `around`: what stands
 * near a hit, as conditions look at it.
 */
export function mayHit(
  { any, all }: Pick<Rule, "any" | "all">,
  index: TextIndex,
  around?: () => TextIndex,
): boolean {
  const nearBy = (near: Matcher["near"]) =>
    near === undefined || around === undefined || near.pattern.mayBeIn(around());
  const may = ({ search, near }: Matcher) => (search.mayBeIn?.(index) ?? true) && nearBy(near);
  return all.every(may) && (any.length === 0 || any.some(may));
}
