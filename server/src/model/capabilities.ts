/** Whether the assistant model may word summaries: tested once, remembered under its hash and engine (promise P5). */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { testAssistant, type CapabilityCard } from "./capability";
import { type ModelRuntime } from "./runtime";
import { type RoleState } from "../protocol";
import { t } from "../util/l10n";

export interface CapabilitiesDeps {
  assistant(): ModelRuntime | undefined;
  /** Folder of the remembered results; absent: nothing is remembered. */
  readonly storagePath: string | undefined;
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
  /** What is known now; a model that was not tested yet may not. */
  assistant(): AssistantAbility | undefined;
  /** Tests the model that is loaded now, unless that was done. Rejects with the signal's reason only. */
  ready(signal: AbortSignal): Promise<void>;
  /** The role's state with the test's verdict in it. */
  stateOf(state: RoleState): RoleState;
}

type Verdict = { readonly passed: boolean } | { readonly failure: string };

const fileName = "capabilities.json";
const keyOf = ({ info }: ModelRuntime) =>
  info.sha256 === undefined ? undefined : `${info.sha256} ${info.engine}`;

async function remembered(file: string): Promise<Record<string, CapabilityCard>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    const cards: unknown = JSON.parse(text);
    return typeof cards === "object" && cards !== null ? (cards as Record<string, CapabilityCard>) : {};
  } catch {
    // A broken file is an empty one: the models are tested again.
    return {};
  }
}

async function remember(file: string, key: string, card: CapabilityCard): Promise<void> {
  const cards = { ...(await remembered(file)), [key]: card };
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, JSON.stringify(cards, null, 1), { mode: 0o600 });
  await rename(part, file);
}

const notTested = () =>
  t("The model is being tested. Until it has passed, the document's own sentences are shown.");
const notPassed = (model: string) =>
  t(
    "{0} did not pass its test: it changed numbers, dates or negations. Choose a larger instruct model.",
    model,
  );

export function createCapabilities(deps: CapabilitiesDeps): Capabilities {
  const file = deps.storagePath === undefined ? undefined : path.join(deps.storagePath, fileName);
  const verdicts = new WeakMap<ModelRuntime, Verdict>();
  const running = new WeakMap<ModelRuntime, Promise<void>>();

  async function verdictOf(runtime: ModelRuntime): Promise<Verdict> {
    const key = keyOf(runtime);
    const known = file === undefined || key === undefined ? undefined : (await remembered(file))[key];
    if (typeof known?.passed === "boolean") return { passed: known.passed };
    const card = await testAssistant(runtime, new AbortController().signal);
    for (const { name, ok, why } of card.cases) deps.log(`assistant test ${name}: ${ok ? "ok" : why}`);
    if (file !== undefined && key !== undefined) await remember(file, key, card);
    return { passed: card.passed };
  }

  async function judge(runtime: ModelRuntime): Promise<void> {
    try {
      verdicts.set(runtime, await verdictOf(runtime));
    } catch (error) {
      // A model that cannot be tested may not; the next request tries again.
      verdicts.set(runtime, { failure: error instanceof Error ? error.message : String(error) });
      running.delete(runtime);
    }
    deps.onDidChange();
  }

  async function ready(signal: AbortSignal): Promise<void> {
    const runtime = deps.assistant();
    if (runtime === undefined) return;
    const judging = running.get(runtime) ?? judge(runtime);
    running.set(runtime, judging);
    await untilAborted(judging, signal);
  }

  function assistant(): AssistantAbility | undefined {
    const runtime = deps.assistant();
    if (runtime === undefined) return undefined;
    const verdict = verdicts.get(runtime);
    if (verdict === undefined) return { runtime, allowed: false, reason: notTested() };
    if ("failure" in verdict) return { runtime, allowed: false, reason: verdict.failure };
    if (!verdict.passed) return { runtime, allowed: false, reason: notPassed(runtime.info.model) };
    return { runtime, allowed: true };
  }

  function stateOf(state: RoleState): RoleState {
    const ability = state.state === "ready" ? assistant() : undefined;
    if (state.state !== "ready" || ability === undefined || ability.allowed) return state;
    return { state: "refused", model: state.model, reason: ability.reason ?? "" };
  }

  return { assistant, ready, stateOf };
}

/** The test itself goes on for the next request; only the waiting ends. */
function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    void promise.then(resolve).finally(() => signal.removeEventListener("abort", abort));
  });
}
