/** One side of the contest: answers what the editor asks while somebody types. */
import { type Page } from "./keyboard";
import { type TypedFile } from "./session";

/** The document at the moment of a question. */
export interface View extends Page {
  readonly file: TypedFile;
  /** Grows with every change. */
  readonly version: number;
}

/** What an editor would show: `text` in place of the range, in offsets of the view's text. */
export interface Suggestion {
  readonly text: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface Answer {
  readonly suggestion?: Suggestion;
  /**
   * `worked`: the model, or the memory of an earlier answer, was asked, even if a filter then left nothing of
   * it. `silent`: here nothing is suggested, by rule. `gone`: the asker had gone.
   */
  readonly kind: "worked" | "silent" | "gone";
}

/** What a side did since it was last asked. Tokens; prompt tokens of one request are reused or evaluated. */
export interface Work {
  /** Requests that reached the model and were to generate. */
  readonly requests: number;
  readonly promptTokens: number;
  readonly reusedTokens: number;
  /** Of all requests, those that only prepare a later one included. */
  readonly evaluatedTokens: number;
  /** Requests whose numbers are known only by estimate, because they ended early. */
  readonly estimated: number;
  readonly generatedTokens: number;
  /** Requests that nobody waited for any more when they ended, after they should have been gone. */
  readonly alive: number;
  /** Requests that were cancelled, or whose asker had gone. */
  readonly cancelled: number;
  /** Seconds of processor time. */
  readonly cpu: number;
}

export interface Completer {
  /** The editor shows this document now. */
  opened(view: View): void;
  /** The cursor came to another place of the document without a change. */
  moved?(view: View): void;
  saved(view: View): void;
  /** `listener` hears that more can be shown than was answered for the view of this version. */
  onGrown?(listener: (version: number) => void): void;
  /** May answer late or not at all once the signal aborted; never rejects then. */
  complete(view: View, signal: AbortSignal): Promise<Answer>;
  /** Resolves when nothing it began for itself runs any more. */
  idle(): Promise<void>;
  /** Since the last call. */
  work(): Promise<Work>;
  stop(): Promise<void>;
}

/** How one side is started. */
export interface Side {
  readonly name: string;
  /** Resolves when the model is loaded and a question would be answered. */
  start(): Promise<Completer>;
}

export const gone: Answer = { kind: "gone" };
export const silent: Answer = { kind: "silent" };
