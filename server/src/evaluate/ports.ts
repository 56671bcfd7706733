/** How a case is run: the features answer, and whoever composes them hands them in. */
import { type CaseKind, type CaseOf } from "./cases";

/** What scoring looks at. */
export interface Answers {
  readonly complete: {
    /** Of the suggestion; empty where there was none. */
    readonly text: string;
    /** What of the rest of the line it stands for as well. */
    readonly replaced: string;
  };
  readonly review: {
    /** What was found, as it stands in the text. */
    readonly quotes: readonly string[];
    /** Why a model's judgement could not be used. */
    readonly unjudged?: string;
  };
  readonly ask: {
    readonly outcome: "answered" | "passages" | "not-found";
    /** What is shown as evidence: cited sentences of a model's answer; else the first passages. */
    readonly cited: readonly string[];
  };
  readonly summarize: { readonly text: string };
  readonly refuse: { readonly text: string };
  readonly code: {
    readonly text: string;
    /** Why the answer is not shown, or not offered. */
    readonly refused?: string;
  };
  readonly draft: { readonly text: string };
  readonly commit: { readonly text: string };
}

export type Reply<K extends CaseKind> =
  | {
      readonly answer: Answers[K];
      /** As the user would have seen it. */
      readonly said: string;
      /** `rules`: no model had a say in it. */
      readonly by: "model" | "rules";
    }
  /** Why nobody could be asked, and what to do; in the user's language. */
  | { readonly notRun: string };

/** Each rejects with a `ModelError`, a `RequestError`, or the signal's reason. */
export type CasePorts = {
  readonly [K in CaseKind]: (one: CaseOf<K>, signal: AbortSignal) => Promise<Reply<K>>;
};
