/** Tasks on selected code. Nothing of an answer is written into a file before the user has seen and accepted it. */
import { type Range } from "vscode-languageserver-types";

export const codeTasks = ["explain", "document", "test", "refactor"] as const;
export type CodeTask = (typeof codeTasks)[number];

interface Answered {
  readonly model: string;
  /** What the reader should know of it, in the user's language: what was not checked, what is unusual. */
  readonly notes: readonly string[];
}

export type CodeTaskResult =
  /** An explanation, as Markdown in the user's language. */
  | (Answered & {
      readonly kind: "text";
      readonly text: string;
      /** What is explained: whole lines of the file. */
      readonly code: string;
    })
  /** What would stand at the range; only comments differ where the task was to document. */
  | (Answered & {
      readonly kind: "edit";
      readonly range: Range;
      /** What stood there when it was asked. */
      readonly before: string;
      readonly after: string;
    })
  /** Tests as a new file. */
  | (Answered & {
      readonly kind: "file";
      readonly text: string;
      /** What is tested: whole lines of the file. */
      readonly code: string;
      readonly languageId: string;
      readonly framework: string;
      /** By the framework's custom. */
      readonly name: string;
    })
  /** Why there is nothing to show, and what to do. `answer`: what the model said. */
  | { readonly kind: "refused"; readonly why: string; readonly answer?: string };

/** Client to server: one task on the code at a range; an empty range stands for the declaration around it. */
export namespace CodeTaskRequest {
  export const method = "hanare/codeTask";
  export type Params = {
    readonly task: CodeTask;
    readonly uri: string;
    readonly range: Range;
    /** Named in `CodeTaskNotification`. */
    readonly id?: string;
    readonly workDoneToken?: string | number;
  };
  export type Result = CodeTaskResult;
}

/** Server to client: what the model has written so far. */
export namespace CodeTaskNotification {
  export const method = "hanare/codeTaskText";
  export type Params = { readonly id: string; readonly text: string };
}
