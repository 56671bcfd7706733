/** A request that cannot be answered for a reason the user can mend; the message says what and how. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  constructor(
    readonly code:
      | "not-a-file"
      | "not-readable"
      | "no-engine"
      | "not-found"
      | "no-folder"
      | "no-question"
      | "no-model"
      | "no-answer"
      | "too-long"
      | "tool-call"
      | "not-accepted",
    message: string,
  ) {
    super(message);
  }
}
