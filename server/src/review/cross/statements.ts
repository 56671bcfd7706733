/** Statements of a fact in one document, and which of all statements contradict the others. */
import { folded } from "../../documents/fold";
import { sameValue } from "../../documents/meaning";
import { inUnit } from "../../documents/unitFamilies";
import { type Value, valuesIn } from "../../documents/values";
import { type Finding } from "../../protocol";
import { t } from "../../util/l10n";
import { stretchOf } from "../matchers/pattern";
import { productIn } from "../matchers/valueTest";
import { type FactPattern, type Rule } from "../rules";
import { languagesOf } from "../where";
import { type FactSource, type Statement } from "./facts";

/** Undefined when a pattern cannot be searched in time. */
export function statementsIn(
  rule: Rule,
  { document, path, draft, show }: FactSource,
): readonly Statement[] | undefined {
  const found: Statement[] = [];
  const stretch = stretchOf(document.text);
  for (const [source, fact] of (rule.consistency?.facts ?? []).entries()) {
    if (!concerns(fact, languagesOf(document), path)) continue;
    const matches = fact.pattern.find(stretch);
    if (matches === undefined) return undefined;
    for (const { start, end, value, groups } of matches) {
      const span = { start: value?.start ?? start, end: value?.end ?? end };
      const text = document.text.slice(span.start, span.end);
      const read = rule.consistency?.compare === "text" ? undefined : valueOf(text, fact.unit);
      found.push({
        ...{ rule: rule.id, source, key: folded(groups["key"] ?? ""), text: text.trim() },
        shown: show(span).trim(),
        ...(read === undefined ? {} : { value: read }),
        draft: draft({ start, end }),
      });
    }
  }
  return found;
}

const concerns = ({ languages, matchesPath }: FactPattern, own: readonly string[], path: string): boolean =>
  (languages === undefined || own.some((language) => languages.has(language))) && matchesPath(path);

/** The first value of the text; a bare number has the unit that the rule states. */
function valueOf(text: string, unit: string): Value | undefined {
  const product = productIn(text);
  const span = { start: 0, end: text.length };
  if (product !== undefined) return { kind: "number", text, amount: product, unit, figure: span, span };
  const [value] = valuesIn(text.replace(/(?<=\d)_(?=\d)/g, ""));
  return value !== undefined && value.kind === "number" && value.unit === "" ? { ...value, unit } : value;
}

/** 12か月 is 1年; 3か月 is not 90日. */
export function equalValues(left: Value, right: Value): boolean {
  if (left.unit !== "" && right.unit !== "" && left.unit !== right.unit) {
    const amount = inUnit(left.amount, left.unit, right.unit);
    return amount !== undefined && Math.abs(amount - right.amount) <= Math.abs(right.amount) * 1e-9;
  }
  return sameValue(left, right);
}

function agree(left: Statement, right: Statement): boolean {
  if (left.value !== undefined && right.value !== undefined) return equalValues(left.value, right.value);
  return folded(left.text) === folded(right.text);
}

/** At most so many places of the other side are named. */
const mostRelated = 3;

/** A finding at each statement that the others contradict, with the others beside it. */
export function contradictions(
  rule: Rule,
  statements: readonly Statement[],
  pathOf: (uri: string) => string,
): readonly Finding[] {
  const byKey = new Map<string, Statement[]>();
  for (const one of statements) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
  return [...byKey.values()].flatMap((all) => {
    const sides = sidesOf(all);
    const right = rightSide(rule, sides);
    const [first] = right ?? [];
    if (right === undefined || first === undefined) return [];
    const related = right.slice(0, mostRelated).map(({ draft }) => placeOf(draft));
    return all
      .filter((one) => !right.includes(one))
      .map(({ shown, draft }) => {
        const detail = t("“{0}” here, “{1}” in {2}", shown, first.shown, pathOf(first.draft.uri));
        return { ...draft, message: draft.message.replaceAll("{detail}", () => detail), related };
      });
  });
}

function sidesOf(all: readonly Statement[]): readonly (readonly Statement[])[] {
  const sides: Statement[][] = [];
  for (const one of all) {
    const side = sides.find(([first]) => first !== undefined && agree(first, one));
    if (side === undefined) sides.push([one]);
    else side.push(one);
  }
  return sides;
}

/** The authority's, or what most say; of two as many the one whose pattern stands first in the rule. */
function rightSide(rule: Rule, sides: readonly (readonly Statement[])[]): readonly Statement[] | undefined {
  if (sides.length < 2) return undefined;
  const facts = rule.consistency?.facts ?? [];
  const rank = (side: readonly Statement[]) => ({
    authority: side.some(({ source }) => facts[source]?.authority === true) ? 1 : 0,
    size: side.length,
    source: -Math.min(...side.map(({ source }) => source)),
  });
  return sides.reduce((best, side) => {
    const [a, b] = [rank(best), rank(side)];
    return (b.authority - a.authority || b.size - a.size || b.source - a.source) > 0 ? side : best;
  });
}

export function placeOf({ uri, anchor, place, evidence }: Finding) {
  return { uri, anchor, ...(place === undefined ? {} : { place }), evidence };
}
