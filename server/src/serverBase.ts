/** What every part of the server shares: the process, the editor, the workspace, the open documents, the settings. */
import path from "node:path";
import { type Connection, type InitializeParams } from "vscode-languageserver/node";
import { type Syntax } from "./documents/syntax/port";
import { loadFile, platform } from "./node/files";
import { createDocuments, type Documents } from "./lsp/documents";
import { faultOf } from "./lsp/handle";
import { createHost, type Host } from "./lsp/host";
import { initializationOptions } from "./lsp/initialize";
import { createWorkspace, type Workspace } from "./lsp/workspace";
import { type Gate } from "./network/gate";
import { modelPlaces } from "./node/modelPlaces";
import { createReaderWorker, type ReaderWorker } from "./node/readerWorker";
import { usableStorage } from "./node/storage";
import { createSyntax } from "./node/syntax";
import { createSettingsStore, type SettingsStore } from "./settings/store";

/** The process the server lives in, seen from here. */
export interface ServerRuntime {
  /** Folder of the bundles; `../media` holds the rule packs. */
  readonly bundles: string;
  readonly home: string;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly gate: Gate;
}

export interface Base {
  readonly runtime: ServerRuntime;
  readonly host: Host;
  readonly workspace: Workspace;
  readonly documents: Documents;
  readonly reader: ReaderWorker;
  readonly syntax: Syntax;
  /** The editor shows files that are no text in views of their own. */
  readonly documentViews: boolean;
  readonly decisions: boolean;
  readonly growingSuggestions: boolean;
  /** The editor asks for lenses again when it is told to. */
  readonly lensRefresh: boolean;
  /** As `InitializationOptions.proofreading`. */
  readonly proofreading: boolean;
  readonly confirmSending: boolean;
  /** As `InitializationOptions.endpointKeys`. */
  readonly endpointKeys: boolean;
  readonly settings: SettingsStore;
  /** Absent where nothing can be remembered. */
  readonly storagePath: string | undefined;
  /** Why not, when the editor named a folder. */
  readonly storageProblem: string | undefined;
  /** Starts work that nobody waits for; what goes wrong is logged. */
  background(work: Promise<unknown>): void;
}

export function createBase(connection: Connection, params: InitializeParams, runtime: ServerRuntime): Base {
  const options = initializationOptions(params);
  const { trusted } = options;
  const { storagePath, problem: storageProblem } = usableStorage(options.storagePath);
  const {
    documentViews = false,
    decisions = false,
    growingSuggestions = false,
    proofreading = false,
    confirmSending = false,
    endpointKeys = false,
  } = options;
  const host = createHost(connection);
  const workspace = createWorkspace(params.workspaceFolders ?? [], trusted);
  const reader = createReaderWorker({
    script: path.join(runtime.bundles, "reader.js"),
    log: host.log.warn,
  });
  const syntax = createSyntax({ folder: path.join(runtime.bundles, "grammars"), log: host.log.warn });
  const documents = createDocuments({
    platform,
    readFile: (file, signal) => loadFile(file, signal, { ...reader, syntax }),
    syntax,
  });
  const store = createSettingsStore({
    ask: host.configuration,
    places: () => modelPlaces(runtime.home, workspace.folders()),
    log: host.log.warn,
  });
  return {
    runtime,
    host,
    workspace,
    documents,
    reader,
    syntax,
    ...{ documentViews, decisions, growingSuggestions, proofreading, confirmSending, endpointKeys },
    lensRefresh: params.capabilities.workspace?.codeLens?.refreshSupport === true,
    // A file that is not open has its folder's settings: a review of ten thousand files asks once.
    settings: {
      ...store,
      resource: (uri) => store.resource(documents.open(uri)?.uri ?? workspace.folderOf(uri) ?? uri),
    },
    storagePath,
    storageProblem,
    background: (work) => {
      work.catch((error: unknown) => host.log.error(faultOf(error)));
    },
  };
}
