/** The assistant model as the editor's chat lists it; what it did not pass is said there. */
import { type ModelRuntime } from "../model/runtime";
import { type ChatModel } from "../protocol";
import { t } from "../util/l10n";
import { inputTokensOf, outputTokensOf } from "./budget";

export interface Talker {
  readonly runtime: ModelRuntime;
  /** Why it may not word summaries and answers; absent when it may. */
  readonly reason?: string;
  /** Undefined: the test of tool calls is not done. */
  readonly mayCall: boolean | undefined;
}

/** Null for a model that cannot chat. */
export function chatModelOf({ runtime, reason, mayCall }: Talker): ChatModel | null {
  const { info } = runtime;
  if (!info.chat) return null;
  return {
    id: info.model,
    name: info.model,
    family: info.architecture,
    version: info.sha256?.slice(0, 12) ?? "0",
    inputTokens: inputTokensOf(info),
    outputTokens: outputTokensOf(info),
    tools: mayCall === true,
    detail: detailOf(mayCall),
    tooltip: [
      t("{0} runs on this computer. What it says in a chat is not checked.", info.model),
      toolNote(mayCall),
      ...(reason === undefined ? [] : [reason]),
    ].join(" "),
  };
}

function detailOf(mayCall: boolean | undefined): string {
  if (mayCall === undefined) return t("On this computer; test of tool calls not done yet");
  return mayCall ? t("On this computer") : t("On this computer; without tools, failed their test");
}

function toolNote(mayCall: boolean | undefined): string {
  if (mayCall === undefined) return t("It is offered without tools until it has passed their test.");
  return mayCall
    ? t("It has passed the test of tool calls.")
    : t("It did not pass the test of tool calls, so it is offered without tools, and not in agent mode.");
}
