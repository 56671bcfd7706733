/** When other models answer than those one's own cases were measured with, or Hanare itself is another: an offer to measure again. */
import * as vscode from "vscode";
import { type RoleState, type Status } from "../../server/src/protocol";
import { type AnsweringModel, isOutdated } from "./evaluateItems";
import { t } from "./l10n";

const offered = "measuredWith";

const answering = ({ model: name, sha256 }: RoleState & { readonly state: "ready" }): AnsweringModel => ({
  name,
  ...(sha256 === undefined ? {} : { sha256 }),
});

/** Once for each change and workspace; silent where nothing was ever measured. */
export function createMeasureNotice({
  workspaceState,
  extension,
}: Pick<vscode.ExtensionContext, "workspaceState" | "extension">): (status: Status) => Promise<void> {
  const version = String((extension.packageJSON as { readonly version?: unknown }).version);
  let seen = "";
  return async ({ roles: { completion, assistant } }) => {
    const models = [completion, assistant].flatMap((role) =>
      role.state === "ready" ? [answering(role)] : [],
    );
    const now = JSON.stringify([version, models]);
    if (models.length === 0 || now === seen || workspaceState.get(offered) === now) return;
    seen = now;
    const results = await vscode.workspace.findFiles("**/.hanare/suites/*.last.json", undefined, 5);
    const texts = await Promise.all(results.map((uri) => vscode.workspace.fs.readFile(uri)));
    const outdated = texts.some((bytes) => isOutdated(new TextDecoder().decode(bytes), { version, models }));
    if (!outdated) return;
    await workspaceState.update(offered, now);
    const measure = t("Measure…");
    const message = t(
      "Models or Hanare have changed since your cases were measured here. Measure them again?",
    );
    if ((await vscode.window.showInformationMessage(message, measure)) === measure)
      await vscode.commands.executeCommand("hanare.evaluateModels");
  };
}
