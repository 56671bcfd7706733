/** The contest as a table, and what it means for the targets. */
import { spread, table } from "../report/format";
import { ratioOf, spreadOf } from "../statistics";
import { judge, type Target, type Verdict } from "../targets";
import { type AloneBlock } from "./engineAlone";
import { type Measure, type RoundFigures } from "./figures";

export interface Names {
  readonly ours: string;
  readonly peer: string;
}

/** One entry a round, for both measures. */
export type SideFigures = Readonly<Record<Measure, readonly RoundFigures[]>>;

export interface Result {
  readonly ours: SideFigures;
  readonly peer: SideFigures;
  /** What the targets look at. */
  readonly main: Measure;
  readonly alone: readonly AloneBlock[];
}

type Of = (figures: RoundFigures) => number | undefined;

const percent = (of: Of): Of => {
  return (figures) => {
    const share = of(figures);
    return share === undefined ? undefined : share * 100;
  };
};

const waitRows = (what: string): readonly (readonly [label: string, of: Of])[] => [
  [`${what}, warm, p50 ms`, ({ warm }) => warm.p50],
  ["  p95 ms", ({ warm }) => warm.p95],
  ["  pauses with one in time, %", percent(({ warm }) => warm.inTime)],
  ["  soon after a switch, p50 ms", ({ afterSwitch }) => afterSwitch.p50],
  ["  first one after loading, ms", ({ firstAfterLoad }) => firstAfterLoad],
  ["  first one after a switch, ms", ({ firstAfterSwitch }) => firstAfterSwitch],
  ["  keys with one in time, %", percent(({ visible }) => visible)],
];

const workRows: readonly (readonly [label: string, of: Of])[] = [
  ["requests a key", ({ requestsPerKey }) => requestsPerKey],
  ["prompt tokens reused, %", percent(({ reused }) => reused)],
  ["  requests of which this is estimated, %", percent(({ estimatedShare }) => estimatedShare)],
  ["evaluated tokens a key", ({ evaluatedPerKey }) => evaluatedPerKey],
  ["requests cancelled, or answered to nobody", ({ cancelled }) => cancelled],
  ["  of them still running afterwards", ({ alive }) => alive],
  ["CPU seconds a minute of typing", ({ cpuPerMinute }) => cpuPerMinute],
];

/** Median (min–max) over the rounds; ratios round by round. */
export function latencyTable({ ours, peer, main, alone }: Result, names: Names): string {
  const row = (
    label: string,
    mine: readonly (number | undefined)[],
    theirs: readonly (number | undefined)[],
  ) => [label, spread(spreadOf(mine)), spread(spreadOf(theirs)), spread(ratioOf(mine, theirs))];
  const rows = (measure: Measure, list: readonly (readonly [string, Of])[]) =>
    list.map(([label, of]) => row(label, ours[measure].map(of), peer[measure].map(of)));
  const aloneRow = (label: string, share: "p50" | "p95") =>
    row(
      label,
      alone.map((block) => block[share].get(names.ours)),
      alone.map((block) => block[share].get(names.peer)),
    );
  return table([
    ["", names.ours, names.peer, "ratio"],
    ...(main === "shown" ? rows("shown", waitRows("suggestion seen")) : []),
    ...(main === "shown" ? rows("whole", waitRows("all of it seen").slice(0, 3)) : []),
    ...rows("answered", waitRows("answer, filtered or not")),
    ...rows("shown", [["pauses at which nothing is said by rule, %", percent(({ warm }) => warm.silent)]]),
    ...rows(main, workRows),
    aloneRow("engine alone, first text, p50 ms", "p50"),
    aloneRow("  p95 ms", "p95"),
  ]);
}

export function latencyVerdicts({ ours, peer, main, alone }: Result, names: Names): readonly Verdict[] {
  const over = (of: Of) => ratioOf(ours[main].map(of), peer[main].map(of));
  const target = (name: string, bound: Target["bound"], limit: number, unit = ""): Target => ({
    name,
    bound,
    limit,
    unit,
  });
  const first = (name: string) => alone.map(({ p50 }) => p50.get(name));
  return [
    judge(
      target("warm p50 / peer", "at most", 0.8),
      over(({ warm }) => warm.p50),
    ),
    judge(
      target("warm p95 / peer", "at most", 0.8),
      over(({ warm }) => warm.p95),
    ),
    judge(target("engine alone / peer", "at most", 1.1), ratioOf(first(names.ours), first(names.peer))),
    judge(
      target("prompt tokens reused", "at least", 95, "%"),
      spreadOf(ours[main].map(percent(({ reused }) => reused))),
    ),
    judge(
      target("cancelled requests still running", "at most", 0),
      spreadOf(ours[main].map(({ alive }) => alive)),
    ),
  ];
}
