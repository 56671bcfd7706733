/**
 * Cancel to idle: a request is aborted and another asked for at once. What the second one took beyond its
 * own work is how long the program was still busy with the first; message transport is included. The same
 * question is put to every rival, because only ours could be asked from the inside.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Job, type Running } from "../peers/rival";

/** `milliseconds` after the call for a prompt that is long enough; `chunks` of text for a decode. */
export type Moment = { readonly milliseconds: number } | { readonly chunks: number };

/** Milliseconds until idle; undefined when the request had ended, or was past the prompt, by then. */
export async function cancelToIdle(
  running: Running,
  job: Job,
  moment: Moment,
  signal: AbortSignal,
): Promise<number | undefined> {
  const cancel = new AbortController();
  let chunks = 0;
  let reached = () => {};
  const enough = new Promise<void>((resolve) => (reached = resolve));
  const request: Job = {
    ...job,
    onText: (count) => {
      chunks = count;
      if ("chunks" in moment && count >= moment.chunks) reached();
    },
  };
  const answer = running.generate(request, AbortSignal.any([cancel.signal, signal])).then(
    () => true,
    () => false,
  );
  await Promise.race([answer, "chunks" in moment ? enough : delay(moment.milliseconds)]);
  const aborted = performance.now();
  cancel.abort(new Error("cancelled by the bench"));
  const probe = await running.generate({ prompt: "const answer = 6 *", maxTokens: 1 }, signal);
  const total = performance.now() - aborted;
  const wasFinished = await answer;
  if (wasFinished || ("milliseconds" in moment && chunks > 0)) return undefined;
  return Math.max(0, total - probe.enginePromptMs - probe.engineGenerateMs);
}
