/**
 * What the loaded models may do. The assistant words summaries only after it passed its test; a completion
 * model that is not known to be trained for it completes only after it passed one (promise P5). A known one
 * completes at once and is tested behind the user's back, for a warning.
 */
import { t } from "../util/l10n";
import { unlessAborted } from "../util/unlessAborted";
import { type Role, type RoleState } from "../protocol";
import { testAssistant } from "./capability";
import { openCapabilityCards } from "./capabilityCards";
import { createCompletionGate } from "./completionGate";
import { completionTestName, testCompletion } from "./completionTest";
import { createEmbeddingGate } from "./embeddingGate";
import { embeddingTestName, testEmbedding } from "./embeddingTest";
import { createExam } from "./exam";
import { type RequestOrigin } from "./routing/origin";
import { type ModelRuntime } from "./runtime";

export interface CapabilitiesDeps {
  /** The model that serves the role now, for text of this origin. */
  runtime(role: Role, origin?: RequestOrigin): ModelRuntime | undefined;
  /** All that may serve it; absent: there is one. */
  runtimes?(role: Role): readonly ModelRuntime[];
  /** Folder of the remembered results; absent: nothing is remembered. */
  readonly storagePath: string | undefined;
  /** Calls back once after milliseconds; the answered function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
  log(line: string): void;
  /** A test ended. */
  onDidChange(): void;
}

export interface AssistantAbility {
  readonly runtime: ModelRuntime;
  readonly allowed: boolean;
  readonly reason?: string;
}

export interface Capabilities {
  /** What is known now of the model for such text; one that was not tested yet may not. */
  assistant(origin?: RequestOrigin): AssistantAbility | undefined;
  /**
   * The model that may complete now. Asking tells that the user is at work: a test of a model that
   * completes anyway makes way and is taken later.
   */
  completion(origin?: RequestOrigin): ModelRuntime | undefined;
  /**
   * Tests the models that are loaded now, unless that was done. Resolves when the assistant's is done;
   * rejects with the signal's reason only.
   */
  ready(signal: AbortSignal): Promise<void>;
  /** The model that may embed now. */
  embedding(): ModelRuntime | undefined;
  /** As `ready`, for the embedding model. */
  embeddingReady(signal: AbortSignal): Promise<void>;
  /** As `ready`, for the completion model. */
  completionReady(signal: AbortSignal): Promise<void>;
  /** The roles' states with the tests' verdicts in them. */
  statesOf(states: Readonly<Record<Role, RoleState>>): Readonly<Record<Role, RoleState>>;
}

export function createCapabilities(deps: CapabilitiesDeps): Capabilities {
  const { log, onDidChange } = deps;
  const shared = { cards: openCapabilityCards(deps.storagePath), log, onDidChange };
  const assistantExam = createExam({ ...shared, name: () => "", test: testAssistant });
  const embedding = createEmbeddingGate({
    runtime: () => deps.runtime("embedding"),
    exam: createExam({ ...shared, name: () => embeddingTestName, test: testEmbedding }),
  });
  const completion = createCompletionGate({
    runtime: (origin) => deps.runtime("completion", origin),
    ...(deps.runtimes && { runtimes: () => deps.runtimes?.("completion") ?? [] }),
    exam: createExam({ ...shared, name: completionTestName, test: testCompletion }),
    after: deps.after,
  });

  function assistant(origin?: RequestOrigin): AssistantAbility | undefined {
    const runtime = deps.runtime("assistant", origin);
    if (runtime === undefined) return undefined;
    const verdict = assistantExam.verdict(runtime);
    if (verdict === undefined) return { runtime, allowed: false, reason: notTested() };
    if ("failure" in verdict) return { runtime, allowed: false, reason: verdict.failure };
    if (!verdict.card.passed) return { runtime, allowed: false, reason: notPassed(runtime.info.model) };
    return { runtime, allowed: true };
  }

  async function ready(signal: AbortSignal): Promise<void> {
    void completion.test();
    const only = deps.runtime("assistant");
    const all = deps.runtimes?.("assistant") ?? (only === undefined ? [] : [only]);
    // The test itself goes on for the next request; only the waiting ends.
    await unlessAborted(
      Promise.all(all.map(assistantExam.take)).then(() => undefined),
      signal,
    );
  }

  function assistantState(state: RoleState): RoleState {
    const ability = state.state === "ready" ? assistant() : undefined;
    if (state.state !== "ready" || ability === undefined || ability.allowed) return state;
    return { state: "refused", model: state.model, reason: ability.reason ?? "" };
  }

  return {
    assistant,
    completion: completion.runtime,
    embedding: embedding.runtime,
    embeddingReady: (signal) => unlessAborted(embedding.test(), signal),
    ready,
    completionReady: (signal) => unlessAborted(completion.test(), signal),
    statesOf: (states) => ({
      completion: completion.stateOf(states.completion),
      assistant: assistantState(states.assistant),
      embedding: embedding.stateOf(states.embedding),
    }),
  };
}

const notTested = () =>
  t("The model is being tested. Until it has passed, the document's own sentences are shown.");
const notPassed = (model: string) =>
  t(
    "{0} did not pass its test: it changed numbers, dates or negations. Choose a larger instruct model.",
    model,
  );
