/** The parts of a report: results side by side, what is certain of the differences, what changed, what did not pass. */
import { t } from "../../util/l10n";
import { type Comparison, keyOf } from "../compare";
import { type Evaluation, type MeasuredModel, type ModelRun } from "../evaluation";
import { type Gate } from "../gate";
import { type CaseResult } from "../run";
import { kindsOf, tallyOf } from "../tally";
import { heading, list, paragraph, type Part, table } from "./parts";
import { chanceText, differenceText, excerpt, kindName, outcomeName, secondsText, shareText } from "./words";

export interface Measured {
  readonly evaluation: Evaluation;
  readonly comparisons: readonly Comparison[];
  readonly gate: Gate;
}

export const nameOf = ({ model }: ModelRun): string => model?.name ?? t("Without a model");

export const reportOf = ({ evaluation, comparisons, gate }: Measured): readonly Part[] => [
  heading(1, t("Evaluation")),
  ...gateParts(gate),
  ...basis(evaluation),
  heading(2, t("Cases that passed")),
  ...results(evaluation.runs),
  paragraph(t("In brackets the share and its 95 % interval (Wilson).")),
  ...comparisons.flatMap(comparisonParts),
  ...evaluation.runs.flatMap(openCases),
];

function gateParts({ state, reasons }: Gate): readonly Part[] {
  if (state === "open") return [];
  const said = {
    met: t("The gate is met."),
    "not-met": t("The gate is not met."),
    unknown: t("Whether the gate is met cannot be said."),
  }[state];
  return [paragraph(said), ...list(reasons)];
}

function basis({ date, version, suites, embedding, runs }: Evaluation): readonly Part[] {
  const models = runs.flatMap(({ model }) => (model === undefined ? [] : [model]));
  return list([
    t("Date: {0}. Hanare {1}.", date, version),
    ...suites.map(({ id, title, cases, sha256 }) =>
      t("Suite: {0} ({1}), {2} cases, SHA-256 {3}", title, id, cases, sha256),
    ),
    ...models.map((model) => t("Model: {0}", modelText(model))),
    ...(embedding === undefined ? [] : [t("Embedding model: {0}", modelText(embedding))]),
    ...models.flatMap(({ name, refused }) => (refused === undefined ? [] : [`${name}: ${refused}`])),
  ]);
}

const modelText = ({ name, sha256, engine }: MeasuredModel): string =>
  [
    name,
    ...(engine === undefined ? [] : [engine]),
    ...(sha256 === undefined ? [] : [`SHA-256 ${sha256}`]),
  ].join(", ");

function results(runs: readonly ModelRun[]): readonly Part[] {
  const kinds = kindsOf(runs.flatMap(({ cases }) => cases));
  const shares = [undefined, ...(kinds.length > 1 ? kinds : [])].map((kind) => [
    kindName(kind),
    ...runs.map(({ cases }) => shareText(tallyOf(cases, kind))),
  ]);
  const tallies = runs.map(({ cases }) => tallyOf(cases));
  const row = (name: string, values: readonly string[]) =>
    values.every((value) => value === "0") ? [] : [[name, ...values]];
  const rows = [
    ...shares,
    ...row(
      t("Mean score"),
      tallies.map(({ score, run }) => (run === 0 ? "–" : score.toFixed(2))),
    ),
    ...row(
      t("Not run"),
      tallies.map(({ notRun }) => String(notRun)),
    ),
    ...row(
      t("Failed with an error"),
      tallies.map(({ errors }) => String(errors)),
    ),
    ...(runs.some(({ model }) => model !== undefined)
      ? row(
          t("Answered without the model"),
          tallies.map(({ byRules }) => String(byRules)),
        )
      : []),
    ...row(
      t("Time"),
      tallies.map(({ ms }) => secondsText(ms)),
    ),
  ];
  return [...table(["", ...runs.map(nameOf)], rows), ...runs.flatMap(ended)];
}

function ended(run: ModelRun): readonly Part[] {
  const { failure, cases, planned } = run;
  if (cases.length === planned && failure === undefined) return [];
  const early = t("{0}: stopped after {1} of {2} cases.", nameOf(run), cases.length, planned);
  return [paragraph(failure === undefined ? early : `${early} ${failure}`)];
}

function comparisonParts(comparison: Comparison): readonly Part[] {
  const { from, to, differences, changed, reworded, notComparable, lost, prompts } = comparison;
  const rows = differences.map(({ kind, cases, better, worse, difference, interval, p, certain }) => [
    kindName(kind),
    String(cases),
    String(better),
    String(worse),
    differenceText(difference, interval),
    chanceText(p),
    certain ? t("certain") : t("may be chance"),
  ]);
  const head = [
    ...["", t("Cases"), t("Better"), t("Worse"), t("Difference in points")],
    ...["p", t("Verdict")],
  ];
  const notes = [
    ...(prompts.length > 0 ? [t("Asked with other prompts than before: {0}", prompts.join(", "))] : []),
    ...(lost.length > 0 ? [t("Run before, but not now: {0}", lost.join(", "))] : []),
    ...(notComparable.length > 0
      ? [t("Not comparable, the case or its files were changed: {0}", notComparable.join(", "))]
      : []),
    ...(reworded > 0 ? [t("Same outcome with another answer: {0}", reworded)] : []),
  ];
  return [
    heading(2, t("{0} compared with {1}", to, from)),
    ...(rows.length === 0 ? [paragraph(t("There is no case that both have run."))] : table(head, rows)),
    ...(rows.length === 0
      ? []
      : [
          paragraph(
            t(
              "In brackets the 95 % interval (bootstrap over the cases). Certain: McNemar's test, mid-p, with Holm's correction for the number of rows.",
            ),
          ),
        ]),
    ...list(notes),
    ...(changed.length === 0 ? [] : [heading(3, t("Cases that changed"))]),
    ...table(
      [t("Case"), from, to],
      changed.map(({ before, now }) => [keyOf(now), resultText(before), resultText(now)]),
    ),
  ];
}

/** Outcome, reason and answer in one cell. */
function resultText(one: CaseResult): string {
  const said = excerpt(one.said);
  const reason = one.reason === undefined ? "" : `: ${one.reason}`;
  return `${outcomeName(one)}${reason}${said === "" ? "" : ` 「${said}」`}`;
}

function openCases(run: ModelRun): readonly Part[] {
  const failed = run.cases.filter(({ outcome }) => outcome === "failed");
  const notRun = run.cases.filter(({ outcome }) => outcome === "not-run");
  const reasons = [...new Set(notRun.map(({ reason }) => reason ?? ""))];
  return [
    ...(failed.length === 0 ? [] : [heading(2, t("{0}: not passed", nameOf(run)))]),
    ...table(
      [t("Case"), t("Score"), t("Why"), t("Answer")],
      failed.map((one) => [keyOf(one), one.score.toFixed(2), one.reason ?? "", excerpt(one.said)]),
    ),
    ...(notRun.length === 0 ? [] : [heading(2, t("{0}: not run", nameOf(run)))]),
    ...list(
      reasons.map((reason) => {
        const ids = notRun.filter((one) => (one.reason ?? "") === reason).map(keyOf);
        return `${reason} (${ids.length}: ${ids.join(", ")})`;
      }),
    ),
  ];
}
