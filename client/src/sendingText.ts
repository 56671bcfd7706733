/** What the question before sending says. Without the editor's API, so that tests can read it. */
import { type ConfirmSendingRequest } from "../../server/src/protocol";
import { type Translate } from "./translate";

type Asked = ConfirmSendingRequest.Params;

/** Documents that are named; the page of the text names all. */
const mostNames = 5;

export function questionOf(
  asked: Asked,
  t: Translate,
): { readonly question: string; readonly detail: string } {
  const names = asked.sources.slice(0, mostNames).map(nameOf);
  const more = asked.sources.length > mostNames ? ", …" : "";
  return {
    question: t("Send this text to the server “{0}”?", asked.endpoint),
    detail: t(
      "{0} characters, {1} places masked. Documents: {2}. You are asked once for this server and workspace until the window is closed.",
      asked.text.length,
      asked.masked,
      names.length === 0 ? t("None") : names.join(", ") + more,
    ),
  };
}

/** The text itself stands below the line, as it would be sent. */
export const previewText = (asked: Asked, t: Translate): string =>
  [
    t("Before anything is sent to {0}", asked.endpoint),
    ...asked.sources.map((source) => `- ${nameOf(source)}`),
    t("Nothing of this is kept. Close this page when you have read it."),
    "========",
    asked.text,
  ].join("\n");

function nameOf({ uri, mark }: Asked["sources"][number]): string {
  const name = uri.split("/").at(-1) ?? uri;
  return `${decoded(name)}${mark === undefined ? "" : ` (${mark})`}`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that is no escape belongs to the name.
    return name;
  }
}
