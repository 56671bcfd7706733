/** Several windows on one engine, as text. */
import { type WindowsFigures } from "../measure/windows";
import { ratioOf, spreadOf } from "../statistics";
import { judge, type Verdict } from "../targets";
import { spread, table } from "./format";

const megabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / 1e6);
const one = (value: number | undefined) => spreadOf([value]);

export function windowsTable({ memory, first, prompt }: WindowsFigures): string {
  const { one: alone, threeShared, threeOwn } = memory;
  const row = (label: string, bytes: number | undefined) => [
    label,
    spread(one(megabytes(bytes))),
    spread(ratioOf([bytes], [alone])),
  ];
  const times = (label: string, values: readonly number[], baseline: readonly number[]) => [
    label,
    spread(spreadOf(values)),
    spread(ratioOf(values, baseline)),
  ];
  return table([
    ["", "", "ratio"],
    row("engines of one window, PSS, MB", alone),
    row("  of three windows that share one", threeShared),
    row("  of three windows with their own", threeOwn),
    times("first text behind a kept prompt, own engine, ms", first.own, first.own),
    times("  shared engine", first.attached, first.own),
    times("evaluating the prompt, same window before, ms", prompt.same, prompt.same),
    times("  another window before", prompt.other, prompt.same),
  ]);
}

export function windowsVerdicts({ memory, first }: WindowsFigures): readonly Verdict[] {
  return [
    judge(
      { name: "memory, three windows / one", bound: "at most", limit: 1.15, unit: "" },
      ratioOf([memory.threeShared], [memory.one]),
    ),
    judge(
      { name: "first text, shared / own", bound: "at most", limit: 1.1, unit: "" },
      ratioOf(first.attached, first.own),
    ),
  ];
}
