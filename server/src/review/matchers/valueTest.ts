/** Whether a number that a pattern found keeps the limits of a rule, however it is written. */
import { inUnit } from "../../documents/unitFamilies";
import { type Value, valuesIn } from "../../documents/values";

/** What is allowed. */
export interface ValueTest {
  /** As `Value.unit`; a number without a unit is taken in this one. Empty: numbers are compared as they are. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

/** A factor of a product that code writes out: 30 * 24 * 60. */
const product = /^\s*\d[\d_]*(?:\s*\*\s*\d[\d_]*)+\s*$/;

/** True when a number of the text is outside; numbers of another kind of unit say nothing. */
export function isOutside(text: string, { unit, min, max }: ValueTest): boolean {
  return amountsIn(text, unit).some((amount) => amount < min || amount > max);
}

/** The amounts of a text in a unit, those that can be said in it. */
export function amountsIn(text: string, unit: string): readonly number[] {
  const known = productIn(text);
  if (known !== undefined) return [known];
  const written = text.replace(/(?<=\d)_(?=\d)/g, "");
  return valuesIn(written).flatMap((value) => amountOf(value, unit) ?? []);
}

/** 30 * 24 * 60 is 43200; undefined for what is no such product. */
export function productIn(text: string): number | undefined {
  if (!product.test(text)) return undefined;
  return text.split("*").reduce((total, factor) => total * Number(factor.replaceAll("_", "")), 1);
}

function amountOf({ kind, amount, unit: own }: Value, unit: string): number | undefined {
  if (kind === "date" || kind === "time" || kind === "reference") return undefined;
  return own === "" || unit === "" ? amount : inUnit(amount, own, unit);
}
