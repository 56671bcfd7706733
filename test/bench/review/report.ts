/** The bench's figures as text. */
import { figure, table } from "../report/format";
import { type Outcome, type Run } from "./score";

export interface Figures {
  readonly mutations: number;
  readonly found: number;
  readonly exact: number;
  readonly wrong: number;
  readonly precision: number;
  readonly recall: number;
  /** Share of what its rule spoke of that it placed at the change, not elsewhere in the document. */
  readonly placed: number;
  /** Share of what was found that was found on the very span. */
  readonly located: number;
}

export function figuresOf(outcomes: readonly Outcome[], wrong: number): Figures {
  const found = outcomes.filter(({ result }) => result === "exact" || result === "overlapping").length;
  const exact = outcomes.filter(({ result }) => result === "exact").length;
  const elsewhere = outcomes.filter(({ result }) => result === "elsewhere").length;
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  return {
    mutations: outcomes.length,
    found,
    exact,
    wrong,
    precision: share(found, found + wrong),
    recall: share(found, outcomes.length),
    placed: share(found, found + elsewhere),
    located: share(exact, found),
  };
}

export const alarmsPerDocument = ({ clean }: Run) =>
  clean.reduce((sum, { alarms }) => sum + alarms.length, 0) / Math.max(1, clean.length);

const header = ["", "mutations", "found", "wrong", "precision", "recall", "exact span"];

function row(name: string, { mutations, found, wrong, precision, recall, located }: Figures) {
  return [name, `${mutations}`, `${found}`, `${wrong}`, figure(precision), figure(recall), figure(located)];
}

/** One line for each pack, one for all; findings that no change justifies count for their own rule's pack. */
export function packTable({ outcomes }: Run, packOf: ReadonlyMap<string, string>): string {
  const wrong = outcomes.flatMap((outcome) => outcome.wrong);
  const names = [...new Set(packOf.values())].sort();
  const rows = names.map((name) => {
    const own = outcomes.filter(({ mutation }) => packOf.get(mutation.rule) === name);
    return row(name, figuresOf(own, wrong.filter(({ rule }) => packOf.get(rule) === name).length));
  });
  return table([header, ...rows, row("all", figuresOf(outcomes, wrong.length))]);
}

/** One line for each file of mutations; `held-out` is the one that no rule was mended with. */
export function setTable({ outcomes }: Run): string {
  const sets = [...new Set(outcomes.map(({ mutation }) => mutation.set ?? ""))];
  const rows = sets.map((set) => {
    const own = outcomes.filter(({ mutation }) => (mutation.set ?? "") === set);
    const wrong = own.reduce((sum, outcome) => sum + outcome.wrong.length, 0);
    return row(set, figuresOf(own, wrong));
  });
  return table([header, ...rows.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1))]);
}

/** Rules and plain search beside each other. */
export function comparison(runs: Readonly<Record<string, Run>>): string {
  const rows = Object.entries(runs).map(([name, run]) => {
    const wrong = run.outcomes.reduce((sum, outcome) => sum + outcome.wrong.length, 0);
    return [...row(name, figuresOf(run.outcomes, wrong)), figure(alarmsPerDocument(run))];
  });
  return table([[...header, "alarms per clean document"], ...rows]);
}

/** What went wrong, a line each. */
export function details({ clean, outcomes }: Run): readonly string[] {
  const alarms = clean.flatMap(({ file, alarms: found }) =>
    found.map((finding) => `alarm  ${file}: ${finding.rule} "${finding.evidence}"`),
  );
  const notExact = outcomes
    .filter(({ result }) => result !== "exact")
    .map(({ file, mutation, result, evidence }) => `${result}  ${file}: ${mutation.rule} "${evidence}"`);
  const wrong = outcomes.flatMap(({ file, mutation, wrong: findings }) =>
    findings.map(({ rule, evidence }) => `wrong  ${file} (${mutation.rule}): ${rule} "${evidence}"`),
  );
  return [...alarms, ...notExact, ...wrong];
}
