/** A question over the workspace's documents, answered in sentences that each stand on a place (promise P2). */
import { type Range } from "vscode-languageserver-types";
import { type SearchCoverage, type SearchPassage } from "./search";
import { type Citation } from "./summary";
import { type KeptAnswer } from "./traces";

/** A passage that an answer may cite, by its number: the first is [1]. */
export interface AskPassage extends SearchPassage {
  /** As it stands, of a long one the beginning. */
  readonly text: string;
}

export interface AnswerSentence {
  readonly text: string;
  /** `quoted`: the document's own sentence; `worded`: the model's wording of exactly the cited one. */
  readonly kind: "quoted" | "worded";
  /** Number of the passage, from 1. */
  readonly source: number;
  /** In that passage. */
  readonly citation: Citation;
}

export interface Answer {
  readonly question: string;
  /**
   * `answered`: sentences of a model, each checked against what it cites; `passages`: no model answered, these are the
   * passages that come closest; `not-found`: the documents do not hold an answer, and these come closest.
   */
  readonly outcome: "answered" | "passages" | "not-found";
  /** In the order of the answer; empty unless `answered`. */
  readonly sentences: readonly AnswerSentence[];
  /** Sentences of the model that no passage supports: they are not shown. */
  readonly dropped: number;
  /** Best first; a selection that was asked about comes before them. */
  readonly passages: readonly AskPassage[];
  /** The selection is the first passage. */
  readonly about: boolean;
  /** Words of the question that stand nowhere in what was read. */
  readonly missing: readonly string[];
  /** URIs of documents above that may be versions of one another, by their names. */
  readonly versions: readonly string[];
  /** The strictest mark of the documents above. */
  readonly mark?: string;
  readonly model?: string;
  /** Why no model answered, or what else the reader should know, in the user's language. */
  readonly note?: string;
  readonly tier: "words" | "words+embeddings";
  /** True when the user stopped it; the sentences are those that were checked until then. */
  readonly stopped: boolean;
}

/** Client to server: answer a question. Cancelling it returns what is there (`stopped`). */
export namespace AskRequest {
  export const method = "hanare/ask";
  export type Params = {
    readonly question: string;
    /** URIs of files and folders to ask; absent: all folders of the window. */
    readonly scope?: readonly string[];
    /** What the question is about: read with it, and cited as passage 1. */
    readonly about?: { readonly uri: string; readonly range: Range };
    /** False: the best passages only. */
    readonly model?: boolean;
    /** Named in `AskingNotification`. */
    readonly id?: string;
    readonly workDoneToken?: string | number;
  };
  export type Result = Answer & KeptAnswer & { readonly coverage: SearchCoverage };
}

/** Server to client: the answer to a question as far as it goes, whenever a sentence was checked. */
export namespace AskingNotification {
  export const method = "hanare/asking";
  export type Params = { readonly id: string; readonly answer: Answer };
}
