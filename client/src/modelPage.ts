/** `hanare-model:` pages: what is known of a family of models, shown as Markdown without a connection. */
import * as vscode from "vscode";
import { ModelPageRequest } from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";

const scheme = "hanare-model";

export function showModelPages(ready: Promise<ServerLink>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }, token) {
      const params: ModelPageRequest.Params = { name: path.replace(/^\//, "").replace(/\.md$/, "") };
      const link = await ready;
      const { text } = await link.request<ModelPageRequest.Result>(ModelPageRequest.method, params, token);
      return text === "" ? t("The catalogue does not know {0}.", params.name) : text;
    },
  });
}

/** `name`: of a family or a model of the catalogue, or of a file. */
export async function openModelPage(name: string): Promise<void> {
  await vscode.commands.executeCommand(
    "markdown.showPreview",
    vscode.Uri.from({ scheme, path: `/${name}.md` }),
  );
}
