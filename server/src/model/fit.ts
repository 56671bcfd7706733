/** Does a model fit this machine, and if not, what would? Pure: a header and numbers in, a plan out. */
import { type KvCacheType, type Role } from "../protocol";
import { formatSize } from "../util/size";
import { t } from "../util/l10n";
import {
  computeBytes,
  type ContextShape,
  defaultContextSizes,
  kvCacheBytes,
  trainedContext,
  weightBytes,
} from "./fitMemory";
import { expectedSpeed } from "./fitSpeed";
import { type GgufHeader, numberOf } from "./gguf";

export interface FitSettings {
  /** Tokens for each role; absent: each role's default. Never more than the model was trained for. */
  readonly contextSize?: number;
  readonly kvCacheType: KvCacheType;
  /** Each role has its own context on the one set of weights. */
  readonly roles: readonly Role[];
  /** Default 512. */
  readonly batchSize?: number;
  /** Default false: without it the working memory is larger. */
  readonly flashAttention?: boolean;
}

/** Bytes. */
export interface MachineMemory {
  readonly totalRam: number;
  readonly freeRam: number;
  /** Of the GPU that would be used, after what is left for others; absent: none. */
  readonly vram?: number;
}

export interface FitPlan {
  readonly fits: boolean;
  readonly bytes: {
    readonly weights: number;
    /** All roles together. */
    readonly kvCache: number;
    readonly compute: number;
    readonly total: number;
  };
  /** Tokens of each role's context. */
  readonly contexts: Readonly<Partial<Record<Role, number>>>;
  /** Layers, the output layer among them. */
  readonly layers: number;
  /** Layers that the GPU can hold; present when there is a GPU. */
  readonly gpuLayers?: number;
  /** Tokens written in a second on a usual machine, about. */
  readonly speed: number;
  /** A full sentence in the user's language; when it does not fit, what would. */
  readonly advice: string;
}

const contextSteps = [65_536, 32_768, 16_384, 8192, 4096, 2048] as const;
/** The usual sizes below, the largest first. */
export const smallerContexts = (contextSize: number): readonly number[] =>
  contextSteps.filter((each) => each < contextSize);

export function planFit(header: GgufHeader, settings: FitSettings, machine: MachineMemory): FitPlan {
  const bytes = measure(header, settings);
  const room = roomOf(machine);
  const fits = bytes.total <= room;
  const layers = layersOf(header);
  const onGpu = machine.vram === undefined ? undefined : gpuLayers(layers, bytes, machine.vram);
  return {
    fits,
    bytes,
    contexts: Object.fromEntries(
      settings.roles.map((role) => [role, shapeOf(header, settings, role).contextSize]),
    ),
    layers,
    ...(onGpu === undefined ? {} : { gpuLayers: onGpu }),
    speed: expectedSpeed(header, (onGpu ?? 0) / layers),
    advice: fits
      ? t("It needs {0} of memory; {1} is free.", formatSize(bytes.total), formatSize(room))
      : [
          t("It needs {0} of memory, but only {1} is free.", formatSize(bytes.total), formatSize(room)),
          wayOut(header, settings, machine),
        ].join(" "),
  };
}

function measure(header: GgufHeader, settings: FitSettings): FitPlan["bytes"] {
  const shapes = settings.roles.map((role) => shapeOf(header, settings, role));
  const sum = (part: (shape: ContextShape) => number) =>
    shapes.reduce((total, shape) => total + part(shape), 0);
  const weights = weightBytes(header);
  const kvCache = sum((shape) => kvCacheBytes(header, shape));
  const compute = sum((shape) => computeBytes(header, shape));
  return { weights, kvCache, compute, total: weights + kvCache + compute };
}

/** Of `roleBytes`, what keeps the evaluated tokens. */
export const cacheBytes = (
  header: GgufHeader,
  settings: Omit<FitSettings, "roles" | "contextSize">,
  role: Role,
  contextSize: number,
): number => kvCacheBytes(header, shapeOf(header, { ...settings, contextSize }, role));

/** What one role takes beside the weights, with a context of its own. `contextSize`: tokens. */
export function roleBytes(
  header: GgufHeader,
  settings: Omit<FitSettings, "roles" | "contextSize">,
  role: Role,
  contextSize: number,
): number {
  const shape = shapeOf(header, { ...settings, contextSize }, role);
  return kvCacheBytes(header, shape) + computeBytes(header, shape);
}

function shapeOf(header: GgufHeader, settings: Omit<FitSettings, "roles">, role: Role): ContextShape {
  const wanted = settings.contextSize ?? defaultContextSizes[role];
  return {
    contextSize: Math.min(wanted, trainedContext(header)),
    kvCacheType: settings.kvCacheType,
    batchSize: settings.batchSize ?? 512,
    flashAttention: settings.flashAttention ?? false,
    slidingWindow: role !== "completion",
  };
}

/** A GPU and main memory add up: layers that the GPU cannot hold stay in main memory. */
const roomOf = ({ freeRam, vram }: MachineMemory) => freeRam + (vram ?? 0);

/** The smallest change first: a smaller context, a smaller cache type, both, then another model. */
function wayOut(header: GgufHeader, settings: FitSettings, machine: MachineMemory): string {
  const room = roomOf(machine);
  const largest = Math.max(0, ...settings.roles.map((role) => shapeOf(header, settings, role).contextSize));
  const fitting = (kvCacheType: KvCacheType) =>
    contextSteps.find(
      (contextSize) =>
        contextSize < largest && measure(header, { ...settings, contextSize, kvCacheType }).total <= room,
    );
  if (settings.kvCacheType === "f16" && measure(header, { ...settings, kvCacheType: "q8_0" }).total <= room)
    return t("It fits with hanare.gpu.kvCacheType q8_0.");
  const context = fitting(settings.kvCacheType);
  if (context !== undefined) return t("It fits with contextSize {0} in hanare.models.", context);
  const both = fitting("q8_0");
  if (both !== undefined)
    return t("It fits with contextSize {0} in hanare.models and hanare.gpu.kvCacheType q8_0.", both);
  return anotherModel(header, settings, machine);
}

function anotherModel(header: GgufHeader, settings: FitSettings, machine: MachineMemory): string {
  const least = measure(header, { ...settings, contextSize: 2048, kvCacheType: "q8_0" });
  if (least.total <= machine.totalRam * 0.8 + (machine.vram ?? 0))
    return t(
      "It would fit with contextSize 2048 if other programs were closed; otherwise choose a smaller model.",
    );
  const largest = roomOf(machine) - (least.total - least.weights);
  return largest > 50_000_000
    ? t("Choose a smaller model or a stronger quantization: a file of at most {0}.", formatSize(largest))
    : t("Close other programs, or use a machine with more memory.");
}

const layersOf = ({ metadata, architecture }: GgufHeader): number =>
  (numberOf(metadata, `${architecture}.block_count`) ?? 0) + 1;

/** Each layer with its share of weights and cache; the working memory comes first. */
function gpuLayers(layers: number, bytes: FitPlan["bytes"], vram: number): number {
  const each = (bytes.weights + bytes.kvCache) / layers;
  return Math.max(0, Math.min(layers, Math.floor((vram - bytes.compute) / each)));
}
