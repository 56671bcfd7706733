/**
 * The roles whose model an inference server holds. A server that is not there yet is asked again by itself. What runs on
 * this machine serves its role directly; what runs on another one is reached by its name alone.
 */
import { type ModelEntry, type Role, type RoleState } from "../protocol";
import { t } from "../util/l10n";
import { type ServedSource } from "./http/runtime";
import { type InForce } from "./inForce";
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
const lasting = ["endpoint-not-allowed", "endpoint-certificate", "model-not-allowed", "unsupported"];

/** A server that the rules of routing name, and what it may be asked for. */
export interface RoutedServer {
  readonly entry: ModelEntry;
  readonly roles: readonly Role[];
}

/** A role of one server: the role's own, or one that a rule may send to. */
interface Slot {
  readonly role: Role;
  readonly entry: ModelEntry;
  readonly own: boolean;
}

const keyOf = (role: Role, name: string) => `${role} ${name}`;

export class ServedRoles {
  readonly #deps: ServedRolesDeps;
  readonly #generation: number;
  readonly #source: InForce;
  readonly #own = new Map<Role, string>();
  readonly #served = new Map<string, ServedRole>();
  readonly #routed = new Set<string>();
  readonly #waiting = new Set<() => void>();

  constructor(generation: number, source: InForce, deps: ServedRolesDeps) {
    this.#generation = generation;
    this.#source = source;
    this.#deps = deps;
    source.retired.addEventListener("abort", () => this.#callOffAll(), { once: true });
  }

  /** The role's own, of a server on this machine. */
  runtime(role: Role): ModelRuntime | undefined {
    const served = this.#served.get(keyOf(role, this.#own.get(role) ?? ""));
    return served?.beyond === false ? served.runtime : undefined;
  }

  /** Of a server by its name, wherever it runs. Whoever asks for it decides what may be sent there. */
  named(name: string, role: Role): ServedRole | undefined {
    return this.#served.get(keyOf(role, name));
  }

  /** What goes wrong is a state, never a rejection. */
  start(entries: ReadonlyMap<Role, ModelEntry>, routed: readonly RoutedServer[]): void {
    for (const { entry, roles } of routed)
      for (const role of roles) this.#routed.add(keyOf(role, entry.name));
    for (const [role, entry] of entries) {
      this.#own.set(role, entry.name);
      this.#ask({ role, entry, own: true });
    }
    for (const { entry, roles } of routed)
      for (const role of roles)
        if (this.#own.get(role) !== entry.name) this.#ask({ role, entry, own: false });
  }

  #ask(slot: Slot): void {
    if (this.#source.retired.aborted) return;
    this.#served.delete(keyOf(slot.role, slot.entry.name));
    this.#tell(slot, { state: "loading", model: slot.entry.name, progress: 0 });
    void this.#connect(slot, 0);
  }

  /** The state of a role is that of its own model. */
  #tell({ role, own }: Slot, state: RoleState): void {
    this.#deps.setStates(own ? { [role]: state } : {});
  }

  /** A runtime that was taken over is out of date only once. */
  #sourceOf(slot: Slot): ServedSource {
    let told = false;
    const changed = () => {
      if (!told) this.#ask(slot);
      told = true;
    };
    return { retired: this.#source.retired, begin: this.#source.begin, changed };
  }

  async #connect(slot: Slot, attempt: number): Promise<void> {
    const { retired } = this.#source;
    const { role, entry } = slot;
    const wish = { role, entry, generation: this.#generation, source: this.#sourceOf(slot) };
    try {
      const served = await this.#deps.connect(wish, retired);
      retired.throwIfAborted();
      this.#served.set(keyOf(role, entry.name), served);
      const isRouted = this.#routed.has(keyOf(role, entry.name));
      this.#tell(slot, stateOf(entry.name, served, isRouted));
    } catch (error) {
      if (retired.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#tell(slot, { state: "failed", model: entry.name, message });
      if (!isModelError(error) || !slot.own) this.#deps.log(`connecting to ${entry.name} failed: ${message}`);
      if (isModelError(error) && !lasting.includes(error.code)) this.#later(slot, attempt);
    }
  }

  #later(slot: Slot, attempt: number): void {
    const wait = waits[Math.min(attempt, waits.length - 1)] ?? 0;
    const callOff = this.#deps.after(wait, () => {
      this.#waiting.delete(callOff);
      void this.#connect(slot, attempt + 1);
    });
    this.#waiting.add(callOff);
  }

  #callOffAll(): void {
    for (const callOff of this.#waiting) callOff();
    this.#waiting.clear();
  }
}

function stateOf(model: string, { beyond, detail }: ServedRole, isRouted: boolean): RoleState {
  if (!beyond) return { state: "ready", model, detail };
  const note = t("only what hanare.routing lets go is sent there");
  if (isRouted) return { state: "ready", model, detail: `${detail} · ${note}` };
  const reason = t(
    "The server of {0} is another computer: nothing is sent there as long as no rule of hanare.routing says what may be. Choose a model on this computer, or ask the administrator for a rule.",
    model,
  );
  return { state: "refused", model, reason };
}
