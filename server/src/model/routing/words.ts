/** Why a text was not sent, for people: which document, what of it, and what to do. */
import { nameOf } from "../../documents/title";
import { t } from "../../util/l10n";
import { ModelError } from "../runtime";
import { type Refusal } from "./rules";

/** `endpoint`: the server that was asked. */
export const notRouted = (refusal: Refusal, endpoint: string): ModelError =>
  new ModelError("not-routed", `${reasonOf(refusal)} ${nextStep(endpoint)}`);

const nextStep = (endpoint: string) =>
  t(
    "Nothing was sent to {0}. Choose a model on this computer for such texts, or ask your administrator for a rule in hanare.routing.",
    endpoint,
  );

function reasonOf({ obstacle, source }: Refusal): string {
  const name = source === undefined ? "" : nameOf(source.uri);
  switch (obstacle) {
    case "no-origin":
      return t("It is not known where the text comes from, so that it stays on this computer.");
    case "no-rule":
      return t("No rule in hanare.routing lets anything go to a server.");
    case "task":
      return t("No rule in hanare.routing lets texts go for this task.");
    case "no-source":
      return t("Words of your own go to a server only by a rule in hanare.routing that names the task.");
    case "unread":
      return t(
        "{0} was not read completely, so that nobody can tell whether it is confidential. Such documents are never sent.",
        name,
      );
    case "unmarked":
      return t(
        "{0} bears no confidentiality mark and no label such as 公開. Such documents are never sent.",
        name,
      );
    case "folder":
      return t("No rule in hanare.routing names the folder of {0}.", name);
    case "code":
      return t("No rule in hanare.routing lets the source code {0} go (code and folders).", name);
    case "mark":
      return t(
        "{0} is marked “{1}”, and no rule in hanare.routing lets this mark go.",
        name,
        source?.mark ?? "",
      );
    case "language":
      return t("No rule in hanare.routing lets the language of {0} go.", name);
  }
}

export const notSent = (endpoint: string): ModelError =>
  new ModelError("not-sent", t("Nothing was sent to {0}, as you decided.", endpoint));

export const keptLocal = (endpoint: string): ModelError =>
  new ModelError(
    "not-sent",
    t(
      "Nothing is sent to {0} in this session, as you decided. Restart the window to be asked again.",
      endpoint,
    ),
  );

export const cannotConfirm = (endpoint: string): ModelError =>
  new ModelError(
    "not-sent",
    t("Nothing was sent to {0}: nobody could be asked whether it may be sent.", endpoint),
  );

export const sendingNotAllowed = (endpoint: string): ModelError =>
  new ModelError(
    "not-sent",
    t(
      "Nothing was sent to {0}, which is another computer. On the command line this needs --allow-sending {0}, and a rule for it in hanare.routing of the settings that HANARE_SETTINGS names.",
      endpoint,
    ),
  );
