/** The only reader and writer of settings on this side. */
import * as vscode from "vscode";
import { type ModelEntry, type Role, roles, type SummaryLength } from "../../server/src/protocol";

/**
 * Answers the server's `workspace/configuration`. The open document is the scope where there is one, so
 * that settings of its language count; without a scope the value is the window's, whatever editor is active.
 */
export function readConfiguration(item: { readonly scopeUri?: string; readonly section?: string }): unknown {
  const uri = item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri);
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri?.toString());
  const configuration = vscode.workspace.getConfiguration(undefined, document ?? uri ?? null);
  const value: unknown = configuration.get(item.section ?? "hanare");
  // The editor hands out proxies, which do not survive the way to the server.
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}

const forWindow = () => vscode.workspace.getConfiguration("hanare", null);

export function summaryLength(uri: vscode.Uri): SummaryLength {
  return vscode.workspace.getConfiguration("hanare", uri).get<SummaryLength>("summary.length", "medium");
}

/** Whether a change made by hand is offered for the document's other places. */
export function repeatsChanges(document: vscode.TextDocument): boolean {
  const completion = vscode.workspace.getConfiguration("hanare.completion", document);
  return completion.get("enabled", true) && completion.get("repeatChanges", true);
}

/** Whether any role has a model; the first screen depends on it. */
export function hasModel(): boolean {
  return roles.some((role) => forWindow().get<string>(`model.${role}`, "") !== "");
}

/** A server may be asked for models at all; which ones, the server process knows. */
export function fetchesModels(): boolean {
  return forWindow().get<string>("network.mode", "offline") === "allowlist";
}

/** The organisation says by hash which models may be used. */
export function hasAllowList(): boolean {
  return forWindow().get<string>("modelStore.allowList", "").trim() !== "";
}

/** Entries that can be read; a broken entry is the server's to report. */
export function configuredModels(): readonly ModelEntry[] {
  return entries(forWindow().get<unknown>("models"));
}

/** Entries of the user's own settings, the only ones Hanare writes. */
export function userModels(): readonly ModelEntry[] {
  return entries(forWindow().inspect<unknown>("models")?.globalValue);
}

function entries(value: unknown): readonly ModelEntry[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry: Partial<ModelEntry> | null): entry is ModelEntry =>
      typeof entry?.name === "string" &&
      (typeof entry.path === "string" || typeof entry.catalogue === "string" || entry.endpoint != null),
  );
}

/** Writes the user's settings; answers the keys that the workspace overrides, which therefore have no effect here. */
export async function writeModel(
  models: readonly ModelEntry[],
  name: string,
  chosen: readonly Role[],
): Promise<readonly string[]> {
  const user = vscode.ConfigurationTarget.Global;
  await forWindow().update("models", models, user);
  for (const role of chosen) await forWindow().update(`model.${role}`, name, user);
  return ["models", ...chosen.map((role) => `model.${role}`)]
    .filter((key) => forWindow().inspect(key)?.workspaceValue !== undefined)
    .map((key) => `hanare.${key}`);
}
