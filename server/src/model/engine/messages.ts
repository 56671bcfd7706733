/** What the server and the engine process say to each other: plain data over the child's IPC channel. */
import { type Role } from "../../protocol";
import { type EngineSettings } from "../../protocol/settings";
import { type Language } from "../../util/l10n";
import { type FimTemplate } from "../fim";
import {
  type Completes,
  type EmbedRequest,
  type GenerateChunk,
  type GenerateRequest,
  type ModelErrorCode,
} from "../runtime";

export interface LoraAdapter {
  readonly path: string;
  /** 1: as it was trained; 0: without effect. */
  readonly scale: number;
}

export interface RoleLoad {
  readonly role: Role;
  /** Entry name, for messages. */
  readonly model: string;
  /** Absolute file path. */
  readonly path: string;
  /** Tokens; absent: the role's default or what the model was trained for, whichever is smaller. */
  readonly contextSize?: number;
  readonly fim?: FimTemplate;
  /** Adapters that were looked at, with absolute paths; a change makes the context anew. */
  readonly lora?: readonly LoraAdapter[];
  /** Why it cannot be loaded on a machine without a usable GPU, with the next step. */
  readonly tooLarge?: string;
  /** Tokens of context that such a machine's memory holds, where they are fewer than wanted. */
  readonly roomFor?: number;
  /** Texts whose evaluation is kept beside each other on such a machine, each with a context's memory; absent: one. */
  readonly places?: number;
}

export interface EngineLoad {
  readonly language: Language;
  readonly gpu: EngineSettings["gpu"];
  readonly engine: EngineSettings["engine"];
  readonly roles: readonly RoleLoad[];
}

export interface WireError {
  readonly code?: ModelErrorCode;
  readonly message: string;
  readonly stack?: string;
}

export type RoleLoaded =
  | {
      readonly ok: true;
      readonly architecture: string;
      readonly contextSize: number;
      readonly chat: boolean;
      readonly completes: Completes;
      readonly separatesFiles: boolean;
      /** Numbers of a vector, in the embedding role. */
      readonly dimensions?: number;
      /** What could not be had as asked for, in the user's language. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly error: WireError };

export interface EngineLoaded {
  readonly backend: string;
  readonly devices: readonly string[];
  readonly threads: number;
  /** Name and version of the engine. */
  readonly engine: string;
  readonly roles: Readonly<Partial<Record<Role, RoleLoaded>>>;
}

/** Server to engine. `id` pairs a reply with its call. */
export type EngineCall =
  | { readonly call: "load"; readonly id: number; readonly load: EngineLoad }
  | { readonly call: "generate"; readonly id: number; readonly role: Role; readonly request: GenerateRequest }
  | { readonly call: "count"; readonly id: number; readonly role: Role; readonly text: string }
  | { readonly call: "embed"; readonly id: number; readonly request: EmbedRequest }
  | { readonly call: "cancel"; readonly id: number }
  /** The user types: prompt evaluation goes in small chunks for the next seconds. */
  | { readonly call: "typing" };

/** Engine to server. A generation sends chunks and ends with `done` or `failed`, also after a cancel. */
export type EngineReply =
  | { readonly reply: "loaded"; readonly id: number; readonly value: EngineLoaded }
  | { readonly reply: "progress"; readonly id: number; readonly role: Role; readonly progress: number }
  | { readonly reply: "counted"; readonly id: number; readonly value: number }
  | { readonly reply: "embedded"; readonly id: number; readonly value: readonly Float32Array[] }
  | { readonly reply: "chunk"; readonly id: number; readonly chunk: GenerateChunk }
  | { readonly reply: "done"; readonly id: number }
  | { readonly reply: "failed"; readonly id: number; readonly error: WireError };
