/** Prompts and answers that are kept because somebody asked for it, folder by folder; encrypted at rest. */
import { type JournalTask } from "./journal";

export interface TraceEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly task: JournalTask;
  readonly model?: string;
  /** The first document or folder it was about. */
  readonly uri?: string;
  /** Characters of the answer. */
  readonly answered: number;
}

/** Of an answer: the ids of the prompts that were kept for it. */
export interface KeptAnswer {
  readonly kept?: readonly string[];
}

/** What a person made of an answer: `good` and `bad` by thumb, `taken` and `edited` of a suggestion. */
export type TraceOutcome = "good" | "bad" | "taken" | "edited";

/** Client to server: what is kept, the newest first. */
export namespace TracesRequest {
  export const method = "hanare/traces";
  export type Params = Record<string, never>;
  export type Result = {
    readonly traces: readonly TraceEntry[];
    /** Files that this editor's key does not open, or that are damaged. */
    readonly locked: number;
    /** No folder is named in the setting: nothing more is kept. */
    readonly off: boolean;
  };
}

/** Client to server: one of them as Markdown; for a page that is never a file. Empty when it is gone. */
export namespace TraceRequest {
  export const method = "hanare/trace";
  export type Params = { readonly id: string };
  export type Result = { readonly text: string };
}

/** Client to server: delete all of them. */
export namespace ForgetTracesRequest {
  export const method = "hanare/forgetTraces";
  export type Params = Record<string, never>;
  export type Result = { readonly files: number };
}

/** Server to client: the key that the editor keeps in its secret storage; it is on no disk of ours. */
export namespace TraceKeyRequest {
  export const method = "hanare/traceKey";
  /** `create`: make one where there is none yet. */
  export type Params = { readonly create: boolean };
  /** 32 bytes, Base64. */
  export type Result = { readonly key?: string };
}

/** The name of a prompt's part (a role of a conversation, or a side of a hole) for who reads it; others stay as they are. */
export const promptPartName = (name: string, t: (message: string) => string): string => {
  const names: Readonly<Record<string, string>> = {
    system: t("Instructions to the model"),
    user: t("Request"),
    assistant: t("Earlier answer"),
    before: t("Before the hole"),
    after: t("After the hole"),
    prompt: t("Prompt"),
  };
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
};
