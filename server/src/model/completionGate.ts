/**
 * Whether the completion model may complete, and what is told of it. A model that is known to be trained for
 * it completes at once and is tested behind the user's back; any other must have passed its test.
 */
import { type RoleState } from "../protocol";
import { t } from "../util/l10n";
import { type CapabilityCard } from "./capability";
import { type Exam, type Verdict } from "./exam";
import { type RequestOrigin } from "./routing/origin";
import { type Completes, type ModelRuntime } from "./runtime";

export interface CompletionGateDeps {
  /** The model that serves now. */
  runtime(origin?: RequestOrigin): ModelRuntime | undefined;
  /** All that may serve; absent: there is one. */
  runtimes?(): readonly ModelRuntime[];
  readonly exam: Exam;
  after(milliseconds: number, callback: () => void): () => void;
}

export interface CompletionGate {
  /** The model that may complete such text now. Asking stops a test of a model that completes anyway. */
  runtime(origin?: RequestOrigin): ModelRuntime | undefined;
  /** Resolves when the verdict on the model that is loaded now stands, or the test made way. */
  test(): Promise<void>;
  /** The state with the verdict in it. */
  stateOf(state: RoleState): RoleState;
}

/** Milliseconds without a completion after which a test that made way is taken: it costs the kept prompt. */
const quiet = 120_000;

export function createCompletionGate({ runtime, runtimes, exam, after }: CompletionGateDeps): CompletionGate {
  let callOff = () => {};

  function makeWay(current: ModelRuntime): void {
    callOff();
    if (exam.verdict(current) !== undefined) return;
    exam.stop(current);
    callOff = after(quiet, () => {
      if (runtime() === current) void exam.take(current);
    });
  }

  return {
    runtime(origin) {
      const current = runtime(origin);
      if (current?.info.unproven === true) return passed(exam.verdict(current)) ? current : undefined;
      if (current !== undefined) makeWay(current);
      return current;
    },
    test() {
      const current = runtime();
      const all = runtimes?.() ?? (current === undefined ? [] : [current]);
      return Promise.all(all.map(exam.take)).then(() => undefined);
    },
    stateOf(state) {
      const current = runtime();
      if (state.state !== "ready" || current === undefined) return state;
      return judged(state, current, exam.verdict(current));
    },
  };
}

const passed = (verdict: Verdict | undefined) =>
  verdict !== undefined && "card" in verdict && verdict.card.passed;

function judged(
  state: RoleState & { readonly state: "ready" },
  { info }: ModelRuntime,
  verdict: Verdict | undefined,
): RoleState {
  const { model, detail } = state;
  const unproven = info.unproven === true;
  const withNote = (note: string): RoleState => ({ ...state, detail: `${detail} · ${note}` });
  // Not a word that worries: the test takes seconds, and most models pass.
  if (verdict === undefined) return unproven ? { state: "loading", model, progress: 1 } : state;
  if ("failure" in verdict) return unproven ? { state: "refused", model, reason: verdict.failure } : state;
  const score = scoreOf(verdict.card);
  if (verdict.card.passed) return withNote(t("passed its completion test ({0} of {1})", ...score));
  if (!unproven)
    return withNote(
      t(
        "failed its completion test ({0} of {1}): suggestions may be poor; a larger coder model is better",
        ...score,
      ),
    );
  return { state: "refused", model, reason: failedReason(model, info.completes, score) };
}

function failedReason(model: string, completes: Completes, score: readonly [number, number]): string {
  return completes === "infill"
    ? t(
        "{0} has fill-in-the-middle tokens, but failed its completion test ({1} of {2}): it was not trained with them. Choose a coder model such as Qwen2.5-Coder for completion; for suggestions from the text before the cursor only, set fim to “off” in its entry of hanare.models.",
        model,
        ...score,
      )
    : t(
        "{0} cannot fill in code, and failed the test of going on with code ({1} of {2}). Choose a coder model such as Qwen2.5-Coder for completion, and use this one for summaries.",
        model,
        ...score,
      );
}

/** Right answers, and how many there were to give. */
export const scoreOf = ({ cases }: CapabilityCard): readonly [number, number] => [
  cases.filter(({ ok }) => ok).length,
  cases.length,
];
