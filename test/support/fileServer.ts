/** A file server on loopback as intranets have them, and what can be wrong with it. */
import { type IncomingMessage, type ServerResponse } from "node:http";
import { type Behaviour, httpServer, type TestHttpServer } from "./lyingServer";

export interface ServedFile {
  bytes: Uint8Array;
  /** Absent: nothing tells this file from another. */
  etag?: string;
}

export interface FileServer extends TestHttpServer {
  /** By name; may be changed at any time. */
  readonly files: Map<string, ServedFile>;
  /** `Range` of each request for a file, in order. */
  readonly ranges: (string | undefined)[];
  /** Bytes of bodies that were written. */
  sent(): number;
  /** Takes the next answer, or the next ones; true: it has answered. */
  behave: (request: IncomingMessage, response: ServerResponse, file: ServedFile) => boolean;
}

/** From where the client may have the file: the tag of its question is the file's. */
export function startOf({ headers }: IncomingMessage, { etag }: ServedFile): number {
  const [, from] = /^bytes=(\d+)-$/.exec(headers.range ?? "") ?? [];
  return from !== undefined && headers["if-range"] === etag ? Number(from) : 0;
}

export async function fileServer(): Promise<FileServer> {
  const files = new Map<string, ServedFile>();
  const ranges: (string | undefined)[] = [];
  let sent = 0;
  const respond: Behaviour = (request, response) => {
    const file = files.get(decodeURIComponent((request.url ?? "").slice(1)));
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    ranges.push(request.headers.range);
    const { write } = response;
    response.write = ((chunk: Uint8Array, ...more: readonly unknown[]) => {
      sent += chunk.length;
      return Reflect.apply(write, response, [chunk, ...more]) as boolean;
    }) as typeof response.write;
    if (server.behave(request, response, file)) return;
    const start = startOf(request, file);
    headOf(response, file, start);
    for (let at = start; at < file.bytes.length; at += 65_536)
      response.write(file.bytes.subarray(at, at + 65_536));
    response.end();
  };
  const base = await httpServer(respond);
  const server: FileServer = { ...base, files, ranges, sent: () => sent, behave: () => false };
  return server;
}

export function headOf(response: ServerResponse, { bytes, etag }: ServedFile, start: number): void {
  const size = bytes.length;
  response.writeHead(start === 0 ? 200 : 206, {
    "content-length": size - start,
    ...(etag === undefined ? {} : { etag }),
    ...(start === 0 ? {} : { "content-range": `bytes ${start}-${size - 1}/${size}` }),
  });
}

/** The head, some bytes, and then the connection is cut. */
export const cutAfter =
  (bytes: number): FileServer["behave"] =>
  (request, response, file) => {
    const start = startOf(request, file);
    headOf(response, file, start);
    response.write(file.bytes.subarray(start, start + bytes), () => response.socket?.end());
    return true;
  };
