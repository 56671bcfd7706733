/** What the server says it can do, and what it wants to be told about later. */
import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { acceptedCommand, testRulesCommand, type InitializationOptions } from "../protocol";

/** Ghost text is not among them: it is registered while a model is ready. */
export const initializeResult: InitializeResult = {
  serverInfo: { name: "Hanare" },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    notebookDocumentSync: { notebookSelector: [{ notebook: "*", cells: [{ language: "*" }] }] },
    executeCommandProvider: { commands: [acceptedCommand, testRulesCommand] },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

export function initializationOptions({
  initializationOptions: raw,
}: InitializeParams): InitializationOptions {
  const options = (typeof raw === "object" && raw !== null ? raw : {}) as Partial<InitializationOptions>;
  return {
    // An editor that says nothing of trust has no notion of it.
    trusted: options.trusted !== false,
    documentViews: options.documentViews === true,
    decisions: options.decisions === true,
    growingSuggestions: options.growingSuggestions === true,
    proofreading: options.proofreading === true,
    confirmSending: options.confirmSending === true,
    endpointKeys: options.endpointKeys === true,
    ...(typeof options.storagePath === "string" ? { storagePath: options.storagePath } : {}),
  };
}

/** Rule packs, and the source files that completion may read. */
const everyFile = "**/*";

/** Asks to be told about settings and rule packs, where the editor can. */
export async function registerForChanges(connection: Connection, params: InitializeParams): Promise<void> {
  const { workspace } = params.capabilities;
  if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
    await connection.client.register(DidChangeConfigurationNotification.type, {
      section: ["hanare", "files.encoding"],
    });
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [{ globPattern: everyFile }],
    });
}
