/** Checks of one setting's raw value. Each answers the value, or what is wrong in the words of settings.json. */
import { t } from "../util/l10n";

export type Checked<T> = { readonly value: T } | { readonly problem: string };
export type Check<T> = (raw: unknown) => Checked<T>;

/** A check for every leaf of `T`, in the shape of `T`. */
export type Shape<T> = { readonly [K in keyof T]: Check<T[K]> | Shape<T[K]> };

export const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw);

/** A value as it stands in settings.json, short enough for a message. */
export function shown(raw: unknown): string {
  const text = JSON.stringify(raw) ?? String(raw);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

export const flag: Check<boolean> = (raw) =>
  typeof raw === "boolean"
    ? { value: raw }
    : { problem: t("{0} is not true or false. Write true or false.", shown(raw)) };

export const text: Check<string> = (raw) =>
  typeof raw === "string" ? { value: raw } : { problem: t("{0} is not a text in quotes.", shown(raw)) };

/** A whole number from `minimum` to `maximum`. */
export const integer =
  (minimum: number, maximum: number): Check<number> =>
  (raw) =>
    Number.isInteger(raw) && Number(raw) >= minimum && Number(raw) <= maximum
      ? { value: Number(raw) }
      : { problem: t("{0} is not a whole number from {1} to {2}.", shown(raw), minimum, maximum) };

/** From `minimum` to `maximum`, with or without a fraction. */
export const number =
  (minimum: number, maximum: number): Check<number> =>
  (raw) =>
    typeof raw === "number" && raw >= minimum && raw <= maximum
      ? { value: raw }
      : { problem: t("{0} is not a number from {1} to {2}.", shown(raw), minimum, maximum) };

export const oneOf =
  <T extends string>(...choices: readonly T[]): Check<T> =>
  (raw) => {
    const value = choices.find((choice) => choice === raw);
    if (value !== undefined) return { value };
    return { problem: t("{0} is not one of {1}.", shown(raw), choices.map(shown).join(", ")) };
  };

/** The first of two checks that accepts; the problem is told by `describe`. */
export const either =
  <A, B>(first: Check<A>, second: Check<B>, describe: (raw: string) => string): Check<A | B> =>
  (raw) => {
    for (const check of [first, second]) {
      const checked: Checked<A | B> = check(raw);
      if ("value" in checked) return checked;
    }
    return { problem: describe(shown(raw)) };
  };

/** A list whose every item passes; one wrong item makes the whole list wrong, for half a list may exclude too little. */
export const listOf =
  <T>(item: Check<T>): Check<readonly T[]> =>
  (raw) => {
    if (!Array.isArray(raw)) return { problem: t("{0} is not a list in square brackets.", shown(raw)) };
    const values: T[] = [];
    for (const [index, entry] of raw.entries()) {
      const checked = item(entry);
      if ("problem" in checked) return { problem: t("Item {0}: {1}", index + 1, checked.problem) };
      values.push(checked.value);
    }
    return { value: values };
  };
