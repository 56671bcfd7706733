/** On the command line nobody is asked in between: the option says beforehand that texts may go to a server. */
import { type ConsentPorts } from "../model/routing/consent";
import { sendingNotAllowed } from "../model/routing/words";
import { t } from "../util/l10n";

/** `allowed`: `--allow-sending` was given. */
export const confirmInShell =
  (allowed: boolean, note: (line: string) => void): ConsentPorts["confirm"] =>
  ({ endpoint, text, masked }) => {
    if (!allowed) return Promise.reject(sendingNotAllowed(endpoint));
    note(t("Sending to {0}: {1} characters at first, {2} places masked", endpoint, text.length, masked));
    return Promise.resolve("send");
  };
