/** The same tools as an MCP server, for agents that take these only: a process on the editor's own runtime. */
import * as vscode from "vscode";
import { languageModels, newerEditor, type ServerDefinition } from "./editorApi";

/** As the manifest names it. */
const id = "hanare";

/** Does nothing in an editor that takes no MCP servers of extensions. */
export function offerToolServer(context: vscode.ExtensionContext): vscode.Disposable {
  const { McpStdioServerDefinition } = newerEditor;
  if (languageModels?.registerMcpServerDefinitionProvider === undefined || !McpStdioServerDefinition)
    return new vscode.Disposable(() => undefined);
  const changed = new vscode.EventEmitter<void>();
  const version = String((context.extension.packageJSON as { readonly version?: unknown }).version);
  const provideMcpServerDefinitions = (): ServerDefinition[] => {
    const args = argumentsFor(context.asAbsolutePath("dist/cli.js"));
    const environment = { ELECTRON_RUN_AS_NODE: "1" };
    return args === undefined
      ? []
      : [new McpStdioServerDefinition("Hanare", process.execPath, [...args], environment, version)];
  };
  return vscode.Disposable.from(
    languageModels.registerMcpServerDefinitionProvider(id, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions,
    }),
    changed,
    vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("hanare.index.exclude")) changed.fire();
    }),
  );
}

/** Undefined without a folder of this machine. The server may read what the window shows and nothing else. */
function argumentsFor(script: string): readonly string[] | undefined {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  if (folders.length === 0) return undefined;
  const globs = new Set(
    folders.flatMap(({ uri }) =>
      vscode.workspace.getConfiguration("hanare", uri).get<readonly string[]>("index.exclude", []),
    ),
  );
  return [
    script,
    "mcp",
    ...folders.flatMap(({ uri }) => ["--in", uri.fsPath]),
    ...[...globs].flatMap((glob) => ["--exclude", glob]),
    ...(vscode.workspace.isTrusted ? [] : ["--untrusted"]),
    ...["--language", vscode.env.language.startsWith("ja") ? "ja" : "en"],
  ];
}
