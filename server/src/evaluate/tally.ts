/** Counts of a run, in all and by kind. */
import { caseKinds, type CaseKind } from "./cases";
import { type Interval, wilson } from "./interval";
import { type CaseResult } from "./run";

export interface Tally {
  /** Undefined: all kinds. */
  readonly kind?: CaseKind;
  /** Cases with an outcome. */
  readonly run: number;
  readonly passed: number;
  /** Of those that were run; 0 of none. */
  readonly share: number;
  /** 95 %. */
  readonly interval: Interval;
  /** Mean score of those that were run. */
  readonly score: number;
  readonly notRun: number;
  /** Failed because the model or a file did. */
  readonly errors: number;
  /** Answered without the model. */
  readonly byRules: number;
  readonly ms: number;
}

export function tallyOf(results: readonly CaseResult[], kind?: CaseKind): Tally {
  const all = kind === undefined ? results : results.filter((one) => one.kind === kind);
  const ran = all.filter(({ outcome }) => outcome !== "not-run");
  const passed = ran.filter(({ outcome }) => outcome === "passed").length;
  const sum = (value: (one: CaseResult) => number) => ran.reduce((total, one) => total + value(one), 0);
  return {
    ...(kind === undefined ? {} : { kind }),
    run: ran.length,
    passed,
    share: ran.length === 0 ? 0 : passed / ran.length,
    interval: wilson(passed, ran.length),
    score: ran.length === 0 ? 0 : sum(({ score }) => score) / ran.length,
    notRun: all.length - ran.length,
    errors: ran.filter(({ error }) => error === true).length,
    byRules: ran.filter(({ by }) => by === "rules").length,
    ms: sum(({ ms }) => ms),
  };
}

/** Kinds that one of the runs has, in the order of `caseKinds`. */
export const kindsOf = (results: readonly CaseResult[]): readonly CaseKind[] =>
  caseKinds.filter((kind) => results.some((one) => one.kind === kind));
