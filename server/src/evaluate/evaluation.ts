/** What one call of `hanare eval` measured, as it is kept: written as JSON and read again to be compared with. */
import { caseKinds } from "./cases";
import { isGroup } from "./fields";
import { type CaseResult } from "./run";

const edition = 1;

export interface MeasuredModel {
  /** The file's name without its ending. */
  readonly name: string;
  readonly sha256?: string;
  /** Name, version and backend; absent where the model could not be loaded. */
  readonly engine?: string;
  /** Tells its completion template from others; absent where no hole was filled. */
  readonly template?: string;
  /** Why it may not word answers and summaries, in the user's language. */
  readonly refused?: string;
}

/** All cases with one model, or without any. */
export interface ModelRun {
  readonly model?: MeasuredModel;
  /** Finished ones, in the order of the suites. */
  readonly cases: readonly CaseResult[];
  /** How many there were to be. */
  readonly planned: number;
  /** Why it ended early, in the user's language; absent where the user stopped it. */
  readonly failure?: string;
}

export interface Evaluation {
  readonly "hanare-eval": typeof edition;
  /** ISO 8601. */
  readonly date: string;
  /** Version of the product. */
  readonly version: string;
  readonly suites: readonly {
    readonly id: string;
    readonly title: string;
    readonly sha256: string;
    readonly cases: number;
  }[];
  /** SHA-256 of what each kind of case is asked with: another prompt is another measurement. */
  readonly prompts: Readonly<Record<string, string>>;
  readonly embedding?: MeasuredModel;
  readonly runs: readonly ModelRun[];
}

export const evaluationOf = (measured: Omit<Evaluation, "hanare-eval">): Evaluation => ({
  "hanare-eval": edition,
  ...measured,
});

/** From JSON; undefined for what is no evaluation. */
export function readEvaluation(text: string): Evaluation | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isEvaluation(value) ? value : undefined;
}

function isEvaluation(value: unknown): value is Evaluation {
  if (!isGroup(value) || value["hanare-eval"] !== edition || !isTexts(value, ["date", "version"]))
    return false;
  const { runs, suites, prompts } = value;
  return (
    isGroup(prompts) && Array.isArray(suites) && Array.isArray(runs) && runs.length > 0 && runs.every(isRun)
  );
}

function isRun(value: unknown): boolean {
  if (!isGroup(value) || !Array.isArray(value["cases"]) || typeof value["planned"] !== "number") return false;
  const { model } = value;
  if (model !== undefined && !(isGroup(model) && isTexts(model, ["name"]))) return false;
  return value["cases"].every(isResult);
}

const outcomes = ["passed", "failed", "not-run"];

const isResult = (value: unknown): boolean =>
  isGroup(value) &&
  isTexts(value, ["suite", "id", "kind", "sha256", "outcome"]) &&
  caseKinds.some((kind) => kind === value["kind"]) &&
  outcomes.includes(String(value["outcome"])) &&
  typeof value["score"] === "number";

const isTexts = (group: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  keys.every((key) => typeof group[key] === "string");
