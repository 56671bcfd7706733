/** Requests under the settings that their runtime was made with, whoever answers: an engine or an inference server. */
import { t } from "../util/l10n";
import { type GenerateChunk, type GenerateRequest, ModelError } from "./runtime";

export interface InForce {
  /** Aborted when other settings took over: no new request, and completions end at once. */
  readonly retired: AbortSignal;
  /** Counts a request in; the returned function counts it out. */
  begin(): () => void;
}

/** Counted while it runs; a completion ends with the settings, any other generation runs to its end. */
export async function* generateInForce(
  { retired, begin }: InForce,
  { priority }: GenerateRequest,
  run: (signal: AbortSignal) => AsyncIterable<GenerateChunk>,
  signal: AbortSignal,
): AsyncGenerator<GenerateChunk> {
  retired.throwIfAborted();
  const end = begin();
  try {
    yield* run(priority === "completion" ? AbortSignal.any([signal, retired]) : signal);
  } finally {
    end();
  }
}

/** Counted while it runs; ends with the settings. */
export async function callInForce<T>(
  { retired, begin }: InForce,
  call: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  retired.throwIfAborted();
  const end = begin();
  try {
    return await call(AbortSignal.any([signal, retired]));
  } finally {
    end();
  }
}

export const modelChanged = () =>
  new ModelError(
    "model-changed",
    t("The model was changed while it worked. Ask again; the new model answers."),
  );
