/** A role's context: as large as it was asked for where memory holds it, and said where it does not. */
import { type Llama, type LlamaContext, type LlamaContextOptions, type LlamaModel } from "node-llama-cpp";
import { t } from "../../util/l10n";
import { smallerContexts } from "../fit";
import { defaultContextSizes } from "../fitMemory";
import { ModelError } from "../runtime";
import { type Library } from "./backend";
import { type EngineLoad, type LoraAdapter, type RoleLoad } from "./messages";
import { firstThatFits } from "./stepDown";

export interface ContextMaker {
  readonly library: Library;
  readonly llama: Pick<Llama, "gpu">;
  readonly load: EngineLoad;
}

export interface MadeContext {
  readonly context: LlamaContext;
  /** Sequences of the context. */
  readonly places: number;
  /** The whole cache is kept although layers look at a window only. */
  readonly swaFullCache: boolean;
  readonly notes: readonly string[];
}

/** Tokens. Rejects a number that the model was not trained for. */
export function contextSizeFor(role: RoleLoad, model: Pick<LlamaModel, "trainContextSize">): number {
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

/** Steps down while memory does not hold it. Rejects with a ModelError when it holds not even the smallest. */
export async function createContext(
  maker: ContextMaker,
  role: RoleLoad,
  model: LlamaModel,
): Promise<MadeContext> {
  const wanted = contextSizeFor(role, model);
  // Without a GPU the system grants what it does not have, and ends the process when it is really used.
  const { roomFor = wanted, places = 1 } = maker.llama.gpu === false ? role : {};
  const first = Math.min(wanted, roomFor);
  try {
    const { made, choice } = await firstThatFits<Shape, MadeContext>(
      [
        { contextSize: first, places },
        ...[...(places > 1 ? [first] : []), ...smallerContexts(first)].map(alone),
      ],
      (shape) => createOf({ maker, role, model, ...shape }),
      (error) => isShort(maker, error),
    );
    const { contextSize } = choice;
    return contextSize === wanted ? made : { ...made, notes: [...made.notes, smaller(contextSize, wanted)] };
  } catch (error) {
    throw isShort(maker, error) ? outOfMemory(role, error as Error, wanted) : error;
  }
}

interface Shape {
  /** Tokens of one place. */
  readonly contextSize: number;
  readonly places: number;
}

const alone = (contextSize: number): Shape => ({ contextSize, places: 1 });

const smaller = (tokens: number, wanted: number): string =>
  t(
    "memory holds {0} tokens of context, not {1}: close other programs, or choose a smaller model",
    tokens,
    wanted,
  );

export const isShort = ({ library }: Pick<ContextMaker, "library">, error: unknown): boolean =>
  error instanceof library.InsufficientMemoryError ||
  (error instanceof Error && /failed to create context|alloc/i.test(error.message));

interface Wanted extends Shape {
  readonly maker: ContextMaker;
  readonly role: RoleLoad;
  readonly model: LlamaModel;
}

async function createOf(wanted: Wanted): Promise<MadeContext> {
  const { maker, role, model, contextSize, places } = wanted;
  const { load } = maker;
  // A suggestion lives on the kept prefix, so a sliding window must not throw it away.
  const swaFullCache = role.role === "completion";
  const plain: LlamaContextOptions = {
    contextSize,
    sequences: places,
    // One place is evaluated at a time: nothing is gained by waiting for the others.
    batching: { dispatchSchedule: (dispatch) => dispatch() },
    batchSize: Math.min(load.engine.batchSize, contextSize),
    ...(load.engine.threads > 0 ? { threads: load.engine.threads } : {}),
    flashAttention: load.gpu.flashAttention === "auto" ? "auto" : load.gpu.flashAttention === "on",
    swaFullCache,
    failedCreationRemedy: false,
    ...(role.lora === undefined ? {} : { lora: { adapters: role.lora.map(adapterOf) } }),
  };
  if (load.gpu.kvCacheType !== "q8_0")
    return { context: await model.createContext(plain), places, swaFullCache, notes: [] };
  const quantized = await tryQuantizedCache(model, plain);
  if (quantized !== undefined) return { context: quantized, places, swaFullCache, notes: [] };
  const note = t("{0} cannot use kvCacheType q8_0; f16 is used instead.", role.model);
  return { context: await model.createContext(plain), places, swaFullCache, notes: [note] };
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

export function outOfMemory(role: RoleLoad, error: Error, contextSize?: number): ModelError {
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
