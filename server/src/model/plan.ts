/** From settings to what the engine is to load: files looked at, hashes checked, FIM decided. */
import { roles, type EngineSettings, type ModelEntry, type Role, type RoleState } from "../protocol";
import { language, t } from "../util/l10n";
import { shareMemory, type Tenant } from "./budget";
import { type EmbeddingAbility, type EmbeddingStyle } from "./embeddingModels";
import { type EngineLoad, type LoraAdapter, type RoleLoad } from "./engine/messages";
import { type FimDecision } from "./fim";
import { type MachineMemory } from "./fit";
import { type GgufHeader } from "./gguf";

export interface LoadPlan {
  readonly load: EngineLoad;
  /** States of the roles that are not going to be loaded. */
  readonly states: Partial<Record<Role, RoleState>>;
  /** Hashes that are known. */
  readonly sha256: ReadonlyMap<Role, string>;
  /** Roles whose model may serve only after it passed its test. */
  readonly unproven: ReadonlySet<Role>;
  /** How the models that embed do it. */
  readonly embeddings: ReadonlyMap<Role, EmbeddingStyle>;
  /** Roles that an inference server serves: the engine loads nothing for them. */
  readonly served: ReadonlyMap<Role, ModelEntry>;
  /** Types of the models' weights, where they are known. */
  readonly quantizations: ReadonlyMap<Role, string>;
  /** What the user should know of a role that works. */
  notes(role: Role): readonly string[];
}

/** What a file says of itself, as far as the plan needs it. */
export interface InspectedModel {
  readonly path: string;
  readonly fim: FimDecision;
  readonly assistant: { readonly able: "yes" | "no"; readonly reason: string };
  readonly embedding: EmbeddingAbility;
  /** Adapters of the entry, each one of this model. */
  readonly lora?: readonly LoraAdapter[];
  readonly quantization?: string;
  /** Known when the entry names it or it was computed before; with adapters, of the model and all of them. */
  readonly sha256?: string;
  /** Why the organisation does not let it serve a role, in the user's language. */
  readonly notAllowed?: ReadonlyMap<Role, string>;
  /** What the memory plan reads. */
  readonly header?: GgufHeader;
  /** What makes it slower or less sure than it need be on this machine, in the user's language. */
  readonly notes?: readonly string[];
}

export interface PlanPorts {
  /**
   * Resolves the path, reads the header, checks the hash when the entry has one. `roles`: what the entry is
   * to serve. Rejects with a ModelError.
   */
  inspect(entry: ModelEntry, roles: readonly Role[]): Promise<InspectedModel>;
  /** As it is now; absent: nobody plans with it. */
  memory?(): MachineMemory;
}

type Planned =
  | { readonly state: RoleState }
  | { readonly served: ModelEntry }
  | {
      readonly load: RoleLoad;
      readonly header?: GgufHeader;
      readonly sha256?: string;
      readonly notes: readonly string[];
      readonly embedding?: EmbeddingStyle;
      readonly quantization?: string;
      readonly unproven: boolean;
    };

export async function planLoad(
  settings: EngineSettings,
  ports: PlanPorts,
  signal: AbortSignal,
): Promise<LoadPlan> {
  const loads: RoleLoad[] = [];
  const tenants: Tenant[] = [];
  const states: Partial<Record<Role, RoleState>> = {};
  const sha256 = new Map<Role, string>();
  const unproven = new Set<Role>();
  const embeddings = new Map<Role, EmbeddingStyle>();
  const served = new Map<Role, ModelEntry>();
  const notes = new Map<Role, readonly string[]>();
  const quantizations = new Map<Role, string>();
  // Two roles of one entry look at the file once.
  const inspected = new Map<string, Promise<InspectedModel>>();
  const inspect: PlanPorts["inspect"] = (entry, sharing) => {
    const model = inspected.get(entry.name) ?? ports.inspect(entry, sharing);
    inspected.set(entry.name, model);
    return model;
  };
  for (const role of roles) {
    const planned = await planRole(role, settings, { inspect }, signal);
    if ("state" in planned) {
      states[role] = planned.state;
      continue;
    }
    if ("served" in planned) {
      served.set(role, planned.served);
      continue;
    }
    loads.push(planned.load);
    if (planned.header !== undefined) tenants.push({ ...planned.load, header: planned.header });
    if (planned.sha256 !== undefined) sha256.set(role, planned.sha256);
    if (planned.embedding !== undefined) embeddings.set(role, planned.embedding);
    if (planned.quantization !== undefined) quantizations.set(role, planned.quantization);
    if (planned.unproven) unproven.add(role);
    notes.set(role, planned.notes);
  }
  const { gpu, engine } = settings;
  return {
    load: { language: language(), gpu, engine, roles: withPlaces(loads, tenants, settings, ports) },
    states,
    sha256,
    unproven,
    embeddings,
    served,
    quantizations,
    notes: (role) => notes.get(role) ?? [],
  };
}

const mebibyte = 1024 * 1024;

/** What the machine's memory has for each role, beside the others. */
function withPlaces(
  loads: readonly RoleLoad[],
  tenants: readonly Tenant[],
  { gpu, engine }: EngineSettings,
  { memory }: PlanPorts,
): readonly RoleLoad[] {
  if (memory === undefined) return loads;
  const { kvCacheType } = gpu;
  const { batchSize, memoryLimit } = engine;
  const { totalRam, freeRam } = memory();
  const room = memoryLimit === 0 ? freeRam : Math.min(freeRam, memoryLimit * mebibyte);
  const places = shareMemory(tenants, { kvCacheType, batchSize }, { totalRam, freeRam: room });
  return loads.map((load) => ({ ...load, ...places.get(load.role) }));
}

async function planRole(
  role: Role,
  settings: EngineSettings,
  { inspect }: PlanPorts,
  signal: AbortSignal,
): Promise<Planned> {
  const name = settings.model[role];
  if (name === "") return { state: { state: "none" } };
  const entry = settings.models.find((each) => each.name === name);
  if (entry === undefined) {
    const message = t(
      "hanare.model.{0} names “{1}”, but hanare.models has no entry of this name. Choose a model, or add the entry.",
      role,
      name,
    );
    return { state: { state: "failed", model: name, message } };
  }
  if (entry.endpoint !== undefined) return { served: entry };
  try {
    const sharing = roles.filter((each) => settings.model[each] === name);
    const model = await inspect(entry, sharing);
    signal.throwIfAborted();
    const forbidden = model.notAllowed?.get(role);
    if (forbidden !== undefined) return { state: { state: "refused", model: name, reason: forbidden } };
    const ability = role === "completion" ? model.fim : model[role];
    if (ability.able === "no") return { state: { state: "refused", model: name, reason: ability.reason } };
    // A completion model without a template goes on from the text before the cursor.
    const fim = role === "completion" ? model.fim.template : undefined;
    return {
      load: {
        role,
        model: name,
        path: model.path,
        ...(entry.contextSize === undefined ? {} : { contextSize: entry.contextSize }),
        ...(fim === undefined ? {} : { fim }),
        ...(model.lora === undefined || role === "embedding" ? {} : { lora: model.lora }),
      },
      ...(model.header === undefined ? {} : { header: model.header }),
      ...(model.sha256 === undefined ? {} : { sha256: model.sha256 }),
      ...(model.quantization === undefined ? {} : { quantization: model.quantization }),
      notes: [...(ability.able === "continuation" ? [ability.reason] : []), ...(model.notes ?? [])],
      ...(role === "embedding" && model.embedding.able === "yes" ? { embedding: model.embedding.style } : {}),
      unproven: ability.able === "unsure" || ability.able === "continuation",
    };
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return { state: { state: "failed", model: name, message } };
  }
}
