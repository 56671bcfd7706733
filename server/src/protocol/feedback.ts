/** What a user thinks of an answer, and how it becomes a case of a suite of one's own. */
import { type CodeTask } from "./codeTask";
import { type DraftTemplateId } from "./draft";
import { type JournalTask } from "./journal";
import { type SummaryLength } from "./settings";
import { type KeptAnswer } from "./traces";

export type Thumb = "up" | "down";

/** Client to server: what the user thinks of an answer; counted, without its text. */
export namespace FeedbackNotification {
  export const method = "hanare/feedback";
  export type Params = KeptAnswer & {
    readonly task: JournalTask;
    readonly thumb: Thumb;
    readonly model?: string;
    /** It takes the place of the other one, which was told before. */
    readonly instead?: true;
  };
}

/** What a right answer is. */
export type ExpectedAnswer =
  | {
      readonly kind: "ask";
      readonly question: string;
      /** URIs of the documents that it is to be answered from. */
      readonly uris: readonly string[];
      /** Words of these documents that must be cited; empty: they do not hold an answer. */
      readonly quotes: readonly string[];
    }
  | {
      readonly kind: "summarize";
      readonly uri: string;
      readonly length: SummaryLength;
      /** Words that must be in the summary, and words that must not. */
      readonly facts: readonly string[];
      readonly absent: readonly string[];
    }
  | (AskedAgain & ExpectedWords);

/** Words that must be in an answer, and words that must not. */
export interface ExpectedWords {
  readonly must: readonly string[];
  readonly mustNot: readonly string[];
}

/** What a case of words asks. */
export type AskedAgain =
  /** In the editor's chat; it stands on no document. */
  | { readonly kind: "chat"; readonly question: string }
  /** `name`: of the code's file. */
  | { readonly kind: "code"; readonly task: CodeTask; readonly name: string; readonly text: string }
  | { readonly kind: "draft"; readonly template: DraftTemplateId; readonly uris: readonly string[] }
  | { readonly kind: "commit"; readonly diff: string };

/** Client to server: a case with the documents' text, because the user asked for it. The server writes no file. */
export namespace SuiteCaseRequest {
  export const method = "hanare/suiteCase";
  export type Params = {
    readonly expected: ExpectedAnswer;
    readonly thumb: Thumb;
    readonly note?: string;
    /** The suite it is added to; absent: a new one. */
    readonly suite?: { readonly name: string; readonly text: string };
  };
  export type Result = {
    /** Of the whole suite. */
    readonly text: string;
    readonly id: string;
    /** The same was judged before; the new case stands for it. */
    readonly replaced: boolean;
  };
}
