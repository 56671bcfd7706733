/** Loads the models the roles ask for: each file once, with one context for each role. */
import { type Llama, type LlamaContext, type LlamaContextOptions, type LlamaModel } from "node-llama-cpp";
import { type Role } from "../../protocol";
import { t } from "../../util/l10n";
import { defaultContextSizes } from "../fitMemory";
import { ModelError } from "../runtime";
import { type Scheduler } from "../scheduler";
import { type Library } from "./backend";
import { chatWrapperOf } from "./chat";
import { createEmbeddingSession, type EmbeddingSession } from "./embedding";
import { type EngineLoad, type LoraAdapter, type RoleLoad, type RoleLoaded } from "./messages";
import { createPrefillPacer, type PrefillPacer } from "./pacer";
import { createSession, type Session } from "./session";
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
  const models = new Map<string, Promise<LlamaModel>>();
  const sessions = new Map<Role, LoadedRole>();
  const results: Partial<Record<Role, RoleLoaded>> = {};
  let embedding: EmbeddingSession | undefined;
  for (const role of loader.load.roles) {
    try {
      const model = models.get(role.path) ?? loadModel(loader, role);
      models.set(role.path, model);
      if (role.role === "embedding") {
        const made = await loadEmbedding(loader, role, await model);
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

async function loadModel(
  { library, llama, load, onProgress }: RoleLoader,
  role: RoleLoad,
): Promise<LlamaModel> {
  const { gpu, engine } = load;
  // Without a GPU the system would accept the load and end the process when the memory is really used.
  if (llama.gpu === false && role.tooLarge !== undefined)
    throw new ModelError("out-of-memory", role.tooLarge);
  try {
    return await llama.loadModel({
      modelPath: role.path,
      gpuLayers: gpu.layers,
      useMmap: engine.mmap,
      useMlock: engine.mlock,
      onLoadProgress: (progress) => onProgress(role.role, progress),
    });
  } catch (error) {
    if (error instanceof library.InsufficientMemoryError) throw outOfMemory(role, error);
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

async function loadRole(loader: RoleLoader, role: RoleLoad, model: LlamaModel) {
  const contextSize = contextSizeFor(role, model);
  const { context, swaFullCache, notes } = await createContext(loader, role, { model, contextSize });
  const chat = chatWrapperOf(loader.library, model);
  const pacer = createPrefillPacer(context.batchSize, loader.now);
  const sequence = context.getSequence();
  const evaluation = loader.evaluation();
  await warmUp({ model, sequence, evaluation, pacer, now: loader.now });
  const session = createSession({
    library: loader.library,
    llama: loader.llama,
    model,
    fim: role.fim,
    chat,
    sequence,
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
    notes,
  };
  return { session: { session, pacer }, result };
}

/** A whole text is one batch: pooling looks at the tokens of a batch, and an encoder at all of them at once. */
async function loadEmbedding(loader: RoleLoader, role: RoleLoad, model: LlamaModel) {
  const { library, llama, load, scheduler } = loader;
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
    if (error instanceof library.InsufficientMemoryError || isCreationFailure(error))
      throw outOfMemory(role, error as Error, contextSize);
    throw error;
  }
}

function contextSizeFor(role: RoleLoad, model: LlamaModel): number {
  const trained = model.trainContextSize;
  if (role.contextSize === undefined) return Math.min(defaultContextSizes[role.role], trained);
  if (role.contextSize <= trained) return role.contextSize;
  throw new ModelError(
    "model-file",
    t(
      "contextSize {0} of {1} is more than the {2} tokens the model was trained for. Set contextSize to {2} or less.",
      role.contextSize,
      role.model,
      trained,
    ),
  );
}

interface ContextChoice {
  readonly model: LlamaModel;
  readonly contextSize: number;
}

async function createContext({ library, load }: RoleLoader, role: RoleLoad, choice: ContextChoice) {
  const { model, contextSize } = choice;
  // A suggestion lives on the kept prefix, so a sliding window must not throw it away.
  const swaFullCache = role.role === "completion";
  const plain: LlamaContextOptions = {
    contextSize,
    sequences: 1,
    batchSize: Math.min(load.engine.batchSize, contextSize),
    ...(load.engine.threads > 0 ? { threads: load.engine.threads } : {}),
    flashAttention: load.gpu.flashAttention === "auto" ? "auto" : load.gpu.flashAttention === "on",
    swaFullCache,
    failedCreationRemedy: false,
    ...(role.lora === undefined ? {} : { lora: { adapters: role.lora.map(adapterOf) } }),
  };
  try {
    if (load.gpu.kvCacheType === "q8_0") {
      const quantized = await tryQuantizedCache(model, plain);
      if (quantized !== undefined) return { context: quantized, swaFullCache, notes: [] };
      const note = t("{0} cannot use kvCacheType q8_0; f16 is used instead.", role.model);
      return { context: await model.createContext(plain), swaFullCache, notes: [note] };
    }
    return { context: await model.createContext(plain), swaFullCache, notes: [] };
  } catch (error) {
    if (error instanceof library.InsufficientMemoryError || isCreationFailure(error)) {
      throw outOfMemory(role, error as Error, contextSize);
    }
    throw error;
  }
}

const adapterOf = ({ path, scale }: LoraAdapter) => ({ filePath: path, scale });

/** A quantised cache needs flash attention, and not every backend has the kernels: evaluate a little first. */
async function tryQuantizedCache(
  model: LlamaModel,
  plain: LlamaContextOptions,
): Promise<LlamaContext | undefined> {
  let context: LlamaContext | undefined;
  try {
    context = await model.createContext({
      ...plain,
      flashAttention: true,
      experimentalKvCacheKeyType: "Q8_0",
      experimentalKvCacheValueType: "Q8_0",
    });
    const sequence = context.getSequence();
    await sequence.evaluateWithoutGeneratingNewTokens(model.tokenize("0123456789 abcdefgh"));
    await sequence.dispose();
    return context;
  } catch {
    await context?.dispose();
    return undefined;
  }
}

function isCreationFailure(error: unknown): boolean {
  return error instanceof Error && /failed to create context|alloc/i.test(error.message);
}

function outOfMemory(role: RoleLoad, error: Error, contextSize?: number): ModelError {
  return new ModelError(
    "out-of-memory",
    t(
      "{0} does not fit into this machine's memory ({1}). Choose a smaller contextSize (now {2}) in hanare.models, a smaller model, or fewer hanare.gpu.layers.",
      role.model,
      error.message,
      contextSize ?? role.contextSize ?? defaultContextSizes[role.role],
    ),
  );
}
