/** A commit's message from its diff: the assistant model's where it may, from files and names otherwise. */
import { partOf, type RequestOrigin } from "../model/routing/origin";
import { collect, isModelError, type ModelRuntime } from "../model/runtime";
import { type CommitMessage } from "../protocol";
import { language, t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { checkMessage } from "./check";
import { derive, typeOf } from "./derive";
import { type ChangedFile, filesIn, isUnread } from "./diff";
import {
  answerTokens,
  type MessageRequest,
  messageRequest,
  type MessageTask,
  parseMessage,
  type Said,
} from "./prompt";
import { type Style, styleOf } from "./style";

export interface CommitMessageDeps {
  /** The assistant model for text of this origin as it is now; undefined when none is configured or loaded. */
  assistant(
    origin: RequestOrigin,
  ): { readonly runtime: ModelRuntime; readonly allowed: boolean; readonly reason?: string } | undefined;
}

export interface CommitInput {
  readonly diff: string;
  readonly untracked: readonly string[];
  readonly recent: readonly string[];
  /** URI of the repository's folder. */
  readonly root?: string;
}

/** Rejects with a `RequestError` when nothing has changed, and with the signal's reason when aborted. */
export async function commitMessage(
  { assistant }: CommitMessageDeps,
  { diff, untracked, recent, root }: CommitInput,
  signal: AbortSignal,
): Promise<CommitMessage> {
  signal.throwIfAborted();
  const files = [...filesIn(diff), ...untracked.map(newFile)];
  if (files.length === 0)
    throw new RequestError("not-found", t("There are no changes to describe. Change or stage a file first."));
  const style = styleOf(recent, language());
  const origin = originOf(files, root);
  const model = assistant(origin);
  if (model?.allowed !== true) {
    const why =
      model === undefined
        ? t("There is no assistant model, so this message is made from the names of files and symbols.")
        : (model.reason ??
          t("The model {0} did not pass its test as an assistant.", model.runtime.info.model));
    return derived(files, style, [why]);
  }
  return worded(model.runtime, { files, style, origin }, signal);
}

const newFile = (path: string): ChangedFile => ({
  ...{ path, status: "added", binary: false, text: "", added: [], removed: [], around: [] },
});

/** A diff holds parts of files. Where the repository is not known, neither are the files. */
function originOf(files: readonly ChangedFile[], root = "unknown:"): RequestOrigin {
  const folder = root.replace(/\/*$/, "/");
  const uriOf = (path: string) => folder + path.split("/").map(encodeURIComponent).join("/");
  const sources = files.flatMap(({ path, from, status, text }) => {
    const fromStart = status === "added" || /^@@ -[01](?:,\d+)? \+[01](?:,\d+)? @@/mu.test(text);
    const plain = text.replace(/^[+ -]/gmu, "");
    const names = [path, ...(from === undefined ? [] : [from])];
    return names.map((name) => partOf({ uri: uriOf(name), text: plain, fromStart }));
  });
  return { task: "commit", sources };
}

function derived(files: readonly ChangedFile[], style: Style, notes: readonly string[]): CommitMessage {
  const guess = style.conventional
    ? [t("The type is a guess from the files; change it where it is wrong.")]
    : [];
  return { message: derive(files, style), tier: "derived", notes: [...notes, ...guess] };
}

/** Tokens of a diff that a model reads: about half a minute of a laptop's processor. */
const diffTokens = 2400;
const overhead = 400;
/** Of code: a token has no fewer. */
const charactersPerToken = 2;

async function worded(
  runtime: ModelRuntime,
  { files, style, origin }: Omit<MessageTask, "room">,
  signal: AbortSignal,
): Promise<CommitMessage> {
  const { contextSize, model } = runtime.info;
  const room =
    Math.max(200, Math.min(diffTokens, contextSize - answerTokens - overhead)) * charactersPerToken;
  const asked = messageRequest({ files, style, room, origin });
  let said: Said | undefined;
  try {
    said = parseMessage((await collect(runtime.generate(asked.request, signal))).text);
  } catch (error) {
    if (signal.aborted || !isModelError(error)) throw error;
    return derived(files, style, [t("The model failed: {0}", error.message)]);
  }
  signal.throwIfAborted();
  const notes = notesOn(files, asked);
  if (said === undefined)
    return derived(files, style, [t("The model's answer could not be read."), ...notes]);
  const { subject, body, dropped } = checkMessage(said, files, style.language);
  if (subject === undefined)
    return derived(files, style, [t("The model's message named what the diff does not have."), ...notes]);
  const type = style.conventional ? `${said.type ?? typeOf(files)}: ` : "";
  const lines = [`${type}${subject}`, ...(body.length === 0 ? [] : ["", ...body.map((line) => `- ${line}`)])];
  const left =
    dropped > 0 ? [t("Lines that named what the diff does not have were left out: {0}", dropped)] : [];
  return { message: lines.join("\n"), tier: "worded", model, notes: [...left, ...notes] };
}

function notesOn(files: readonly ChangedFile[], { cut }: MessageRequest): readonly string[] {
  const unread = files.filter(isUnread).length;
  return [
    ...(cut > 0 ? [t("The diff is long: of {0} files only the beginning was read.", cut)] : []),
    ...(unread > 0 ? [t("Not read (lock files, generated files, no text): {0}", unread)] : []),
  ];
}
