/** One model's contest as a table, and what it means for the targets. */
import { chunkLimit } from "../../../server/src/model/engine/pacer";
import { type ContestPlan } from "../measure/contest";
import { type Figures, type Measure } from "../measure/figures";
import { ratioOf, spreadOf, type Spread } from "../statistics";
import { judge, type Target, type Verdict } from "../targets";
import { spread, table } from "./format";

export interface Names {
  /** Ours in its variants; the first has the peers' number of threads. */
  readonly ours: readonly string[];
  readonly server: string;
  readonly bench: string;
}

interface Row {
  readonly measure: Measure;
  readonly label: string;
  /** What one unit of the table is in the figure's own unit. */
  readonly per?: number;
}

const megabyte = 1e6;

function rowsOf({ shallow, deep }: ContestPlan): readonly Row[] {
  return [
    { measure: "load", label: "load, ms" },
    { measure: "cold", label: `cold first token, prompt of ${deep}, ms` },
    { measure: "warm", label: "warm first token, ms" },
    { measure: "warmTokens", label: "  tokens evaluated for it" },
    { measure: "prompt", label: "prompt, tokens/s" },
    { measure: "typingPrompt", label: "  while typing, tokens/s" },
    { measure: "typingCold", label: "  cold first token while typing, ms" },
    { measure: "decodeShallow", label: `decode at depth ${shallow}, caller, tokens/s` },
    { measure: "decodeShallowEngine", label: "  as the program says" },
    { measure: "shallowTokens", label: "  tokens generated" },
    { measure: "decodeDeep", label: `decode at depth ${deep}, caller, tokens/s` },
    { measure: "decodeDeepEngine", label: "  as the program says" },
    { measure: "deepTokens", label: "  tokens generated" },
    { measure: "cancelPrefill", label: "cancel to idle in the prompt, ms" },
    { measure: "cancelTyping", label: "  while typing, ms" },
    { measure: "cancelDecode", label: "cancel to idle in decode, ms" },
    { measure: "resident", label: "memory of the engine, MB", per: megabyte },
    { measure: "fileBacked", label: "  of it file-backed", per: megabyte },
    { measure: "anonymous", label: "  of it anonymous", per: megabyte },
  ];
}

/** Median (min–max) for everyone, and ours (same threads) over llama-server round by round. */
export function modelTable(figures: Figures, names: Names, plan: ContestPlan): string {
  const columns = [...names.ours, names.server, names.bench];
  const rows = rowsOf(plan).map(({ measure, label, per = 1 }) => [
    label,
    ...columns.map((rival) =>
      spread(spreadOf(figures.of(rival, measure).map((value) => value && value / per))),
    ),
    ...[names.server, names.bench].map((peer) =>
      spread(ratioOf(figures.of(names.ours[0] ?? "", measure), figures.of(peer, measure))),
    ),
  ]);
  return table([["", ...columns, `ours/${names.server}`, `ours/${names.bench}`], ...rows]);
}

/** The targets of this model for one variant of ours. */
export function modelVerdicts(
  figures: Figures,
  names: Names,
  variant: { readonly ours: string; readonly plan: ContestPlan },
): readonly Verdict[] {
  const { ours, plan } = variant;
  const of = (measure: Measure) => spreadOf(figures.of(ours, measure));
  const over = (measure: Measure, peer: string) =>
    ratioOf(figures.of(ours, measure), figures.of(peer, measure));
  const target = (name: string, bound: Target["bound"], limit: number, unit = ""): Target => ({
    name,
    bound,
    limit,
    unit,
  });
  const decode = (measure: "decodeShallow" | "decodeDeep", depth: number): Verdict =>
    judge(target(`decode at depth ${depth} / ${names.server}`, "at least", 0.9), over(measure, names.server));
  return [
    judge(
      target("warm / cold first token", "at most", 0.02),
      ratioOf(figures.of(ours, "warm"), figures.of(ours, "cold")),
    ),
    judge(target(`prompt / ${names.bench}`, "at least", 0.95), over("prompt", names.bench)),
    decode("decodeShallow", plan.shallow),
    decode("decodeDeep", plan.deep),
    judge(target("cancel while typing", "at most", 50 + chunkLimit.typing, "ms"), of("cancelTyping")),
    judge(target("cancel in the prompt", "at most", 50 + chunkLimit.quiet, "ms"), of("cancelPrefill")),
    judge(
      target("cancel in decode", "at most", 50 + tokenTime(of("decodeShallow")), "ms"),
      of("cancelDecode"),
    ),
  ];
}

/** Milliseconds of one token in this very run. */
const tokenTime = (rate: Spread | undefined) => (rate === undefined ? 0 : 1000 / rate.median);
