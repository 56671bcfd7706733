/** Two runs of the same cases: what changed, and whether it is more than chance. Pure. */
import { type CaseKind } from "./cases";
import { type ModelRun } from "./evaluation";
import { bootstrap, certain, type Interval, mcnemar } from "./interval";
import { type CaseResult } from "./run";
import { kindsOf } from "./tally";

export interface Difference {
  /** Undefined: all kinds. */
  readonly kind?: CaseKind;
  /** Cases that both have run. */
  readonly cases: number;
  /** Passed now and not before, and the other way round. */
  readonly better: number;
  readonly worse: number;
  /** Of the share that passed, -1 to 1. */
  readonly difference: number;
  /** 95 %, of that. */
  readonly interval: Interval;
  /** Of McNemar's test. */
  readonly p: number;
  /** More than chance, although every kind was tested. */
  readonly certain: boolean;
}

export interface Change {
  readonly before: CaseResult;
  readonly now: CaseResult;
}

export interface Comparison {
  /** What the two runs are called. */
  readonly from: string;
  readonly to: string;
  /** All kinds first, then each where there are several; none where no case can be compared. */
  readonly differences: readonly Difference[];
  /** Cases that passed in one of the two only. */
  readonly changed: readonly Change[];
  /** Cases with the same outcome and another answer. */
  readonly reworded: number;
  /** `SUITE/ID` of cases that are written otherwise now, or have other files. */
  readonly notComparable: readonly string[];
  /** `SUITE/ID` of cases that were run before and not now: nobody knows whether they became worse. */
  readonly lost: readonly string[];
  /** Kinds whose prompts changed in between. */
  readonly prompts: readonly string[];
}

export interface Side {
  readonly name: string;
  readonly run: ModelRun;
  readonly prompts: Readonly<Record<string, string>>;
}

export function compareRuns(from: Side, to: Side): Comparison {
  const later = new Map(to.run.cases.map((one) => [keyOf(one), one]));
  const pairs: Change[] = [];
  const notComparable: string[] = [];
  const lost: string[] = [];
  for (const before of from.run.cases) {
    if (before.outcome === "not-run") continue;
    const now = later.get(keyOf(before));
    if (now === undefined || now.outcome === "not-run") lost.push(keyOf(before));
    else if (now.sha256 !== before.sha256) notComparable.push(keyOf(now));
    else pairs.push({ before, now });
  }
  const isChanged = ({ before, now }: Change) => before.outcome !== now.outcome;
  return {
    from: from.name,
    to: to.name,
    differences: differencesOf(pairs),
    changed: pairs.filter(isChanged),
    reworded: pairs.filter((pair) => !isChanged(pair) && pair.before.said !== pair.now.said).length,
    notComparable,
    lost,
    prompts: otherPrompts(from, to),
  };
}

/** The template of completions belongs to a model: of another model it is another one anyway. */
function otherPrompts(from: Side, to: Side): readonly string[] {
  const [before, now] = [from.run.model, to.run.model];
  const isSame = before?.sha256 !== undefined && before.sha256 === now?.sha256;
  const known = isSame && before.template !== undefined && now.template !== undefined;
  const templates = known && before.template !== now.template ? ["complete"] : [];
  const isOther = (kind: string) =>
    from.prompts[kind] !== undefined && from.prompts[kind] !== to.prompts[kind];
  return [...templates, ...Object.keys(to.prompts).filter(isOther)];
}

export const keyOf = ({ suite, id }: Pick<CaseResult, "suite" | "id">) => `${suite}/${id}`;

function differencesOf(pairs: readonly Change[]): readonly Difference[] {
  if (pairs.length === 0) return [];
  const kinds = kindsOf(pairs.map(({ now }) => now));
  const parts = kinds.length > 1 ? [undefined, ...kinds] : [undefined];
  const found = parts.map((kind) => ({
    kind,
    steps: pairs.filter(({ now }) => kind === undefined || now.kind === kind).map(stepOf),
  }));
  const tested = found.map(({ kind, steps }) => {
    const better = steps.filter((step) => step > 0).length;
    const worse = steps.filter((step) => step < 0).length;
    return { kind, steps, better, worse, p: mcnemar(better, worse) };
  });
  const sure = certain(tested.map(({ p }) => p));
  return tested.map(({ kind, steps, better, worse, p }, at) => ({
    ...(kind === undefined ? {} : { kind }),
    ...{ cases: steps.length, better, worse, p, certain: sure[at] === true },
    difference: (better - worse) / steps.length,
    interval: bootstrap(steps),
  }));
}

const passes = ({ outcome }: CaseResult) => Number(outcome === "passed");
const stepOf = ({ before, now }: Change) => passes(now) - passes(before);
