/** Loads the models the roles ask for: each file once, with one context for each role. */
import { type Llama, type LlamaModel, type LlamaModelOptions } from "node-llama-cpp";
import { type Role } from "../../protocol";
import { t } from "../../util/l10n";
import { defaultContextSizes } from "../fitMemory";
import { ModelError } from "../runtime";
import { type Scheduler } from "../scheduler";
import { type Library } from "./backend";
import { chatWrapperOf } from "./chat";
import { contextSizeFor, createContext, isShort, outOfMemory } from "./contexts";
import { createEmbeddingSession, type EmbeddingSession } from "./embedding";
import { type EngineLoad, type RoleLoad, type RoleLoaded } from "./messages";
import { createPrefillPacer, type PrefillPacer } from "./pacer";
import { createSession, type Session } from "./session";
import { firstThatFits } from "./stepDown";
import { type Evaluation } from "./threads";
import { warmUp, warmUpEmbedding } from "./warmUp";
import { toWireError } from "./wireError";

export interface LoadedRole {
  readonly session: Session;
  readonly pacer: PrefillPacer;
}

export interface RoleLoader {
  readonly library: Library;
  readonly llama: Llama;
  readonly scheduler: Scheduler;
  /** One for each context. */
  readonly evaluation: () => Evaluation;
  readonly load: EngineLoad;
  readonly onProgress: (role: Role, progress: number) => void;
  readonly now: () => number;
}

export interface LoadedRoles {
  readonly sessions: ReadonlyMap<Role, LoadedRole>;
  readonly embedding: EmbeddingSession | undefined;
  readonly results: Partial<Record<Role, RoleLoaded>>;
}

/** One role that cannot be loaded leaves the others as they are. */
export async function loadRoles(loader: RoleLoader): Promise<LoadedRoles> {
  const models = new Map<string, Promise<LoadedModel>>();
  const sessions = new Map<Role, LoadedRole>();
  const results: Partial<Record<Role, RoleLoaded>> = {};
  let embedding: EmbeddingSession | undefined;
  for (const role of loader.load.roles) {
    try {
      const model = models.get(role.path) ?? loadModel(loader, role);
      models.set(role.path, model);
      if (role.role === "embedding") {
        const made = await loadEmbedding(loader, role, (await model).model);
        embedding = made.session;
        results.embedding = made.result;
        continue;
      }
      const loaded = await loadRole(loader, role, await model);
      sessions.set(role.role, loaded.session);
      results[role.role] = loaded.result;
    } catch (error) {
      results[role.role] = { ok: false, error: toWireError(error) };
    }
  }
  return { sessions, embedding, results };
}

interface LoadedModel {
  readonly model: LlamaModel;
  readonly notes: readonly string[];
}

type GpuLayers = NonNullable<LlamaModelOptions["gpuLayers"]>;

/** As asked, then as many layers as leave room for the contexts of the file's roles, then as many as the library thinks. */
function layerChoices({ llama, load }: RoleLoader, path: string): readonly [GpuLayers, ...GpuLayers[]] {
  const { layers } = load.gpu;
  if (llama.gpu === false) return [layers];
  const sizes = load.roles
    .filter((role) => role.path === path)
    .map((role) => role.contextSize ?? defaultContextSizes[role.role]);
  const fitting = { fitContext: { contextSize: sizes.reduce((sum, size) => sum + size, 0) } };
  return layers === "auto" ? [fitting, "auto"] : [layers, fitting, "auto"];
}

async function loadModel(loader: RoleLoader, role: RoleLoad): Promise<LoadedModel> {
  const { llama, load, onProgress } = loader;
  // Without a GPU the system would accept the load and end the process when the memory is really used.
  if (llama.gpu === false && role.tooLarge !== undefined)
    throw new ModelError("out-of-memory", role.tooLarge);
  const { engine, gpu } = load;
  try {
    const { made: model, choice } = await firstThatFits(
      layerChoices(loader, role.path),
      (gpuLayers) =>
        llama.loadModel({
          modelPath: role.path,
          gpuLayers,
          useMmap: engine.mmap,
          useMlock: engine.mlock,
          onLoadProgress: (progress) => onProgress(role.role, progress),
        }),
      (error) => isShort(loader, error),
    );
    const asked = gpu.layers === "auto" || choice === gpu.layers;
    return { model, notes: asked ? [] : [fewerLayers(gpu.layers, model.gpuLayers)] };
  } catch (error) {
    if (isShort(loader, error)) throw outOfMemory(role, error as Error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(
      "model-file",
      t(
        "The model {0} could not be loaded: {1}. Check the file with “hanare models inspect”, or copy it again.",
        role.path,
        reason,
      ),
    );
  }
}

const fewerLayers = (wanted: number | "max", held: number): string =>
  t("the GPU's memory holds {0} layers, not {1} (hanare.gpu.layers)", held, wanted);

async function loadRole(loader: RoleLoader, role: RoleLoad, { model, notes: known }: LoadedModel) {
  const { context, places, swaFullCache, notes } = await createContext(loader, role, model);
  const chat = chatWrapperOf(loader.library, model);
  const pacer = createPrefillPacer(context.batchSize, loader.now, role.role === "completion");
  const sequence = context.getSequence();
  const others = Array.from({ length: places - 1 }, () => context.getSequence());
  const evaluation = loader.evaluation();
  await warmUp({ model, sequence, evaluation, pacer, now: loader.now });
  const session = createSession({
    library: loader.library,
    llama: loader.llama,
    model,
    fim: role.fim,
    chat,
    sequences: [sequence, ...others],
    scheduler: loader.scheduler,
    evaluation,
    pacer,
    rewindable: !model.fileInsights.isRecurrent && (model.fileInsights.swaSize === undefined || swaFullCache),
    now: loader.now,
  });
  const result: RoleLoaded = {
    ok: true,
    architecture: model.architecture,
    contextSize: context.contextSize,
    chat: chat !== undefined,
    completes: role.role !== "completion" ? "no" : role.fim === undefined ? "continuation" : "infill",
    separatesFiles: role.fim?.fileSeparator !== undefined,
    notes: [...known, ...notes],
  };
  return { session: { session, pacer }, result };
}

/** A whole text is one batch: pooling looks at the tokens of a batch, and an encoder at all of them at once. */
async function loadEmbedding(loader: RoleLoader, role: RoleLoad, model: LlamaModel) {
  const { llama, load, scheduler } = loader;
  const contextSize = contextSizeFor(role, model);
  try {
    const threads = load.engine.threads > 0 ? load.engine.threads : llama.cpuMathCores;
    const context = await model.createEmbeddingContext({ contextSize, batchSize: contextSize, threads });
    const evaluation = loader.evaluation();
    await warmUpEmbedding({ model, context, evaluation });
    const session = createEmbeddingSession({ model, context, contextSize, scheduler, evaluation });
    const result: RoleLoaded = {
      ok: true,
      architecture: model.architecture,
      contextSize,
      chat: false,
      completes: "no",
      separatesFiles: false,
      dimensions: model.embeddingVectorSize,
      notes: [],
    };
    return { session, result };
  } catch (error) {
    throw isShort(loader, error) ? outOfMemory(role, error as Error, contextSize) : error;
  }
}
