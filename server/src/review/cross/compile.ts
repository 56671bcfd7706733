/** What a pack writes under `consistency` and `parity`, compiled. */
import { unitNamed } from "../../documents/unitFamilies";
import { t } from "../../util/l10n";
import { type Complain, compilePatternText, type PatternText } from "../matchers";
import { type Consistency, type FactPattern, type Parity, type ParityPart, parityParts } from "../rules";
import { compileWhere, type WhereText } from "../where";
import { compilePair } from "./pairs";

export interface FactText extends PatternText, WhereText {
  readonly unit?: string;
  readonly authority?: boolean;
}
export interface ConsistencyText {
  readonly facts: readonly FactText[];
  readonly compare?: "value" | "text";
}
export interface ParityText {
  readonly pairs: readonly { readonly left: string; readonly right: string }[];
  readonly compare?: readonly ParityPart[];
}

export function compileConsistency(
  { facts, compare = "value" }: ConsistencyText,
  complain: Complain,
): Consistency {
  const compiled = facts.flatMap((fact, index): readonly FactPattern[] => {
    const path = ["consistency", "facts", index] as const;
    const pattern = compilePatternText(fact, path, complain);
    const unit = fact.unit === undefined ? "" : unitNamed(fact.unit);
    if (unit === undefined) complain([...path, "unit"], t("the unit “{0}” is not known", fact.unit ?? ""));
    if (pattern === undefined || unit === undefined) return [];
    return [{ ...compileWhere(fact), pattern, unit, authority: fact.authority === true }];
  });
  return { facts: compiled, compare };
}

export function compileParity({ pairs, compare = parityParts }: ParityText, complain: Complain): Parity {
  const compiled = pairs.flatMap(({ left, right }, index) => {
    const pair = compilePair(left, right);
    if (pair !== undefined) return [pair];
    complain(
      ["parity", "pairs", index],
      t("“{0}” and “{1}” need the same wildcards (* or **) in the same order", left, right),
    );
    return [];
  });
  return { pairs: compiled, compare: new Set(compare) };
}
