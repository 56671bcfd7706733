/** Whether a roll-out may go on, by what was asked for. */
import { t } from "../util/l10n";
import { type Comparison } from "./compare";
import { type ModelRun } from "./evaluation";
import { tallyOf } from "./tally";

export interface GateOptions {
  /** Least share of the cases that must pass, 0 to 1. */
  readonly atLeast?: number;
  /** No fewer cases may pass than in what it is compared with. */
  readonly noWorse?: boolean;
}

export interface Gate {
  /** `open`: nothing was asked for. `unknown`: not enough was run to say. */
  readonly state: "met" | "not-met" | "open" | "unknown";
  /** What is missing, in the user's language. */
  readonly reasons: readonly string[];
}

interface Named {
  readonly name: string;
  readonly run: ModelRun;
}

export function gateOf(
  runs: readonly Named[],
  comparisons: readonly Comparison[],
  { atLeast, noWorse = false }: GateOptions,
): Gate {
  if (atLeast === undefined && !noWorse) return { state: "open", reasons: [] };
  const low = atLeast === undefined ? [] : runs.flatMap((one) => belowShare(one, atLeast));
  const worse = noWorse ? comparisons.flatMap(worseThanBefore) : [];
  const reasons = [...low, ...worse];
  if (reasons.length > 0) return { state: "not-met", reasons };
  const nothing = [
    ...(atLeast === undefined ? [] : runs.filter(({ run }) => tallyOf(run.cases).run === 0)).map(({ name }) =>
      t("{0}: no case was run.", name),
    ),
    ...(noWorse ? comparisons.flatMap(notCompared) : []),
  ];
  return { state: nothing.length > 0 ? "unknown" : "met", reasons: nothing };
}

function belowShare({ name, run }: Named, least: number): readonly string[] {
  const { passed, run: ran, share } = tallyOf(run.cases);
  if (ran === 0 || share >= least) return [];
  return [t("{0}: {1} of {2} cases passed, which is less than {3} %.", name, passed, ran, percent(least))];
}

function worseThanBefore({ from, to, differences }: Comparison): readonly string[] {
  const [all] = differences;
  if (all === undefined || all.better >= all.worse) return [];
  return [t("{0} passes fewer cases than {1}: {2} more, {3} fewer.", to, from, all.better, all.worse)];
}

function notCompared({ from, to, differences, lost }: Comparison): readonly string[] {
  if (differences.length === 0) return [t("{0} and {1} have no case that can be compared.", from, to)];
  if (lost.length === 0) return [];
  return [t("{0}: {1} cases that {2} has run were not run.", to, lost.length, from)];
}

const percent = (share: number) => Number((share * 100).toFixed(1));
