/** A message for a commit, from its diff. It is proposed, never committed. */

export interface CommitMessage {
  readonly message: string;
  /** `worded`: a model's, looked at; `derived`: from the names of files and symbols. */
  readonly tier: "worded" | "derived";
  readonly model?: string;
  /** What the user should know, in the user's language. */
  readonly notes: readonly string[];
}

/** Client to server: a message for what a diff changes. */
export namespace CommitMessageRequest {
  export const method = "hanare/commitMessage";
  export type Params = {
    /** As `git diff` writes it. */
    readonly diff: string;
    /** Paths of new files that are not in the diff. */
    readonly untracked: readonly string[];
    /** Messages of recent commits, newest first: style and language follow them. */
    readonly recent: readonly string[];
    /** URI of the repository's folder. */
    readonly root?: string;
    readonly workDoneToken?: string | number;
  };
  export type Result = CommitMessage;
}
