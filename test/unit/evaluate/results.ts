/** Results of runs that tests make up. */
import { type CaseKind } from "../../../server/src/evaluate/cases";
import { type Evaluation, evaluationOf, type ModelRun } from "../../../server/src/evaluate/evaluation";
import { type CaseResult } from "../../../server/src/evaluate/run";

/** `ask.b-`: an ask case b that did not pass; `+` passed, `?` not run. */
export function resultOf(short: string, more: Partial<CaseResult> = {}): CaseResult {
  const [, kind = "ask", id = "a", mark = "+"] = /^(\w+)\.([\w-]+?)([-+?])$/.exec(short) ?? [];
  const outcome = mark === "+" ? "passed" : mark === "-" ? "failed" : "not-run";
  return {
    ...{ suite: "s", id, kind: kind as CaseKind, sha256: id, outcome, score: Number(mark === "+"), ms: 10 },
    ...more,
  };
}

export const runOf = (shorts: string, name?: string, more: Partial<ModelRun> = {}): ModelRun => {
  const cases = shorts.split(" ").map((short) => resultOf(short));
  return { ...(name === undefined ? {} : { model: { name } }), cases, planned: cases.length, ...more };
};

export const measuredOf = (runs: readonly ModelRun[]): Evaluation =>
  evaluationOf({
    ...{ date: "2026-04-01T00:00:00.000Z", version: "0.1.0", prompts: { ask: "p" }, runs },
    suites: [{ id: "s", title: "Suite", sha256: "h", cases: 3 }],
  });
