/** Says once, ever, that another extension suggests code as well; the user decides, nothing is changed. */
import * as vscode from "vscode";
import { type Status } from "../../server/src/protocol";
import { t } from "./l10n";
import {
  newProviders,
  type OtherProvider,
  otherProviders,
  products,
  providerMessage,
} from "./otherProviders";
import { type ServerState } from "./statusMenu";

const storageKey = "otherProvidersTold";

const completes = (state: ServerState): state is Status =>
  typeof state !== "string" && state.roles.completion.state === "ready";

const activeIds = () =>
  otherProviders.map(({ id }) => id).filter((id) => vscode.extensions.getExtension(id)?.isActive === true);

async function say(provider: OtherProvider): Promise<void> {
  const open = t("Open Extensions");
  const keep = t("Keep Both");
  const message = providerMessage(provider, t);
  if ((await vscode.window.showInformationMessage(message, open, keep)) !== open) return;
  await vscode.commands.executeCommand("workbench.extensions.search", `@installed ${provider.id}`);
}

/** Looks when completion is ready for the first time in this window: before that nobody is in the way. */
export function createProviderNotice(memento: vscode.Memento): (state: ServerState) => Promise<void> {
  let looked = false;
  return async (state) => {
    if (looked || !completes(state)) return;
    looked = true;
    const told = memento.get<readonly string[]>(storageKey, []);
    const found = newProviders(activeIds(), told);
    if (found.length === 0) return;
    // Kept before the message is answered: another window must not say it as well.
    await memento.update(storageKey, [...told, ...found.map(({ id }) => id)]);
    for (const product of products(found)) await say(product);
  };
}
