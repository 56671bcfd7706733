/** The code context's part of the composition root. */
import { createCodeContext, type CodeContext } from "./lsp/codeContext";
import { platform } from "./node/files";
import { delay, now } from "./node/clock";
import { codeFiles } from "./node/codeFiles";
import { type Base } from "./serverBase";
import { type Models } from "./serverModels";

export type Code = Omit<CodeContext, "refresh"> & { refresh(): Promise<void> };

/** Other files for completion: worth their reading only for a model that completes. */
export function createCode(base: Base, { loader }: Models): Code {
  const { host, workspace, documents, settings, background } = base;
  const context = createCodeContext({
    ...{ host, workspace, platform, now, delay },
    files: codeFiles((uri) => documents.open(uri)?.getText()),
    exclude: async (folder) => (await settings.resource(folder ?? "")).completion.exclude,
  });
  async function refresh(): Promise<void> {
    const scopes = await Promise.all(workspace.folders().map(settings.resource));
    const wanted = scopes.some(({ completion }) => completion.enabled && completion.contextTokens > 0);
    await context.refresh(wanted && loader.status().roles.completion.state === "ready");
  }
  loader.onDidChange(() => background(refresh()));
  return { ...context, refresh };
}
