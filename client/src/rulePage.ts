/** `hanare-rule:` pages: what a rule finds and why, shown as Markdown without a connection. */
import * as vscode from "vscode";
import { RulePageRequest } from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";

const scheme = "hanare-rule";

export function showRulePages(ready: Promise<ServerLink>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path, query }, token) {
      const params: RulePageRequest.Params = {
        uri: query,
        rule: path.replace(/^\//, "").replace(/\.md$/, ""),
      };
      const link = await ready;
      const { text } = await link.request<RulePageRequest.Result>(RulePageRequest.method, params, token);
      return text === "" ? t("No rule pack in use has the rule {0}.", params.rule) : text;
    },
  });
}

/** `uri`: the document that the rule was met in, which decides the packs. */
export async function openRulePage(uri: string, rule: string): Promise<void> {
  const page = vscode.Uri.from({ scheme, path: `/${rule}.md`, query: uri });
  await vscode.commands.executeCommand("markdown.showPreview", page);
}
