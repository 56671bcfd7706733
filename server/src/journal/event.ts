/** What the journal keeps of one piece of work: figures, names of models and codes; no text, no path (promise P7). */
import { type JournalTask, type Thumb } from "../protocol";

/** How a model was run; absent where none was. */
export interface ModelUse {
  /** Its name in the settings. */
  readonly model?: string;
  readonly quantization?: string;
  readonly template?: string;
  /** Of a model with LoRA adapters: `LoRA` and the first digits of the hash over both. */
  readonly adapter?: string;
  /** SHA-256 of its file. */
  readonly modelHash?: string;
  readonly engine?: string;
}

interface Base extends ModelUse {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** LSP language id of the document. */
  readonly language?: string;
}

/** `enough`: whoever asked had read what was needed and left; nobody counted its tokens. */
export type RequestOutcome = "done" | "enough" | "stopped" | "failed";

/** One request to a model. Times in milliseconds. */
export interface RequestEvent extends Base {
  readonly kind: "request";
  readonly task: JournalTask;
  readonly operation: "chat" | "text_completion";
  readonly outcome: RequestOutcome;
  /** `eos`, `stop`, `length` or `time`. */
  readonly finish?: string;
  readonly first?: number;
  readonly whole: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Of the input tokens, those that were evaluated already. */
  readonly reusedTokens?: number;
  /** Of generating alone. */
  readonly generating?: number;
  /** Code of a named error. */
  readonly error?: string;
}

export interface ShownEvent extends Base {
  readonly kind: "shown";
  /** From the key to the answer. */
  readonly whole: number;
  readonly characters: number;
}

export type Taking = "whole" | "line" | "word";

export interface AcceptedEvent extends Base {
  readonly kind: "accepted";
  readonly taking: Taking;
  readonly characters: number;
  /** A part of its suggestion was taken before: it is counted already. */
  readonly again?: true;
}

export interface DismissedEvent extends Base {
  readonly kind: "dismissed";
}

export interface DroppedEvent extends Base {
  readonly kind: "dropped";
  /** Its name in `completion/postprocess/`. */
  readonly filter: string;
}

export interface RetainedEvent extends Base {
  readonly kind: "retained";
  /** Seconds after it was taken. */
  readonly after: number;
  /** 0 to 1. */
  readonly share: number;
  readonly characters: number;
}

/** One review of files and folders. */
export interface ReviewEvent extends Base {
  readonly kind: "review";
  readonly whole: number;
  readonly files: number;
  readonly confirmed: number;
  readonly advisory: number;
  readonly unlocated: number;
  readonly suppressed: number;
  /** Of a model's judgements; absent where none was asked. */
  readonly violations?: number;
  readonly compliant?: number;
  readonly notApplicable?: number;
  readonly setAside?: number;
  readonly notJudged?: number;
}

/** A person decided about a finding; `approved`: agreed to what another one decided. */
export interface TriageEvent extends Base {
  readonly kind: "triage";
  readonly verdict: string;
}

export interface FeedbackEvent extends Base {
  readonly kind: "feedback";
  readonly task: JournalTask;
  readonly thumb: Thumb;
  /** It takes the place of the other one. */
  readonly instead?: true;
}

export type JournalEvent =
  | RequestEvent
  | ShownEvent
  | AcceptedEvent
  | DismissedEvent
  | DroppedEvent
  | RetainedEvent
  | ReviewEvent
  | TriageEvent
  | FeedbackEvent;
export type EventKind = JournalEvent["kind"];
