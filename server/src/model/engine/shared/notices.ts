/** What a shared engine and its windows say to each other beside the calls and replies of `messages.ts`. */
import { type EngineCall, type EngineReply } from "../messages";

export type WindowMessage =
  | EngineCall
  /** This window does not come back: the engine need not wait for it, or is to end for every window. */
  | { readonly call: "release"; readonly forWhom: "me" | "all" };

export type Notice =
  /** Windows that are attached now. */
  | { readonly notice: "windows"; readonly count: number }
  /** For the log: the engine has no other place to write to. */
  | { readonly notice: "log"; readonly line: string }
  /** The engine ends because a window asked for it. */
  | { readonly notice: "quitting" };

export type HostMessage = EngineReply | Notice;

export const isNotice = (message: HostMessage): message is Notice => "notice" in message;
