/** Keys of inference servers, in the editor's secret storage: asked for, given to the server on demand, never shown. */
import * as vscode from "vscode";
import { EndpointKeyRequest, RestartEngineRequest } from "../../server/src/protocol";
import { sealKey } from "./keySeal";
import { endpointOrigins } from "./endpointOrigins";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { configuredModels } from "./settings";

/** A key belongs to a scheme, host and port: it never goes to another place. */
const nameOf = (origin: string) => `hanare.endpoint.${origin}`;

export function answerEndpointKeys(
  link: Pick<ServerLink, "onRequest">,
  secrets: vscode.SecretStorage,
): vscode.Disposable {
  return link.onRequest<EndpointKeyRequest.Params, EndpointKeyRequest.Result>(
    EndpointKeyRequest.method,
    async ({ origin, publicKey }) => {
      const key = await secrets.get(nameOf(origin));
      return key === undefined ? {} : { sealed: sealKey(key, publicKey) };
    },
  );
}

/** `hanare.setEndpointKey`. An empty key removes what is kept. */
export async function setEndpointKey(link: ServerLink, secrets: vscode.SecretStorage): Promise<void> {
  const origin = await pickOrigin();
  if (origin === undefined) return;
  const key = await vscode.window.showInputBox({
    title: t("Key of {0}", origin),
    prompt: t("It is kept in the secret storage of the editor. Leave it empty to remove the key."),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      /^[\x21-\x7e]*$/u.test(value.trim()) ? undefined : t("A key has no spaces and no Japanese letters."),
  });
  if (key === undefined) return;
  if (key.trim() === "") await secrets.delete(nameOf(origin));
  else await secrets.store(nameOf(origin), key.trim());
  // A server that wanted it is asked again at once.
  await link.request<null>(RestartEngineRequest.method, {});
}

async function pickOrigin(): Promise<string | undefined> {
  const origins = endpointOrigins(configuredModels());
  if (origins.length === 0)
    throw new Error(
      t("No entry of hanare.models has an endpoint. Add one with the URL of the server first."),
    );
  if (origins.length === 1) return origins[0];
  return vscode.window.showQuickPick([...origins], { title: t("Whose key?") });
}
