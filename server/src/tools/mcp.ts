/**
 * The Model Context Protocol over lines of JSON-RPC, as much of it as a server of read-only tools needs: initialize,
 * ping, tools/list, tools/call and its cancellation. Everything else is refused with the error that JSON-RPC has for it.
 */
import { type ToolName, toolNames, type ToolRequest } from "../protocol";
import { toolDefinitions } from "./definitions";

export interface McpPorts {
  readonly info: { readonly name: string; readonly version: string };
  /** Rejects with the signal's reason, or for a fault of our own. */
  run(name: ToolName, input: unknown, signal: AbortSignal): Promise<ToolRequest.Result>;
  /** One message, without the end of its line. */
  send(line: string): void;
  /** A fault of our own, for the log. */
  onError(error: unknown): void;
}

export interface McpServer {
  /** A line as it came; undefined for one that was too long to be read. */
  receive(line: string | undefined): void;
  /** Ends what is running; nothing is answered any more. */
  close(): void;
  /** Resolves when nothing is running. */
  idle(): Promise<void>;
}

const codes = { parse: -32700, request: -32600, method: -32601, params: -32602, internal: -32603 } as const;

/** Revisions of the protocol, the newest first; the one between them asks for batches. */
const revisions = ["2025-06-18", "2024-11-05"] as const;

type Id = string | number;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is Id =>
  typeof value === "string" || (typeof value === "number" && Number.isInteger(value));

class McpError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface Session {
  readonly ports: McpPorts;
  readonly running: Map<Id, AbortController>;
  readonly isClosed: () => boolean;
  isInitialized: boolean;
  /** One call after another: each may read a whole folder. */
  queue: Promise<void>;
}

export function createMcpServer(ports: McpPorts): McpServer {
  let closed = false;
  const session: Session = {
    ...{ ports, running: new Map(), isClosed: () => closed },
    ...{ isInitialized: false, queue: Promise.resolve() },
  };
  return {
    receive(line) {
      if (!closed && line?.trim() !== "") receive(session, line);
    },
    close() {
      closed = true;
      for (const controller of session.running.values()) controller.abort();
    },
    idle: () => session.queue,
  };
}

function answer({ ports, isClosed }: Session, id: Id | null, body: object): void {
  if (!isClosed()) ports.send(JSON.stringify({ jsonrpc: "2.0", id, ...body }));
}

const refuse = (session: Session, id: Id | null, { code, message }: McpError) =>
  answer(session, id, { error: { code, message } });

function receive(session: Session, line: string | undefined): void {
  if (line === undefined)
    return refuse(session, null, new McpError(codes.request, "The message is too long."));
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return refuse(session, null, new McpError(codes.parse, "The message is no JSON."));
  }
  if (!isFields(message) || message["jsonrpc"] !== "2.0") {
    const batch = Array.isArray(message) ? " Batches are not read: send one message a line." : "";
    return refuse(
      session,
      null,
      new McpError(codes.request, `The message is no request of JSON-RPC 2.0.${batch}`),
    );
  }
  const { id, method, params } = message;
  // An answer: this server asks nothing.
  if (method === undefined && ("result" in message || "error" in message)) return;
  const known = isId(id) ? id : null;
  if (typeof method !== "string" || (params !== undefined && !isFields(params)))
    return refuse(
      session,
      known,
      new McpError(codes.request, "The message has no method, or params that are no object."),
    );
  if (!("id" in message)) return notified(session, method, params ?? {});
  if (known === null)
    return refuse(session, null, new McpError(codes.request, "An id is a string or a whole number."));
  try {
    request(session, known, { method, params: params ?? {} });
  } catch (error) {
    if (error instanceof McpError) return refuse(session, known, error);
    session.ports.onError(error);
    refuse(session, known, new McpError(codes.internal, "Hanare met a fault of its own."));
  }
}

function notified({ running }: Session, method: string, params: Fields): void {
  // What nobody knows needs no answer, and a call that is over nothing to cancel.
  if (method !== "notifications/cancelled" || !isId(params["requestId"])) return;
  running.get(params["requestId"])?.abort();
}

function request(
  session: Session,
  id: Id,
  { method, params }: { readonly method: string; readonly params: Fields },
): void {
  if (method === "ping") return answer(session, id, { result: {} });
  if (method === "initialize") return answer(session, id, { result: initialized(session, params) });
  if (!session.isInitialized && method.startsWith("tools/"))
    throw new McpError(codes.request, "Send initialize first.");
  if (method === "tools/list") return answer(session, id, { result: { tools: listed } });
  if (method === "tools/call") return call(session, id, params);
  throw new McpError(codes.method, `There is no method ${method.slice(0, 80)}.`);
}

function initialized(session: Session, { protocolVersion }: Fields): object {
  if (typeof protocolVersion !== "string")
    throw new McpError(codes.params, "initialize needs a protocolVersion.");
  session.isInitialized = true;
  // The newest that is no newer than what the client speaks; for a client older than all, the oldest.
  const version = revisions.find((one) => one <= protocolVersion) ?? revisions.at(-1);
  return {
    protocolVersion: version,
    capabilities: { tools: {} },
    serverInfo: session.ports.info,
    instructions:
      "Tools on the user's own documents, on this computer, read-only. Cite what they answer by file and line; check a quotation with hanare_locate before you give it.",
  };
}

const listed = toolDefinitions.map((tool) => ({
  ...tool,
  annotations: { title: tool.title, readOnlyHint: true, openWorldHint: false },
}));

function call(session: Session, id: Id, params: Fields): void {
  const { running, ports } = session;
  const name = toolNames.find((one) => one === params["name"]);
  if (name === undefined)
    throw new McpError(codes.params, `There is no tool ${JSON.stringify(params["name"])?.slice(0, 80)}.`);
  if (running.has(id)) throw new McpError(codes.request, "A request with this id is running.");
  const controller = new AbortController();
  running.set(id, controller);
  const run = async () => {
    const { signal } = controller;
    try {
      signal.throwIfAborted();
      const { text, ok } = await ports.run(name, params["arguments"] ?? {}, signal);
      if (signal.aborted) return;
      answer(session, id, {
        result: { content: [{ type: "text", text }], ...(ok ? {} : { isError: true }) },
      });
    } catch (error) {
      // What was cancelled is not answered.
      if (signal.aborted) return;
      ports.onError(error);
      refuse(session, id, new McpError(codes.internal, "Hanare met a fault of its own."));
    } finally {
      running.delete(id);
    }
  };
  session.queue = session.queue.then(run);
}
