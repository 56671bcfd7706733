/**
 * Texts that leave this machine from the command line: only to a server that `--allow-sending` names, by the rules of the
 * machine's settings, masked as in the editor; and on a terminal the user reads first what would go.
 */
import { originOf } from "../model/http/endpoint";
import { type Consents, type ConsentPorts, createConsents } from "../model/routing/consent";
import { notSent, sendingNotAllowed } from "../model/routing/words";
import { now } from "../node/clock";
import { type ModelEntry } from "../protocol";
import { t } from "../util/l10n";
import { type Terminal } from "./terminal";

export interface SendingOptions {
  /** Servers that texts may go to, by their names in the settings or their origins. */
  readonly allowSending?: readonly string[];
  readonly offline?: boolean;
}

/** Throws a ModelError unless the option names the server. */
export function requireSending({ name, endpoint }: ModelEntry, { allowSending = [] }: SendingOptions): void {
  const names = [name, ...(endpoint === undefined ? [] : [originOf(endpoint)])];
  if (!allowSending.some((one) => names.includes(one.replace(/\/+$/u, "")))) throw sendingNotAllowed(name);
}

/** On a terminal the question; elsewhere the option has said it. "No" holds for the rest of the command. */
export function confirmInShell({ note, ask }: Pick<Terminal, "note" | "ask">): ConsentPorts["confirm"] {
  const refused = new Set<string>();
  return async ({ endpoint, text, masked }) => {
    if (refused.has(endpoint)) throw notSent(endpoint);
    note(t("Sending to {0}: {1} characters at first, {2} places masked", endpoint, text.length, masked));
    if (ask === undefined) return "send";
    for (const line of text.split("\n")) note(`| ${line}`);
    const answer = await ask(
      t("Send this, and what follows it, to {0}? yes sends it, anything else does not: ", endpoint),
    );
    if (/^\s*(?:yes|y|はい)\s*$/iu.test(answer)) return "send";
    refused.add(endpoint);
    throw notSent(endpoint);
  };
}

const known = new WeakMap<Terminal, Consents>();

/** One answer for each server and command, however many models it loads. */
export function consentsOf(terminal: Terminal): Consents {
  const consents =
    known.get(terminal) ?? createConsents({ confirm: confirmInShell(terminal), workspace: () => "", now });
  known.set(terminal, consents);
  return consents;
}
