/**
 * Every setting Hanare has, with its default. The manifest (`package.json`) repeats names, defaults and
 * ranges for the editor; a unit test keeps the two and the two languages equal.
 */

import { type ProofKind, type ProofStyle } from "./proofread";
import { type RoutingRule } from "./routing";

/** How the fill-in-the-middle tokens of a model family are spelt; the name of the first family that had them. */
export const fimFamilies = [
  "qwen-coder",
  "starcoder",
  "santacoder",
  "deepseek-coder",
  "code-llama",
  "codestral",
  "seed-coder",
  "glm",
  "falcon-coder",
] as const;
export type FimFamily = (typeof fimFamilies)[number];

/** Token texts of a house model, exactly as they stand in its vocabulary. */
export interface FimTokens {
  readonly prefix: string;
  readonly suffix: string;
  /** Absent: the model goes on right after the last part. */
  readonly middle?: string;
  /** psm: prefix, suffix, middle; spm: suffix first. Default: psm, and spm where there is no middle. */
  readonly order?: "psm" | "spm";
}

/** `auto`: as the file says; `off`: never fill in, go on from the text before the cursor. */
export type FimSetting = "auto" | "off" | FimFamily | FimTokens;

/** An inference server that speaks OpenAI's protocol. Its key is no setting. */
export interface EndpointSource {
  /** `http` to this machine, `https` to any. */
  readonly url: string;
  /** As the server calls it; absent: the first one of its list. */
  readonly model?: string;
  /** Absolute path of a PEM file: the certificates that are trusted, in place of the system's. */
  readonly ca?: string;
  /** Absolute paths of PEM files: what this computer proves itself with. Both, or neither. */
  readonly clientCert?: string;
  readonly clientKey?: string;
}

/** One model the user brought. Exactly one source: a GGUF file, a model of the catalogue, or an inference server. */
export interface ModelEntry {
  readonly name: string;
  /** Absolute path of a GGUF file, `~` and `${workspaceFolder}` allowed. Never a URL. */
  readonly path?: string;
  /** Id of a model of the catalogue whose one file lies in the models folder. */
  readonly catalogue?: string;
  readonly endpoint?: EndpointSource;
  /** Lower-case hex digest the file must have; checked before the first load. */
  readonly sha256?: string;
  /** Tokens of context for each role this model serves. Default: 4096 for completion, 8192 for the assistant, 512 for embeddings, or what it was trained for. */
  readonly contextSize?: number;
  /** How it fills in code at the cursor. Default: `auto`. */
  readonly fim?: FimSetting;
  /** LoRA adapters that are put on it, in this order. */
  readonly lora?: readonly LoraSetting[];
}

export interface LoraSetting {
  /** As `ModelEntry.path`: an adapter in GGUF format. */
  readonly path: string;
  /** 1: as it was trained; 0: without effect. Default: 1. */
  readonly scale?: number;
}

export type GpuBackend = "auto" | "cuda" | "vulkan" | "metal" | "off";
export type KvCacheType = "f16" | "q8_0";
export type Multiline = "auto" | "always" | "never";
export type ReviewModel = "off" | "onCommand" | "onSave";
export type SummaryLength = "short" | "medium" | "long";
export type SummaryLanguage = "auto" | "en" | "ja";
/** What a model reads for a summary: the sentences that were chosen without it, or all of the text. */
export type SummaryReading = "sentences" | "whole";

/** Of the machine: where models are kept, and which the organisation allows. Paths may begin with `~`. */
export interface ModelStoreSettings {
  /** Folder that models are brought into; empty: `hanare/models` with the user's data. */
  readonly folder: string;
  /** JSON file with the allowed models, signed; empty: every model may be used. */
  readonly allowList: string;
  /** Ed25519 key that the list must be signed with: PEM, or its base64 in one line. */
  readonly publicKey: string;
}

/** Of the machine: what may be connected to. */
export interface NetworkSettings {
  readonly mode: "offline" | "allowlist";
  /** `host` or `host:port`, in mode `allowlist`. */
  readonly allow: readonly string[];
  /** PEM file: certificates that are trusted in place of the system's where nothing nearer names some; empty: the system's. */
  readonly ca: string;
}

/** Settings of the one engine, read for the window, never for a folder. */
export interface EngineSettings {
  readonly models: readonly ModelEntry[];
  readonly model: {
    /** Name of an entry of `models`; empty: none. */
    readonly completion: string;
    readonly assistant: string;
    readonly embedding: string;
  };
  readonly gpu: {
    readonly backend: GpuBackend;
    readonly layers: "auto" | "max" | number;
    /** Indices of the GPUs the engine may see; empty: all. */
    readonly devices: readonly number[];
    readonly flashAttention: "auto" | "on" | "off";
    readonly kvCacheType: KvCacheType;
    /** MiB of GPU memory left for others. */
    readonly vramReserve: number;
  };
  readonly engine: {
    /** 0: measured choice for this machine. */
    readonly threads: number;
    /** Largest number of prompt tokens evaluated at once. */
    readonly batchSize: number;
    readonly mmap: boolean;
    readonly mlock: boolean;
    /** Minutes without a request before the models are unloaded; 0: never. */
    readonly idleUnloadMinutes: number;
    /** MiB of main memory for the models of all roles together, without a GPU; 0: what is free. */
    readonly memoryLimit: number;
    /** Windows of one user with the same settings use one engine process. */
    readonly shared: boolean;
  };
  readonly modelStore: ModelStoreSettings;
  readonly network?: NetworkSettings;
  /** Servers that the rules name are connected to. */
  readonly routing?: readonly RoutingRule[];
}

export interface CompletionSettings {
  readonly enabled: boolean;
  /** Milliseconds of quiet before a suggestion is asked for while typing; `auto`: from the user's own rhythm. */
  readonly debounce: "auto" | number;
  readonly multiline: Multiline;
  /** Tokens. */
  readonly maxTokens: number;
  /** Tokens of text before and after the cursor. */
  readonly prefixTokens: number;
  readonly suffixTokens: number;
  /** Tokens of text from other files; 0: none. */
  readonly contextTokens: number;
  /** Suggestions to choose from when asked by hand. */
  readonly candidates: number;
  /** Compute what follows a suggestion while the user reads it. */
  readonly ahead: boolean;
  /** Offer a change made by hand for the document's other places; the editor's side does this. */
  readonly repeatChanges: boolean;
  /** Globs of files that are never completed and never read for completion. */
  readonly exclude: readonly string[];
}

export interface ReviewSettings {
  readonly enabled: boolean;
  /** Rule packs: ids of shipped packs or paths of YAML files, relative to the folder. */
  readonly packs: readonly string[];
  /** Rule ids switched off. */
  readonly disabledRules: readonly string[];
  readonly exclude: readonly string[];
  /** When the assistant model judges the rules that need one. Never while one types. */
  readonly model: ReviewModel;
}

export interface SummarySettings {
  readonly length: SummaryLength;
  readonly language: SummaryLanguage;
  readonly reading: SummaryReading;
  /** YAML or JSON files with templates of one's own; relative to the folder. */
  readonly templates: readonly string[];
}

export interface ProofreadSettings {
  readonly style: ProofStyle;
  /** The user's list of terms: a YAML or JSON file, relative to the folder. */
  readonly terms: string;
  /** Kinds of findings that are not reported. */
  readonly disabled: readonly ProofKind[];
}

export interface IndexSettings {
  /** Globs of files that are never read for search. */
  readonly exclude: readonly string[];
  /** Of the machine: words and hashes of what was read stay in a file that only its owner can read; never text. */
  readonly saveOnDisk: boolean;
}

/** Settings that may differ from folder to folder and language to language. */
export interface ResourceSettings {
  readonly completion: CompletionSettings;
  readonly review: ReviewSettings;
  readonly summary: SummarySettings;
  readonly proofread: ProofreadSettings;
  readonly index: IndexSettings;
}

/** Of the machine: what is measured and kept on it. */
export interface JournalSettings {
  /** Figures of requests, suggestions and reviews are kept; never text. */
  readonly enabled: boolean;
  /** Absolute folders whose prompts and answers are kept, encrypted; empty: none are. */
  readonly traces: readonly string[];
  /** Days after which they are deleted. */
  readonly traceDays: number;
  /** URL of an OpenTelemetry collector that figures are sent to; empty: nothing is sent. */
  readonly sendTo: string;
  /** Minutes between two sendings. */
  readonly sendMinutes: number;
}

export interface Settings extends EngineSettings, ResourceSettings {
  readonly journal: JournalSettings;
  readonly network: NetworkSettings;
  /** Of the machine: what may be sent to which server; without a rule, nothing. */
  readonly routing: readonly RoutingRule[];
}

/** Files that hold keys: no prompt needs them. */
const keyFiles = ["**/.env*", "**/*.pem", "**/*.key", "**/*.pfx", "**/*.p12", "**/id_rsa*", "**/id_ed25519*"];
const madeFolders = ["**/node_modules/**", "**/.git/**", "**/.hanare/*.json", "**/dist/**", "**/out/**"];

export const defaultSettings: Settings = {
  models: [],
  model: { completion: "", assistant: "", embedding: "" },
  gpu: {
    backend: "auto",
    layers: "auto",
    devices: [],
    flashAttention: "auto",
    kvCacheType: "f16",
    vramReserve: 512,
  },
  engine: {
    ...{ threads: 0, batchSize: 512, mmap: true, mlock: false },
    ...{ idleUnloadMinutes: 30, memoryLimit: 0, shared: true },
  },
  modelStore: { folder: "", allowList: "", publicKey: "" },
  completion: {
    enabled: true,
    debounce: "auto",
    multiline: "auto",
    maxTokens: 96,
    prefixTokens: 1536,
    suffixTokens: 384,
    contextTokens: 768,
    candidates: 3,
    ahead: true,
    repeatChanges: true,
    exclude: keyFiles,
  },
  review: {
    enabled: true,
    packs: ["hanare.personal-data", "hanare.secure-coding", "hanare.manuals"],
    disabledRules: [],
    exclude: madeFolders,
    model: "onCommand",
  },
  summary: { length: "medium", language: "auto", reading: "sentences", templates: [] },
  proofread: { style: "general", terms: ".hanare/terms.yaml", disabled: [] },
  index: { exclude: [...madeFolders, ...keyFiles], saveOnDisk: false },
  journal: { enabled: true, traces: [], traceDays: 30, sendTo: "", sendMinutes: 5 },
  network: { mode: "offline", allow: [], ca: "" },
  routing: [],
};

/** Lowest and highest allowed value of every numeric setting. The manifest repeats them (tested). */
export const settingRanges = {
  "gpu.layers": { minimum: 0, maximum: 1000 },
  "gpu.vramReserve": { minimum: 0, maximum: 1_048_576 },
  "engine.threads": { minimum: 0, maximum: 512 },
  "engine.batchSize": { minimum: 16, maximum: 8192 },
  "engine.idleUnloadMinutes": { minimum: 0, maximum: 10_080 },
  "engine.memoryLimit": { minimum: 0, maximum: 16_777_216 },
  "completion.debounce": { minimum: 0, maximum: 5000 },
  "completion.maxTokens": { minimum: 1, maximum: 2048 },
  "completion.prefixTokens": { minimum: 16, maximum: 131_072 },
  "completion.suffixTokens": { minimum: 0, maximum: 131_072 },
  "completion.contextTokens": { minimum: 0, maximum: 131_072 },
  "journal.traceDays": { minimum: 1, maximum: 365 },
  "journal.sendMinutes": { minimum: 1, maximum: 1440 },
  "completion.candidates": { minimum: 1, maximum: 5 },
} as const;
