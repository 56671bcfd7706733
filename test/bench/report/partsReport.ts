/** What only ours has, as text: typing beside a review, answers that repeat, an idle engine. */
import { type Idle } from "../measure/idle";
import { type RepeatFigures } from "../measure/repeats";
import { type Felt, type ReviewFigures } from "../measure/review";
import { ratioOf, spreadOf, type Spread } from "../statistics";
import { judge, type Verdict } from "../targets";
import { percentile } from "../typing/figures";
import { figure, spread, table } from "./format";

const one = (value: number | undefined): Spread | undefined => spreadOf([value]);
const shown = (value: number | undefined) => (value === undefined ? "-" : figure(value));
const divided = (above: number | undefined, below: number | undefined) =>
  above === undefined || below === undefined || below <= 0 ? undefined : above / below;

/** Milliseconds to the first text, with and without a review beside it. */
export function reviewTable({ alone, beside, progress }: ReviewFigures): string {
  const row = (label: string, of: (felt: readonly Felt[]) => number | undefined) => [
    label,
    shown(of(alone)),
    shown(of(beside)),
    shown(divided(of(beside), of(alone))),
  ];
  const first = (share: number) => (felt: readonly Felt[]) =>
    percentile(
      felt.map((each) => each.first),
      share,
    );
  const rows = [
    ["typing", "alone", "beside a review", "ratio"],
    row("first text, p50, ms", first(0.5)),
    row("  p95", first(0.95)),
    row("whole suggestion, p50, ms", (felt) =>
      percentile(
        felt.map((each) => each.end),
        0.5,
      ),
    ),
    row("  p95", (felt) =>
      percentile(
        felt.map((each) => each.end),
        0.95,
      ),
    ),
    row("tokens evaluated for it, p95", (felt) =>
      percentile(
        felt.map((each) => each.evaluated),
        0.95,
      ),
    ),
    row("requests", (felt) => felt.length),
  ];
  return `${table(rows)}\nthe review answers meanwhile with ${shown(progress)} pieces of text a second`;
}

export function reviewVerdicts({ alone, beside }: ReviewFigures): readonly Verdict[] {
  const p95 = (felt: readonly Felt[]) =>
    percentile(
      felt.map((each) => each.first),
      0.95,
    );
  const target = {
    name: "p95 of the first text, beside a review / alone",
    bound: "at most",
    limit: 1.3,
    unit: "",
  } as const;
  return [judge(target, one(divided(p95(beside), p95(alone))))];
}

/** Tokens a second of the same answers; apart from the decode rate, because it is another thing. */
export function repeatsTable(figures: readonly RepeatFigures[]): string {
  const rate = ({ tokens, milliseconds }: { readonly tokens: number; readonly milliseconds: number }) =>
    milliseconds > 0 ? (tokens * 1000) / milliseconds : undefined;
  const rows = figures.map(({ name, plain, repeats, same }) => [
    `  ${name}`,
    spread(spreadOf(plain.map(rate))),
    spread(spreadOf(repeats.map(rate))),
    spread(ratioOf(repeats.map(rate), plain.map(rate))),
    `${same}/${plain.length}`,
  ]);
  return table([["answers, tokens/s", "one at a time", "checked together", "ratio", "same text"], ...rows]);
}

export function idleTable({ seconds, server, engine, completed }: Idle): string {
  const after = completed ? "after a suggestion" : "after a completion without a suggestion";
  const rows = [
    [`processor time in ${seconds.toFixed(1)} s ${after}, s`, ""],
    ["  language server", shown(server)],
    ["  engine", shown(engine)],
  ];
  return table(rows);
}

/** Less than a hundredth of one core. */
export function idleVerdicts({ seconds, server, engine }: Idle): readonly Verdict[] {
  const share = server === undefined || engine === undefined ? undefined : (server + engine) / seconds;
  return [judge({ name: "processor while idle", bound: "at most", limit: 0.01, unit: "cores" }, one(share))];
}
