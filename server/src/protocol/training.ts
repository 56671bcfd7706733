/** Kept prompts and answers as a set to fine-tune a model with: a person looks at each before anything is written. */
import { type JournalTask } from "./journal";
import { type TraceOutcome } from "./traces";

/** `chat`: lines of `messages`; `completion`: lines of `prompt` and `completion`, with the model's own tokens around the hole. */
export type TrainingKind = "chat" | "completion";

export interface TrainingChoice {
  readonly kind: TrainingKind;
  /** Names, addresses, telephone numbers and the like become placeholders; numbers and passwords are masked anyway. */
  readonly mask: boolean;
  /** Also what was read from documents with a confidentiality mark, or from documents that nobody looked through for one. */
  readonly marked: boolean;
}

/** Why a kept answer is not offered. `template`: the model's tokens are not known, or stand in the text itself. */
export type TrainingObstacle = "marked" | "unsearched" | "cut" | "template";

/** A record as it would be written. */
export interface TrainingRecord {
  /** Of the trace. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly task: JournalTask;
  readonly model?: string;
  /** The first document or folder it was about. */
  readonly uri?: string;
  readonly outcome?: TraceOutcome;
  /** The strictest confidentiality mark of what was read. */
  readonly mark?: string;
  /** False: some of it was not looked through for marks. */
  readonly looked: boolean;
  /** `system`, `user`, `assistant`; of a hole in code `before` and `after`. */
  readonly prompt: readonly { readonly name: string; readonly text: string }[];
  readonly answer: string;
  /** Placeholders in prompt and answer. */
  readonly masked: number;
}

/** Client to server: what could be learnt from, the best first. Nothing is written. */
export namespace TrainingRequest {
  export const method = "hanare/training";
  export type Params = TrainingChoice;
  export type Result = {
    readonly records: readonly TrainingRecord[];
    /** Further ones that would be offered if these were fewer. */
    readonly more: number;
    readonly leftOut: Readonly<Record<TrainingObstacle, number>>;
    /** Traces that this editor's key does not open, or that are damaged. */
    readonly locked: number;
    /** No folder is named in the setting: nothing is kept. */
    readonly off: boolean;
  };
}

/** Client to server: the records that a person chose, as JSON Lines. The server writes no file. */
export namespace TrainingSetRequest {
  export const method = "hanare/trainingSet";
  export type Params = TrainingChoice & {
    /** `answer`: as the person saw it, or wrote it anew. */
    readonly records: readonly { readonly id: string; readonly answer: string }[];
  };
  export type Result = {
    readonly name: string;
    readonly text: string;
    /** Lines in it: what says the same is there once, and what is gone or may not be written is not. */
    readonly lines: number;
  };
}
