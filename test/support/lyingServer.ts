/** Servers on loopback that lie, stall, die or flood: what stands behind a URL may be anything. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from "node:net";
import { once } from "node:events";

export interface TestHttpServer {
  readonly url: string;
  readonly port: number;
  /** `METHOD path` of each request, in order. */
  readonly requests: string[];
  /** Headers of each request. */
  readonly headers: IncomingMessage["headers"][];
  /** Resolves when the client has closed a request that was still being answered. */
  readonly abandoned: Promise<void>;
  /** Connections that were accepted. */
  connections(): number;
  close(): Promise<void>;
}

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

const portOf = (server: Server | TcpServer): number => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port on loopback");
  return address.port;
};

export async function httpServer(
  behave: Behaviour,
  server = createServer(),
  host = "127.0.0.1",
): Promise<TestHttpServer> {
  const requests: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  let connections = 0;
  let abandon = () => {};
  const abandoned = new Promise<void>((resolve) => (abandon = resolve));
  server.on("connection", () => (connections += 1));
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    response.on("close", () => {
      if (!response.writableFinished) abandon();
    });
    behave(request, response);
  });
  server.listen(0, host);
  await once(server, "listening");
  const port = portOf(server);
  return {
    url: `http://${host}:${port}`,
    ...{ port, requests, headers, abandoned },
    connections: () => connections,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Says these bytes to whoever connects, then does as it is told. */
export async function tcpServer(
  say: (socket: Socket) => void,
): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    say(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}

export const sse = { "content-type": "text/event-stream" };
const json = { "content-type": "application/json" };
export const said = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
export const ended = `data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;

/** Well-behaved: a list with one model, and a chat that says `answer`. */
export const openAi =
  (answer: (body: Readonly<Record<string, unknown>>) => string, owner = "test"): Behaviour =>
  (request, response) => {
    const { url } = request;
    if (url === "/v1/models") {
      response.writeHead(200, json).end(JSON.stringify({ data: [{ id: "m", owned_by: owner }] }));
      return;
    }
    if (url !== "/v1/chat/completions") {
      response.writeHead(404, json).end(JSON.stringify({ error: { code: 404 } }));
      return;
    }
    void bodyOf(request).then((body) => response.writeHead(200, sse).end(said(answer(body)) + ended));
  };
