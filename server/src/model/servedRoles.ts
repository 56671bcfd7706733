/**
 * The roles whose model an inference server holds. A server that is not there yet is asked again by itself. What runs on
 * this machine serves its role directly; what runs on another one is reached through `beyond` alone.
 */
import { type ModelEntry, type Role, type RoleState } from "../protocol";
import { t } from "../util/l10n";
import { type ServedSource } from "./http/runtime";
import { isModelError, type ModelRuntime } from "./runtime";

export interface ServedRole {
  readonly runtime: ModelRuntime;
  /** The server runs on another machine. */
  readonly beyond: boolean;
  /** For the user: what it is. */
  readonly detail: string;
}

export interface ServedWish {
  readonly entry: ModelEntry;
  readonly role: Role;
  readonly generation: number;
  readonly source: ServedSource;
}

export interface ServedRolesDeps {
  /** Rejects with a `ModelError`, or with the signal's reason. */
  connect(wish: ServedWish, signal: AbortSignal): Promise<ServedRole>;
  after(milliseconds: number, callback: () => void): () => void;
  setStates(states: Partial<Record<Role, RoleState>>): void;
  log(line: string): void;
}

/** Milliseconds until a server is asked again, longer each time. */
const waits = [5_000, 10_000, 20_000, 60_000];
/** What waiting does not mend. */
const lasting = ["endpoint-not-allowed", "endpoint-certificate", "model-not-allowed"];

export class ServedRoles {
  readonly #deps: ServedRolesDeps;
  readonly #generation: number;
  readonly #source: Pick<ServedSource, "retired" | "begin">;
  readonly #roles = new Map<Role, ServedRole>();
  readonly #waiting = new Set<() => void>();

  constructor(generation: number, source: Pick<ServedSource, "retired" | "begin">, deps: ServedRolesDeps) {
    this.#generation = generation;
    this.#source = source;
    this.#deps = deps;
    source.retired.addEventListener("abort", () => this.#callOffAll(), { once: true });
  }

  /** Of a server on this machine. */
  runtime(role: Role): ModelRuntime | undefined {
    const served = this.#roles.get(role);
    return served?.beyond === false ? served.runtime : undefined;
  }

  /** Of a server on another machine. Whoever asks for it decides what may be sent there. */
  beyond(role: Role): ModelRuntime | undefined {
    const served = this.#roles.get(role);
    return served?.beyond === true ? served.runtime : undefined;
  }

  /** What goes wrong is a state, never a rejection. */
  start(entries: ReadonlyMap<Role, ModelEntry>): void {
    for (const [role, entry] of entries) this.#ask(role, entry);
  }

  #ask(role: Role, entry: ModelEntry): void {
    if (this.#source.retired.aborted) return;
    this.#roles.delete(role);
    this.#deps.setStates({ [role]: { state: "loading", model: entry.name, progress: 0 } });
    void this.#connect(role, entry, 0);
  }

  /** A runtime that was taken over is out of date only once. */
  #sourceOf(role: Role, entry: ModelEntry): ServedSource {
    let told = false;
    const changed = () => {
      if (!told) this.#ask(role, entry);
      told = true;
    };
    return { retired: this.#source.retired, begin: this.#source.begin, changed };
  }

  async #connect(role: Role, entry: ModelEntry, attempt: number): Promise<void> {
    const { retired } = this.#source;
    const source = this.#sourceOf(role, entry);
    const wish = { role, entry, generation: this.#generation, source };
    try {
      const served = await this.#deps.connect(wish, retired);
      retired.throwIfAborted();
      this.#roles.set(role, served);
      this.#deps.setStates({ [role]: stateOf(entry.name, served) });
    } catch (error) {
      if (retired.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#deps.setStates({ [role]: { state: "failed", model: entry.name, message } });
      if (!isModelError(error)) return this.#deps.log(`connecting failed: ${message}`);
      if (!lasting.includes(error.code)) this.#later(role, entry, attempt);
    }
  }

  #later(role: Role, entry: ModelEntry, attempt: number): void {
    const wait = waits[Math.min(attempt, waits.length - 1)] ?? 0;
    const callOff = this.#deps.after(wait, () => {
      this.#waiting.delete(callOff);
      void this.#connect(role, entry, attempt + 1);
    });
    this.#waiting.add(callOff);
  }

  #callOffAll(): void {
    for (const callOff of this.#waiting) callOff();
    this.#waiting.clear();
  }
}

function stateOf(model: string, { beyond, detail }: ServedRole): RoleState {
  if (!beyond) return { state: "ready", model, detail };
  const reason = t(
    "The server of {0} is another computer: nothing is sent there as long as no rule says what may be. Choose a model on this computer.",
    model,
  );
  return { state: "refused", model, reason };
}
