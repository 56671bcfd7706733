/**
 * What is remembered of a reviewed file, so that it is not checked again while its bytes and the rules are the same:
 * rule ids and offsets under a hash, never what stands there (promise P7). What is shown is cut from the file anew.
 */
import { createHash } from "node:crypto";
import { type RuleResult, type Violation } from "./matchRule";
import { type Rule } from "./rules";

export interface Remembered {
  readonly sections: number;
  /** Hits by rule id, five numbers each: start and end of the hit, of its value, index of the missing part or -1. */
  readonly hits: Readonly<Record<string, readonly number[]>>;
  /** Rules to be run again: their hits say words of the text, or they compare documents. */
  readonly again: readonly string[];
  /** The text has exceptions (`hanare-ignore`), which hold until a day. */
  readonly exceptions: boolean;
  /** The confidentiality mark of the document: a word of `documents/marks.ts`. */
  readonly mark?: string;
}

export interface ReviewMemory {
  get(key: string): Remembered | undefined;
  set(key: string, remembered: Remembered): void;
}

/** In memory only; the oldest go first. `most`: files. */
export function createMemory(most = 50_000): ReviewMemory {
  const known = new Map<string, Remembered>();
  return {
    get: (key) => known.get(key),
    set(key, remembered) {
      known.delete(key);
      known.set(key, remembered);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** `rules`: hash of everything that decides what is found. */
export function memoryKey(rules: string, path: string, bytes: Uint8Array): string {
  return createHash("sha256")
    .update(JSON.stringify([rules, path]))
    .update(bytes)
    .digest("base64url");
}

export const hashOf = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

/** Nothing is to be shown of the file: it need not even be read as text. */
export const isQuiet = ({ hits, again, exceptions }: Remembered): boolean =>
  !exceptions && again.length === 0 && Object.keys(hits).length === 0;

/** The rule found nothing, and nobody asks whether it ran (exceptions do: an unused one is said). */
export const isKnownQuiet = ({ id }: Rule, known: Remembered | undefined): boolean =>
  known !== undefined && !known.exceptions && known.hits[id] === undefined && !known.again.includes(id);

/** A hit can be made from its offsets alone. */
export function isPlain(rule: Rule, { violations, incomplete }: RuleResult): boolean {
  if (incomplete) return false;
  const usesGroups = Object.values(rule.fix?.text ?? {}).some((text) => text.includes("$<"));
  return violations.every(
    ({ detail, related, names, groups }) =>
      [detail, related, names].every((part) => part === undefined) &&
      !(usesGroups && Object.keys(groups).length > 0),
  );
}

export const numbersOf = (rule: Rule, violations: readonly Violation[]): readonly number[] =>
  violations.flatMap(({ span, value, missing }) => [
    ...[span.start, span.end, value.start, value.end],
    missing === undefined ? -1 : rule.required.indexOf(missing),
  ]);

export function violationsOf(rule: Rule, numbers: readonly number[]): readonly Violation[] {
  const violations: Violation[] = [];
  for (let index = 0; index + 4 < numbers.length; index += 5) {
    const [start = 0, end = 0, from = 0, to = 0, part = -1] = numbers.slice(index, index + 5);
    const missing = rule.required[part];
    violations.push({
      ...{ span: { start, end }, value: { start: from, end: to }, groups: {} },
      ...(missing === undefined ? {} : { missing }),
    });
  }
  return violations;
}
