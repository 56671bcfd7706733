/**
 * Starts the real, built server over stdio and plays its editor: answers `workspace/configuration` from the
 * test, keeps what the server says, opens documents from memory.
 */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
} from "vscode-languageserver-protocol/node";
import { serverEnvironment, serverExecArgv } from "../../client/src/serverRuntime";
import { EndpointKeyRequest, type SettingProblem, type Status } from "../../server/src/protocol";

export const root = path.resolve(import.meta.dirname, "../..");
const bundle = path.join(root, "dist/server.js");

export interface ServerOptions {
  /** URIs of workspace folders. */
  readonly folders?: readonly string[];
  /** The `hanare` section by scope URI; `""` is the window and stands in for scopes that are absent. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Sections beside `hanare`, e.g. `files.encoding`. */
  readonly sections?: Readonly<Record<string, unknown>>;
  readonly locale?: string;
  readonly trusted?: boolean;
  readonly storagePath?: string;
  /** The editor shows `hanare-doc:` views. */
  readonly documentViews?: boolean;
  /** The editor asks for decisions about findings. */
  readonly decisions?: boolean;
  /** The editor has the commands of proofreading. */
  readonly proofreading?: boolean;
  /** Of the server, beside that of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** The editor keeps keys of inference servers. */
  readonly endpointKey?: (params: EndpointKeyRequest.Params) => EndpointKeyRequest.Result;
}

/** Resolves with the first value that passes; remembers all that came. */
class Inbox<T> {
  readonly received: T[] = [];
  #waiting: { readonly accepts: (value: T) => boolean; readonly take: (value: T) => void }[] = [];

  add(value: T): void {
    this.received.push(value);
    for (const waiting of this.#waiting.filter(({ accepts }) => accepts(value))) waiting.take(value);
    this.#waiting = this.#waiting.filter(({ accepts }) => !accepts(value));
  }

  /** The next value that passes, or one that came already unless `fresh`. */
  next(accepts: (value: T) => boolean = () => true, fresh = false): Promise<T> {
    const known = fresh ? undefined : this.received.findLast(accepts);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((take) => this.#waiting.push({ accepts, take }));
  }
}

export interface ProgressMessage {
  readonly token: string | number;
  readonly value: { readonly kind: string; readonly percentage?: number; readonly message?: string };
}

export interface TestServer {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcessWithoutNullStreams;
  readonly initialized: InitializeResult;
  readonly diagnostics: Inbox<PublishDiagnosticsParams>;
  readonly problems: Inbox<readonly SettingProblem[]>;
  readonly statuses: Inbox<Status>;
  readonly progress: Inbox<ProgressMessage>;
  /** Methods that are registered dynamically now. */
  readonly registered: Map<string, Registration>;
  readonly log: string[];
  /** Resolves when a method is registered, or no longer is. */
  untilRegistered(method: string, registered?: boolean): Promise<void>;
  open(uri: string, languageId: string, text: string): Promise<void>;
  change(uri: string, version: number, text: string): Promise<void>;
  close(uri: string): Promise<void>;
  /** Diagnostics of a document once they are published. */
  diagnosticsOf(uri: string, version?: number): Promise<Diagnostic[]>;
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Shuts down as an editor does; answers the exit code. */
  stop(): Promise<number | null>;
}

const capabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    inlineCompletion: { dynamicRegistration: true },
    publishDiagnostics: { codeDescriptionSupport: true, dataSupport: true, versionSupport: true },
    codeAction: {
      dataSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } },
    },
  },
  notebookDocument: { synchronization: {} },
  window: { workDoneProgress: true },
};

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  if (!existsSync(bundle)) throw new Error("dist/server.js is missing: run npm run build first");
  const child = spawn(process.execPath, [...serverExecArgv, bundle, "--stdio"], {
    stdio: "pipe",
    env: { ...process.env, ...serverEnvironment, ...options.env },
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const log: string[] = [];
  child.stderr.on("data", (data) => log.push(String(data)));
  let settings = options.settings ?? {};
  const inboxes = listen(connection, log);
  connection.onRequest(
    "workspace/configuration",
    ({ items }: { items: { section: string; scopeUri?: string }[] }) =>
      items.map(({ section, scopeUri }) =>
        section === "hanare"
          ? (settings[scopeUri ?? ""] ?? settings[""] ?? null)
          : (options.sections?.[section] ?? null),
      ),
  );
  const { endpointKey } = options;
  if (endpointKey !== undefined) connection.onRequest(EndpointKeyRequest.method, endpointKey);
  connection.listen();
  const folders = options.folders ?? [];
  const initialized = await connection.sendRequest<InitializeResult>("initialize", {
    processId: process.pid,
    rootUri: null,
    locale: options.locale ?? "en",
    capabilities,
    workspaceFolders: folders.map((uri) => ({ uri, name: path.basename(uri) })),
    initializationOptions: {
      trusted: options.trusted ?? true,
      ...(options.storagePath === undefined ? {} : { storagePath: options.storagePath }),
      documentViews: options.documentViews === true,
      decisions: options.decisions === true,
      proofreading: options.proofreading === true,
      endpointKeys: endpointKey !== undefined,
    },
  });
  await connection.sendNotification("initialized", {});
  return {
    ...inboxes,
    ...textDocuments(connection, inboxes.diagnostics),
    connection,
    process: child,
    initialized,
    log,
    configure: (next) => {
      settings = next;
      return connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    },
    stop: async () => {
      const exit = new Promise<number | null>((done) => child.once("exit", done));
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      const code = await exit;
      connection.dispose();
      return code;
    },
  };
}

function listen(connection: ProtocolConnection, log: string[]) {
  const diagnostics = new Inbox<PublishDiagnosticsParams>();
  const problems = new Inbox<readonly SettingProblem[]>();
  const statuses = new Inbox<Status>();
  const progress: TestServer["progress"] = new Inbox();
  const registered = new Map<string, Registration>();
  const changes = new Inbox<ReadonlySet<string>>();
  const noteChange = () => changes.add(new Set(registered.keys()));
  const keep = ({ message }: { message: string }) => void log.push(message);
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) =>
    diagnostics.add(params),
  );
  connection.onNotification("hanare/settingProblems", (params: { problems: SettingProblem[] }) =>
    problems.add(params.problems),
  );
  connection.onNotification("hanare/status", (params: Status) => statuses.add(params));
  connection.onNotification("window/logMessage", keep);
  connection.onNotification("window/showMessage", keep);
  connection.onRequest("window/showMessageRequest", (params: { message: string }) => {
    keep(params);
    return null;
  });
  connection.onNotification("$/progress", (params: ProgressMessage) => progress.add(params));
  connection.onRequest("window/workDoneProgress/create", () => null);
  connection.onRequest(
    "client/registerCapability",
    ({ registrations }: { registrations: Registration[] }) => {
      for (const registration of registrations) registered.set(registration.method, registration);
      noteChange();
      return null;
    },
  );
  connection.onRequest(
    "client/unregisterCapability",
    ({ unregisterations }: { unregisterations: { method: string }[] }) => {
      for (const { method } of unregisterations) registered.delete(method);
      noteChange();
      return null;
    },
  );
  const untilRegistered = async (method: string, wanted = true) => {
    if (registered.has(method) !== wanted)
      await changes.next((methods) => methods.has(method) === wanted, true);
  };
  return { diagnostics, problems, statuses, progress, registered, untilRegistered };
}

function textDocuments(connection: ProtocolConnection, diagnostics: Inbox<PublishDiagnosticsParams>) {
  return {
    open: (uri: string, languageId: string, text: string) =>
      connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version: 1, text },
      }),
    change: (uri: string, version: number, text: string) =>
      connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    close: (uri: string) => connection.sendNotification("textDocument/didClose", { textDocument: { uri } }),
    diagnosticsOf: async (uri: string, version?: number) =>
      (
        await diagnostics.next(
          (params) => params.uri === uri && (version === undefined || params.version === version),
        )
      ).diagnostics,
  };
}
