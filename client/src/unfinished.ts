/** A review that the editor's end interrupted is offered again: what a model judged until then is remembered. */
import * as vscode from "vscode";
import { t } from "./l10n";

/** URIs of what is being reviewed, kept with the workspace while a review runs; nothing else. */
const key = "unfinishedReview";

export interface UnfinishedReview {
  begin(uris: readonly vscode.Uri[]): Promise<void>;
  /** The review came to its end, or the user ended it. */
  end(): Promise<void>;
  /** Asks whether to go on, where the last session left one; undefined: there is none, or it is not wanted. */
  offer(): Promise<readonly vscode.Uri[] | undefined>;
}

export function createUnfinished(state: vscode.Memento): UnfinishedReview {
  const known = (): readonly string[] => {
    const value = state.get<unknown>(key);
    return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  };
  return {
    begin: async (uris) => state.update(key, uris.map(String)),
    end: async () => state.update(key, undefined),
    async offer() {
      const uris = known().map((uri) => vscode.Uri.parse(uri));
      if (uris.length === 0) return undefined;
      await state.update(key, undefined);
      const names = uris.map((uri) => vscode.workspace.asRelativePath(uri)).join(", ");
      const goOn = t("Go On");
      const message = t(
        "The review of {0} did not come to its end. What a model judged until then is remembered.",
        names,
      );
      return (await vscode.window.showInformationMessage(message, goOn)) === goOn ? uris : undefined;
    },
  };
}
