/** A model may embed only after it has passed its test (promise P5); until then words alone decide. */
import { type RoleState } from "../protocol";
import { t } from "../util/l10n";
import { type Exam } from "./exam";
import { type ModelRuntime } from "./runtime";

export interface EmbeddingGateDeps {
  /** The model that is loaded now. */
  runtime(): ModelRuntime | undefined;
  readonly exam: Exam;
}

export interface EmbeddingGate {
  runtime(): ModelRuntime | undefined;
  /** Resolves when the test is done; never rejects. */
  test(): Promise<void>;
  stateOf(state: RoleState): RoleState;
}

export function createEmbeddingGate({ runtime, exam }: EmbeddingGateDeps): EmbeddingGate {
  /** Undefined when there is no reason why not. */
  function whyNot(model: ModelRuntime): string | undefined {
    const verdict = exam.verdict(model);
    if (verdict === undefined) return t("The model is being tested. Until it has passed, words decide.");
    if ("failure" in verdict) return verdict.failure;
    return verdict.card.passed ? undefined : notSimilar(model.info.model);
  }

  return {
    runtime() {
      const model = runtime();
      return model === undefined || whyNot(model) !== undefined ? undefined : model;
    },
    async test() {
      const model = runtime();
      if (model !== undefined) await exam.take(model);
    },
    stateOf(state) {
      const model = state.state === "ready" ? runtime() : undefined;
      const reason = model && whyNot(model);
      if (state.state !== "ready" || reason === undefined) return state;
      return { state: "refused", model: state.model, reason };
    },
  };
}

const notSimilar = (model: string) =>
  t(
    "{0} did not pass its test: it puts passages first that do not answer. Choose another embedding model.",
    model,
  );
