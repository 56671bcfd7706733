/** What is measured of the product's work (design 4.7): figures, names of models and codes, never text. */

/** What a model was asked for. */
export const journalTasks = [
  "completion",
  "summarize",
  "ask",
  "review",
  "proofread",
  "draft",
  "code",
  "commit",
  "chat",
  "other",
] as const;
export type JournalTask = (typeof journalTasks)[number];

/** The task's name; `t` puts it into the user's language, on whichever side it is shown. */
export const journalTaskName = (task: JournalTask, t: (message: string) => string): string =>
  ({
    completion: t("Code completion"),
    summarize: t("Summaries"),
    ask: t("Questions"),
    review: t("Review"),
    proofread: t("Proofreading"),
    draft: t("Drafts"),
    code: t("Tasks on code"),
    commit: t("Commit messages"),
    chat: t("Chat"),
    other: t("Other"),
  })[task];

/** Days that a report may cover, today included. */
export const journalPeriods = [1, 7, 30, 90] as const;
export type JournalPeriod = (typeof journalPeriods)[number];

/** How many of something. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** Milliseconds of one day's requests; half, or 19 of 20, were no slower. */
export interface DayLatency {
  /** YYYY-MM-DD, of the user. */
  readonly day: string;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
}

/** Of a completion: from the key to the suggestion. Of other tasks: of one request to the model, from the first to the last word. */
export interface TaskLatency {
  readonly task: JournalTask;
  readonly days: readonly DayLatency[];
}

/** What tells one way of running a model from another. */
export interface ModelMark {
  readonly model: string;
  readonly quantization?: string;
  /** How the family's fill-in-the-middle tokens are put. */
  readonly template?: string;
  /** `LoRA` and the first digits of the hash over model and adapters. */
  readonly adapter?: string;
}

export interface RequestFigures extends ModelMark {
  readonly requests: number;
  /** Ended by the user, or by a newer request. */
  readonly stopped: number;
  readonly failed: number;
  /** Milliseconds to the first word, and to the last; absent where no request has it. */
  readonly firstP50?: number;
  readonly firstP95?: number;
  readonly wholeP50?: number;
  readonly wholeP95?: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Of the input: 0 to 1. */
  readonly reused?: number;
  /** Generated in a second. */
  readonly tokensPerSecond?: number;
}

/** How much of an accepted text is still there; 0 to 1 on average, and how many were looked at. */
export interface Retention {
  readonly share: number;
  readonly count: number;
}

export interface SuggestionFigures extends ModelMark {
  readonly shown: number;
  /** Suggestions that were taken, whole or in part. */
  readonly accepted: number;
  readonly whole: number;
  /** Takings of a word, and of a line. */
  readonly words: number;
  readonly lines: number;
  readonly dismissed: number;
  readonly after30s?: Retention;
  readonly after5min?: Retention;
}

export interface SuggestionDay {
  readonly day: string;
  readonly shown: number;
  readonly accepted: number;
}

export interface ReviewFigures {
  readonly runs: number;
  readonly files: number;
  /** Findings by status. */
  readonly findings: readonly NamedCount[];
  /** What a model judged, by what came of it. */
  readonly judged: readonly NamedCount[];
  /** What people decided about findings. */
  readonly triage: readonly NamedCount[];
}

export interface FeedbackFigures {
  readonly task: JournalTask;
  readonly up: number;
  readonly down: number;
}

export interface JournalReport {
  readonly from: string;
  /** Today. */
  readonly to: string;
  /** Every day of the period, in order. */
  readonly days: readonly string[];
  /** All that have figures in the period. */
  readonly models: readonly string[];
  /** Only this one's figures are in it. */
  readonly model?: string;
  readonly events: number;
  /** Lines of the journal that are damaged. */
  readonly unreadable: number;
  readonly latency: readonly TaskLatency[];
  readonly requests: readonly RequestFigures[];
  readonly suggestions: readonly SuggestionFigures[];
  readonly suggestionDays: readonly SuggestionDay[];
  /** By the filter of `completion/postprocess/` that left nothing of a suggestion. */
  readonly drops: readonly NamedCount[];
  readonly review: ReviewFigures;
  readonly errors: readonly NamedCount[];
  readonly feedback: readonly FeedbackFigures[];
}

/** Client to server: the figures of a period. */
export namespace JournalRequest {
  export const method = "hanare/journal";
  export type Params = { readonly days: JournalPeriod; readonly model?: string };
  export type Result = {
    readonly report: JournalReport;
    /** The setting, as it is now. */
    readonly enabled: boolean;
    /** Why nothing can be kept, or why the figures do not reach the collector; lines in the user's language. */
    readonly trouble?: string;
  };
}

/** `report`: the figures as CSV; `json`: the figures; `events`: every event, as the journal has it; `otlp`: as metrics. */
export const journalFormats = ["report", "json", "events", "eventsCsv", "otlp"] as const;
export type JournalFormat = (typeof journalFormats)[number];

/** Client to server: the figures or the events as a file. The server writes none. */
export namespace SaveJournalRequest {
  export const method = "hanare/saveJournal";
  export type Params = JournalRequest.Params & { readonly format: JournalFormat };
  /** `content`: Base64. */
  export type Result = { readonly name: string; readonly content: string };
}

/** Client to server: delete everything that was measured. */
export namespace ForgetJournalRequest {
  export const method = "hanare/forgetJournal";
  export type Params = Record<string, never>;
  /** Files that are gone. */
  export type Result = { readonly files: number };
}
