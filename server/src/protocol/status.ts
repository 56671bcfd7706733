/** What the server tells about itself; the status item and the model view are views over it. */

export type Role = "completion" | "assistant" | "embedding";
export const roles: readonly Role[] = ["completion", "assistant", "embedding"];

export type RoleState =
  /** No model is configured for the role. */
  | { readonly state: "none" }
  | { readonly state: "loading"; readonly model: string; /** 0 to 1. */ readonly progress: number }
  | {
      readonly state: "ready";
      readonly model: string;
      readonly detail: string;
      /** Of the file, with its adapters, when it is known. */
      readonly sha256?: string;
    }
  /** The model is loaded but may not do this; `reason` says why. */
  | { readonly state: "refused"; readonly model: string; readonly reason: string }
  /** `message` holds what happened and the next step. */
  | { readonly state: "failed"; readonly model: string; readonly message: string };

export interface EngineStatus {
  /** `cpu`, `cuda`, `vulkan` or `metal`; absent until a model was loaded. */
  readonly backend?: string;
  readonly devices: readonly string[];
  readonly threads?: number;
  /** Process id, for the administrator. */
  readonly pid?: number;
  /** Windows that use this engine, when it is shared; this one counts. */
  readonly windows?: number;
}

export interface Status {
  readonly roles: Readonly<Record<Role, RoleState>>;
  readonly engine: EngineStatus;
  readonly network: {
    readonly mode: "offline" | "allowlist";
    /** Connections opened since start. */
    readonly connections: number;
    /** Of these, to inference servers on this machine; absent: none. */
    readonly local?: number;
  };
  /** Milliseconds from request to text of the last completion that was shown. */
  readonly lastCompletion?: number;
  /** Suggestions since the server started; counted in memory only. */
  readonly completions?: { readonly shown: number; readonly accepted: number };
  /** Completion is too slow to be of use: why, and what to do. In the user's language. */
  readonly advice?: string;
  /** Another window uses another engine on this machine. */
  readonly otherWindow: boolean;
}
