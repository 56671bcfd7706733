/** What a view shows: the file's text, and below it what a reader of it must know. */
import { type DocumentViewRequest } from "../../server/src/protocol";
import { type Translate } from "./translate";
import { escapeMarkdown } from "./views/markdown";

/** Findings point into the text by line, so nothing may stand above it. */
export function viewText({ text, unread }: DocumentViewRequest.Result, t: Translate): string {
  if (unread.length === 0) return text;
  const left = unread.map(({ where, why }) => `- ${escapeMarkdown(where)}: ${escapeMarkdown(why)}`);
  return `${text.trimEnd()}\n\n---\n\n${t("Notes on this text:")}\n\n${left.join("\n")}\n`;
}

/** In the place of a file that cannot be read: why, and what to do. */
export function failureText(name: string, message: string, t: Translate): string {
  return `${t("{0} cannot be shown as text.", escapeMarkdown(name))}\n\n${escapeMarkdown(message)}\n`;
}
