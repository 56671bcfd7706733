/** What may be sent to which server, and the question before the first time. */

/** What the text is for. */
export const routingTasks = [
  "completion",
  "summary",
  "ask",
  "search",
  "review",
  "proofread",
  "draft",
  "code",
  "commit",
  "evaluation",
] as const;
export type RoutingTask = (typeof routingTasks)[number];

/**
 * What may go to one server. All of a request's sources must meet all conditions of one rule; the first such rule
 * counts, and without one nothing is sent. A document without a mark, or of which parts were not read, is never sent.
 */
export interface RoutingRule {
  /** Name of an entry of `hanare.models`. */
  readonly endpoint: string;
  /** Globs of whole paths, beginning with `/`, a drive, `//server/share` or `~/`; absent: any place. */
  readonly folders?: readonly string[];
  /** Confidentiality marks and labels of documents that may go, such as 公開; absent: no document. */
  readonly marks?: readonly string[];
  /** `ja`, `en`, or language ids such as `markdown`; absent: any. */
  readonly languages?: readonly string[];
  /** Absent: any. */
  readonly tasks?: readonly RoutingTask[];
  /** Source code without a mark may go; needs `folders`. */
  readonly code?: boolean;
}

/** Server to client: this is about to be sent, for the first time to this server; nothing is until it is answered. */
export namespace ConfirmSendingRequest {
  export const method = "hanare/confirmSending";
  export type Params = {
    /** Name of the server's entry. */
    readonly endpoint: string;
    readonly task: RoutingTask;
    readonly sources: readonly { readonly uri: string; readonly mark?: string }[];
    /** Exactly what would be sent; personal data and secrets are masked. */
    readonly text: string;
    /** Places that are masked. */
    readonly masked: number;
  };
  /** `local`: nothing goes to this server in this session. */
  export type Result = { readonly answer: SendingAnswer };
}

export type SendingAnswer = "send" | "no" | "local";
