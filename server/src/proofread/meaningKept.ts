/** Whether two wordings of a sentence have the same numbers, negations and modality, in the same order. */
import { markersAt, sameValue } from "../documents/meaning";
import { type Value, valuesIn } from "../documents/values";

export const sameValues = (left: readonly Value[], right: readonly Value[]): boolean =>
  left.length === right.length &&
  left.every((value, index) => {
    const other = right[index];
    return other !== undefined && sameValue(value, other) && sameBound(value, other);
  });

/** A date has no bound of its own to compare. */
const sameBound = (left: Value, right: Value): boolean =>
  left.bound === right.bound &&
  (left.exclusive ?? false) === (right.exclusive ?? false) &&
  left.range === right.range &&
  left.unit === right.unit;

/** For the same word in other letters. */
export const keepsValues = (before: string, after: string): boolean =>
  sameValues(valuesIn(before), valuesIn(after));

/** For a correction of words: nothing at all may be said otherwise. */
export function keepsMeaning(before: string, after: string): boolean {
  const markers = (text: string) => markersAt(text).map(({ marker }) => marker);
  const [given, said] = [markers(before), markers(after)];
  return (
    keepsValues(before, after) &&
    given.length === said.length &&
    given.every((marker, index) => marker === said[index])
  );
}
