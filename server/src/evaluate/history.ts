/**
 * The history of measurements, a line of JSON for each model: hashes, ids, outcomes, scores and times. No text of a
 * case or of an answer is in it (promise P7), so it may lie beside other logs.
 */
import { type Evaluation, type MeasuredModel, type ModelRun } from "./evaluation";
import { tallyOf } from "./tally";

const edition = 1;

/** Ends with a line break. */
export const historyLines = (evaluation: Evaluation): string =>
  evaluation.runs.map((run) => `${JSON.stringify(lineOf(run, evaluation))}\n`).join("");

function lineOf(run: ModelRun, { date, version, suites, prompts, embedding }: Evaluation): object {
  const { run: ran, passed, notRun, errors } = tallyOf(run.cases);
  return {
    ...{ "hanare-history": edition, date, version },
    model: run.model === undefined ? null : modelOf(run.model),
    ...(embedding === undefined ? {} : { embedding: modelOf(embedding) }),
    suites: suites.map(({ id, sha256 }) => ({ id, sha256 })),
    ...{ prompts, planned: run.planned, run: ran, passed, notRun, errors },
    cases: run.cases.map(({ suite, id, kind, sha256, outcome, score, ms }) => ({
      ...{ suite, id, kind, sha256, outcome, score: Number(score.toFixed(4)), ms },
    })),
  };
}

const modelOf = ({ name, sha256, engine, template }: MeasuredModel) => ({
  name,
  ...(sha256 === undefined ? {} : { sha256 }),
  ...(engine === undefined ? {} : { engine }),
  ...(template === undefined ? {} : { template }),
});
