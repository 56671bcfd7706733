/**
 * The owner-only endpoint between the windows of one user and the engine they share. Nobody is told anything, and
 * nothing that is said is parsed, before both sides have proved that they hold the token (`proof.ts`).
 */
import { chmod } from "node:fs/promises";
import net from "node:net";
import { ByteQueue, createFrameReader, frameOf, largestMessage } from "./frames";
import { newNonce, nonceBytes, proofBytes, proofOf, proves } from "./proof";

/** Milliseconds in which a stranger must prove itself. */
export const proofTime = 2000;
/** Connections that have not proved themselves; one more, and the oldest goes. */
export const strangersAtOnce = 16;
/** Milliseconds that a window waits for an engine to prove itself. */
export const answerTime = 10_000;

export interface LocalHandlers {
  message(message: unknown): void;
  /** Once, when no more messages come. */
  closed(): void;
}

export interface LocalConnection {
  /** Nothing happens when the other side is gone. Throws when the message is too large. */
  send(message: unknown): void;
  /** Messages wait until this is called. */
  listen(handlers: LocalHandlers): void;
  close(): void;
}

export interface LocalServer {
  /** No more connections; those that are there stay. */
  close(): void;
}

export interface Endpoint {
  readonly address: string;
  readonly token: string;
}

export interface ListenOptions extends Endpoint {
  onConnection(connection: LocalConnection): void;
  /** Milliseconds; absent: {@link proofTime}. */
  readonly proofTime?: number;
}

/** Rejects when the address cannot be had. */
export async function listenLocal(options: ListenOptions): Promise<LocalServer> {
  const strangers = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const [oldest] = strangers.size >= strangersAtOnce ? strangers : [];
    oldest?.destroy();
    strangers.add(socket);
    socket.once("close", () => strangers.delete(socket));
    welcome(socket, options, (connection) => {
      strangers.delete(socket);
      options.onConnection(connection);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path: options.address }, resolve);
  });
  server.removeAllListeners("error").on("error", () => server.close());
  if (process.platform !== "win32") await chmod(options.address, 0o600);
  return { close: () => void server.close() };
}

/** The engine's side: it says a random number, and proves itself to who has answered it rightly. */
function welcome(
  socket: net.Socket,
  options: ListenOptions,
  admit: (connection: LocalConnection) => void,
): void {
  const { token } = options;
  const engine = newNonce();
  const read = readBytes(socket, (queue) => {
    const answer = queue.take(nonceBytes + proofBytes);
    if (answer === undefined) return;
    read.stop();
    const nonces = { engine, window: answer.subarray(0, nonceBytes) };
    if (!proves(answer.subarray(nonceBytes), token, "window", nonces)) return void socket.destroy();
    socket.write(proofOf(token, "engine", nonces));
    admit(connectionOver(socket, queue));
  });
  read.within(options.proofTime ?? proofTime);
  socket.write(engine);
}

/** Undefined when nobody listens there who holds the token. Rejects with the signal's reason. */
export async function connectLocal(
  { address, token }: Endpoint,
  signal: AbortSignal,
): Promise<LocalConnection | undefined> {
  signal.throwIfAborted();
  const socket = net.connect({ path: address });
  const abandon = () => socket.destroy();
  signal.addEventListener("abort", abandon, { once: true });
  const connection = await new Promise<LocalConnection | undefined>((resolve) => {
    socket.once("close", () => resolve(undefined));
    greet(socket, token, resolve);
  });
  signal.removeEventListener("abort", abandon);
  if (signal.aborted) connection?.close();
  signal.throwIfAborted();
  return connection;
}

/** The window's side. It sends no text before the engine has proved itself: an address can be taken by somebody else. */
function greet(socket: net.Socket, token: string, admit: (connection: LocalConnection) => void): void {
  const window = newNonce();
  let engine: Buffer | undefined;
  const read = readBytes(socket, (queue) => {
    if (engine === undefined) {
      engine = queue.take(nonceBytes);
      if (engine === undefined) return;
      socket.write(Buffer.concat([window, proofOf(token, "window", { window, engine })]));
    }
    const proof = queue.take(proofBytes);
    if (proof === undefined) return;
    read.stop();
    if (!proves(proof, token, "engine", { window, engine })) return void socket.destroy();
    admit(connectionOver(socket, queue));
  });
  read.within(answerTime);
}

/** Feeds bytes to `look` until it is stopped; the socket is destroyed when that takes too long. */
function readBytes(socket: net.Socket, look: (queue: ByteQueue) => void) {
  const queue = new ByteQueue();
  let timer: NodeJS.Timeout | undefined;
  const onData = (bytes: Buffer) => {
    queue.push(bytes);
    look(queue);
  };
  const stop = () => {
    clearTimeout(timer);
    socket.off("data", onData);
    // What comes next waits for whoever listens next.
    socket.pause();
  };
  // Somebody who goes away is no error: `close` follows.
  socket.on("error", () => undefined).once("close", () => clearTimeout(timer));
  socket.on("data", onData);
  return {
    stop,
    within: (milliseconds: number) => {
      timer = setTimeout(() => socket.destroy(), milliseconds);
    },
  };
}

function connectionOver(socket: net.Socket, queue: ByteQueue): LocalConnection {
  const readFrames = createFrameReader(queue);
  return {
    send(message) {
      if (socket.destroyed) return;
      socket.write(frameOf(message));
      // A process that no longer reads must not fill the memory of this one.
      if (socket.writableLength > largestMessage) socket.destroy();
    },
    listen(handlers) {
      const deliver = () => {
        const messages = framesOrNone(readFrames, socket);
        for (const message of messages) handlers.message(message);
      };
      socket.on("data", (bytes: Buffer) => {
        queue.push(bytes);
        deliver();
      });
      if (socket.destroyed) setImmediate(handlers.closed);
      else socket.once("close", handlers.closed);
      deliver();
      socket.resume();
    },
    close: () => void socket.destroy(),
  };
}

/** Bytes that are no message end the connection: nothing behind them can be understood. */
function framesOrNone(read: () => readonly unknown[], socket: net.Socket): readonly unknown[] {
  try {
    return read();
  } catch {
    socket.destroy();
    return [];
  }
}
