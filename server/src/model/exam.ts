/** A test that a model takes once: its verdict is remembered, and whoever asks meanwhile waits for the same one. */
import { type CapabilityCard } from "./capability";
import { type CapabilityCards } from "./capabilityCards";
import { identityOf, type ModelRuntime } from "./runtime";

export type Verdict =
  | { readonly card: CapabilityCard }
  /** The model could not be tested; the message says why. */
  | { readonly failure: string };

export interface ExamDeps {
  /** Names the test among others of the same model; changes when the test does. */
  name(runtime: ModelRuntime): string;
  test(runtime: ModelRuntime, signal: AbortSignal): Promise<CapabilityCard>;
  readonly cards: CapabilityCards;
  log(line: string): void;
  /** A verdict stands. */
  onDidChange(): void;
}

export interface Exam {
  verdict(runtime: ModelRuntime): Verdict | undefined;
  /** Resolves when the verdict stands or the test was stopped; never rejects. */
  take(runtime: ModelRuntime): Promise<void>;
  /** Ends a running test without a verdict. */
  stop(runtime: ModelRuntime): void;
}

/** What a result is remembered under; undefined while it is not known which model it is. */
export function examKey({ info }: ModelRuntime, name: string): string | undefined {
  const identity = identityOf(info);
  return identity === undefined ? undefined : `${identity} ${info.engine} ${name}`.trim();
}

export function createExam(deps: ExamDeps): Exam {
  const verdicts = new WeakMap<ModelRuntime, Verdict>();
  const running = new WeakMap<
    ModelRuntime,
    { readonly done: Promise<void>; readonly stop: AbortController }
  >();

  async function cardOf(runtime: ModelRuntime, signal: AbortSignal): Promise<CapabilityCard> {
    const key = examKey(runtime, deps.name(runtime));
    const known = key === undefined ? undefined : await deps.cards.get(key);
    if (known !== undefined) return known;
    const card = await deps.test(runtime, signal);
    for (const { name, ok, why } of card.cases) deps.log(`${card.role} test ${name}: ${ok ? "ok" : why}`);
    // A full disk costs the next session a test, not this one its model.
    if (key !== undefined) await deps.cards.put(key, card).catch((error: unknown) => deps.log(String(error)));
    return card;
  }

  async function judge(runtime: ModelRuntime, signal: AbortSignal): Promise<void> {
    try {
      verdicts.set(runtime, { card: await cardOf(runtime, signal) });
    } catch (error) {
      // A model that could not be tested now is tested again when somebody asks again.
      running.delete(runtime);
      if (signal.aborted) return;
      verdicts.set(runtime, { failure: error instanceof Error ? error.message : String(error) });
    }
    deps.onDidChange();
  }

  return {
    verdict: (runtime) => verdicts.get(runtime),
    take(runtime) {
      const now = running.get(runtime);
      if (now !== undefined) return now.done;
      const stop = new AbortController();
      const done = judge(runtime, stop.signal);
      running.set(runtime, { done, stop });
      return done;
    },
    stop: (runtime) => running.get(runtime)?.stop.abort(),
  };
}
