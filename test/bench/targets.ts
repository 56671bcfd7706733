/** What a release promises. A missed target is said, never a failed run: the machine may be busy. */
import { type Spread } from "./statistics";

export interface Target {
  readonly name: string;
  readonly limit: number;
  /** Whether the measured value must stay below the limit or reach it. */
  readonly bound: "at most" | "at least";
  readonly unit: string;
}

export interface Verdict {
  readonly target: Target;
  readonly measured: Spread | undefined;
  readonly verdict: "met" | "MISSED" | "not measured";
}

/** By the median; the spread beside it says how sure that is. */
export function judge(target: Target, measured: Spread | undefined): Verdict {
  if (measured === undefined) return { target, measured, verdict: "not measured" };
  const { limit, bound } = target;
  const met = bound === "at most" ? measured.median <= limit : measured.median >= limit;
  return { target, measured, verdict: met ? "met" : "MISSED" };
}
