/**
 * The engine under one set of settings: its plan, its process and the runtimes it serves. It starts the
 * process again when it died, lets it go when idle, and is retired as a whole when the settings change.
 */
import { type EngineSettings, type EngineStatus, type Role, type RoleState } from "../protocol";
import { t } from "../util/l10n";
import { type EngineLoad, type EngineLoaded } from "./engine/messages";
import { type EngineProcess } from "./engine/process";
import { createEngineRuntime } from "./engine/runtime";
import { templateKey } from "./fimTemplate";
import { modelChanged } from "./inForce";
import { type LoadPlan } from "./plan";
import { type ModelError, type ModelRuntime } from "./runtime";
import { routedServers } from "./routedServers";
import { ServedRoles, type ServedRole, type ServedWish } from "./servedRoles";

export interface GenerationDeps {
  /** An engine process for these settings, to be loaded: a new one, or one that other windows use too. */
  startProcess(load: EngineLoad, settings: EngineSettings, signal: AbortSignal): Promise<EngineProcess>;
  /** Looks at the files before anything is loaded. Rejects only when the signal was aborted. */
  plan(settings: EngineSettings, signal: AbortSignal): Promise<LoadPlan>;
  /** Milliseconds. */
  now(): number;
  /** Calls back once after the time; the returned function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
  log(line: string): void;
  /** As of `ServedRolesDeps`; absent where no inference server is reached. */
  connect?(settings: EngineSettings, wish: ServedWish, signal: AbortSignal): Promise<ServedRole>;
}

export type RoleStates = Readonly<Record<Role, RoleState>>;
export const noRoles: RoleStates = {
  completion: { state: "none" },
  assistant: { state: "none" },
  embedding: { state: "none" },
};

/** How long requests that are not completions may finish before a swap ends them, in milliseconds. */
const drainTime = 5000;
/** More crashes than this within the window, and only the user starts the engine again. */
const crashLimit = 3;
const crashWindow = 3 * 60_000;

export class ModelGeneration {
  readonly #number: number;
  readonly #settings: EngineSettings;
  readonly #deps: GenerationDeps;
  readonly #changed: () => void;
  readonly #retired = new AbortController();
  readonly #runtimes = new Map<Role, ModelRuntime>();
  readonly #served: ServedRoles;
  #plan: LoadPlan | undefined;
  #process: EngineProcess | undefined;
  #running: Promise<EngineProcess> | undefined;
  #crashes: readonly number[] = [];
  #active = 0;
  #callOffIdle = () => {};
  #states = noRoles;
  #engine: EngineStatus = { devices: [] };

  constructor(number: number, settings: EngineSettings, deps: GenerationDeps, changed: () => void) {
    this.#number = number;
    this.#settings = settings;
    this.#deps = deps;
    this.#changed = changed;
    this.#served = new ServedRoles(number, this.#source(), {
      connect: (wish, signal) => deps.connect?.(settings, wish, signal) ?? Promise.reject(modelChanged()),
      after: deps.after,
      setStates: (states) => this.#setStates(states),
      log: deps.log,
    });
  }

  get settings(): EngineSettings {
    return this.#settings;
  }

  get states(): RoleStates {
    return this.#states;
  }

  get engine(): EngineStatus {
    return this.#engine;
  }

  runtime(role: Role): ModelRuntime | undefined {
    return this.#retired.signal.aborted
      ? undefined
      : (this.#runtimes.get(role) ?? this.#served.runtime(role));
  }

  /** As `ServedRoles.named`. */
  served(name: string, role: Role): ServedRole | undefined {
    return this.#retired.signal.aborted ? undefined : this.#served.named(name, role);
  }

  noteTyping(): void {
    this.#process?.noteTyping();
  }

  /** Plans and loads. What goes wrong is a state, never a rejection. */
  async start(): Promise<void> {
    try {
      this.#plan = await this.#deps.plan(this.#settings, this.#retired.signal);
      this.#setStates(this.#plan.states);
      // Nobody waits for a server, which may be slow to answer or not be there.
      this.#served.start(this.#plan.served, routedServers(this.#settings));
      if (this.#plan.load.roles.length > 0) await this.#ensureEngine();
    } catch (error) {
      this.#deps.log(`models could not be loaded: ${describe(error)}`);
    }
  }

  /** Ends completions at once and lets the rest finish for a moment; then the process goes with its memory. */
  async retire(forWhom: "me" | "all"): Promise<void> {
    this.#retired.abort(modelChanged());
    this.#callOffIdle();
    const deadline = this.#deps.now() + drainTime;
    while (this.#active > 0 && this.#deps.now() < deadline) {
      await new Promise<void>((resolve) => this.#deps.after(50, resolve));
    }
    await this.#process?.release(modelChanged(), forWhom);
    this.stop();
  }

  /** Ends the process now; what runs fails with a named error. */
  stop(): void {
    if (!this.#retired.signal.aborted) this.#retired.abort(modelChanged());
    this.#callOffIdle();
    this.#process?.stop(modelChanged());
  }

  #setStates(next: Partial<Record<Role, RoleState>>): void {
    if (this.#retired.signal.aborted) return;
    this.#states = { ...this.#states, ...next };
    this.#changed();
  }

  #ensureEngine(): Promise<EngineProcess> {
    if (this.#running !== undefined) return this.#running;
    const starting = this.#startEngine();
    this.#running = starting;
    starting.catch(() => {
      if (this.#running === starting) this.#running = undefined;
    });
    return starting;
  }

  async #startEngine(): Promise<EngineProcess> {
    const plan = this.#plan;
    this.#retired.signal.throwIfAborted();
    if (plan === undefined) throw modelChanged();
    this.#process = undefined;
    this.#setStates(mapRoles(plan, (model) => ({ state: "loading", model, progress: 0 })));
    let process: EngineProcess | undefined;
    try {
      process = await this.#deps.startProcess(plan.load, this.#settings, this.#retired.signal);
      this.#retired.signal.throwIfAborted();
      this.#process = process;
      await this.#load(plan, process);
      return process;
    } catch (error) {
      process?.stop(modelChanged());
      this.#fail(plan, error);
      throw error;
    }
  }

  async #load(plan: LoadPlan, process: EngineProcess): Promise<void> {
    const loaded = await process.load(plan.load, (role, progress) =>
      this.#setStates(mapRoles(plan, (model) => ({ state: "loading", model, progress }), role)),
    );
    this.#retired.signal.throwIfAborted();
    // A crash while loading fails the load itself: trying the same again would crash again.
    process.onCrash((error) => this.#onCrash(error));
    this.#adopt(plan, loaded, process);
    process.onWindows((windows) => {
      if (this.#process !== process || this.#engine.windows === windows) return;
      this.#engine = { ...this.#engine, windows };
      this.#setStates({});
    });
  }

  #adopt(plan: LoadPlan, loaded: EngineLoaded, process: EngineProcess): void {
    const { backend, devices, threads } = loaded;
    this.#engine = { backend, devices, threads, ...(process.pid === undefined ? {} : { pid: process.pid }) };
    const next: Partial<Record<Role, RoleState>> = {};
    for (const { role, model, fim, lora } of plan.load.roles) {
      const result = loaded.roles[role];
      if (result?.ok !== true) {
        this.#runtimes.delete(role);
        next[role] = { state: "failed", model, message: result?.error.message ?? "" };
        continue;
      }
      const sha256 = plan.sha256.get(role);
      const { architecture, contextSize, completes, separatesFiles, chat, dimensions, notes } = result;
      const style = plan.embeddings.get(role);
      const quantization = plan.quantizations.get(role);
      const proof = {
        ...(quantization === undefined ? {} : { quantization }),
        ...(lora === undefined || sha256 === undefined ? {} : { adapter: `LoRA ${sha256.slice(0, 8)}` }),
        ...(plan.unproven.has(role) ? { unproven: true } : {}),
        ...(fim === undefined ? {} : { template: templateKey(fim) }),
      };
      const embedding =
        style === undefined || dimensions === undefined ? {} : { embedding: { ...style, dimensions } };
      const abilities = { completes, separatesFiles, chat, ...proof, ...embedding };
      const known = { model, architecture, contextSize, ...abilities, generation: this.#number };
      const info = {
        ...known,
        engine: this.#engineName(loaded),
        ...(sha256 === undefined ? {} : { sha256 }),
      };
      this.#runtimes.set(role, createEngineRuntime(role, info, this.#source()));
      const detail = [t("{0} tokens of context", contextSize), ...plan.notes(role), ...notes].join(" · ");
      next[role] = { state: "ready", model, detail, ...(sha256 === undefined ? {} : { sha256 }) };
    }
    this.#setStates(next);
    this.#watchIdle();
  }

  /** A quantised cache answers otherwise: what one said is not taken for the other's word. */
  #engineName({ engine }: EngineLoaded): string {
    const { kvCacheType } = this.#settings.gpu;
    return kvCacheType === "f16" ? engine : `${engine}, ${kvCacheType}`;
  }

  #source() {
    return {
      engine: () => this.#ensureEngine(),
      retired: this.#retired.signal,
      begin: () => {
        this.#active++;
        this.#callOffIdle();
        return () => {
          this.#active--;
          this.#watchIdle();
        };
      },
    };
  }

  /** An idle engine is ended; the next request starts it again. */
  #watchIdle(): void {
    this.#callOffIdle();
    const minutes = this.#settings.engine.idleUnloadMinutes;
    if (minutes <= 0 || this.#active > 0 || this.#retired.signal.aborted) return;
    this.#callOffIdle = this.#deps.after(minutes * 60_000, () => {
      if (this.#active > 0) return;
      this.#deps.log(`engine unloaded after ${minutes} idle minutes`);
      void this.#process?.release(modelChanged(), "me");
      this.#running = undefined;
    });
  }

  #onCrash(error: ModelError): void {
    this.#deps.log(error.message);
    this.#running = undefined;
    if (this.#plan === undefined || this.#retired.signal.aborted) return;
    const now = this.#deps.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashWindow), now];
    if (this.#crashes.length > crashLimit) return this.#fail(this.#plan, error);
    this.#ensureEngine().catch((again: unknown) => this.#deps.log(describe(again)));
  }

  #fail(plan: LoadPlan, error: unknown): void {
    this.#runtimes.clear();
    this.#setStates(mapRoles(plan, (model) => ({ state: "failed", model, message: describe(error) })));
  }
}

function mapRoles(
  plan: LoadPlan,
  state: (model: string) => RoleState,
  only?: Role,
): Partial<Record<Role, RoleState>> {
  const path = plan.load.roles.find((load) => load.role === only)?.path;
  // Two roles of one file load together.
  const entries = plan.load.roles.filter((load) => only === undefined || load.path === path);
  return Object.fromEntries(entries.map((load) => [load.role, state(load.model)]));
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error));
