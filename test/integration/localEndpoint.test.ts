import assert from "node:assert/strict";
import { chmod, mkdir, stat, symlink } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import {
  connectLocal,
  listenLocal,
  type LocalConnection,
  type LocalServer,
  strangersAtOnce,
} from "../../server/src/network/local";
import { localAddress } from "../../server/src/network/localAddress";
import { ownerFolder } from "../../server/src/network/ownerFolder";
import { newToken, nonceBytes, proofBytes, proofOf } from "../../server/src/network/proof";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const never = new AbortController().signal;
const onWindows = process.platform === "win32";

describe("network/local", () => {
  let folder: TemporaryFolder;
  let server: LocalServer;
  let address: string;
  let token: string;
  let admitted: LocalConnection[];
  let count = 0;

  /** An engine that says everything back, and `closed` when a window goes. */
  async function listen(proofTime?: number): Promise<void> {
    token = newToken();
    admitted = [];
    const { platform } = process;
    address = localAddress(`t${process.pid}${++count}`, {
      platform,
      folder: folder.path,
      shortFolder: "/tmp",
    });
    server = await listenLocal({
      ...{ address, token },
      ...(proofTime === undefined ? {} : { proofTime }),
      onConnection: (connection) => {
        admitted.push(connection);
        connection.listen({ message: (said) => connection.send({ said }), closed: () => undefined });
      },
    });
  }

  before(async () => (folder = await temporaryFolder()));
  after(() => folder.remove());
  afterEach(() => {
    server.close();
    admitted.forEach((connection) => connection.close());
  });

  async function window(): Promise<LocalConnection> {
    const connection = await connectLocal({ address, token }, never);
    assert.ok(connection !== undefined, "not admitted");
    return connection;
  }

  /** What the engine says to these words, one at a time. */
  function answers(connection: LocalConnection, words: readonly unknown[]): Promise<readonly unknown[]> {
    return new Promise((resolve, reject) => {
      const heard: unknown[] = [];
      connection.listen({
        message: (message) => {
          heard.push((message as { said: unknown }).said);
          if (heard.length === words.length) resolve(heard);
        },
        closed: () => reject(new Error("closed")),
      });
      words.forEach((word) => connection.send(word));
    });
  }

  /** Everything that a stranger hears until it is shown out. */
  function stranger(act: (socket: net.Socket) => void): Promise<Buffer> {
    return new Promise((resolve) => {
      const heard: Buffer[] = [];
      const socket = net.connect({ path: address }, () => act(socket));
      socket.on("data", (bytes) => heard.push(bytes)).on("error", () => undefined);
      socket.once("close", () => resolve(Buffer.concat(heard)));
    });
  }

  it("carries messages both ways, in order, small and large", async () => {
    await listen();
    const connection = await window();
    const words = ["離れ", { big: "x".repeat(3_000_000) }, Float32Array.of(1, 2), new Map([["a", 1]])];
    assert.deepEqual(await answers(connection, words), words);
    connection.close();
  });

  it("lets the engine see a window go, and the window the engine", async () => {
    await listen();
    const connection = await window();
    const gone = new Promise<void>((resolve) =>
      connection.listen({ message: () => undefined, closed: resolve }),
    );
    admitted[0]?.close();
    await gone;
    connection.send("nobody hears this");
  });

  it("tells a stranger without the token nothing but a random number", async () => {
    await listen();
    const lie = Buffer.alloc(nonceBytes + proofBytes, 7);
    const heard = await stranger((socket) => socket.write(Buffer.concat([lie, Buffer.from("load")])));
    assert.equal(heard.length, nonceBytes);
    assert.equal(admitted.length, 0);
    assert.equal(await connectLocal({ address, token: newToken() }, never), undefined);
    assert.deepEqual(await answers(await window(), ["still there"]), ["still there"]);
  });

  it("shows out who takes its time, whatever it sends meanwhile", async () => {
    await listen(150);
    const dribble = (socket: net.Socket) => {
      const timer = setInterval(() => socket.write("x"), 20);
      socket.once("close", () => clearInterval(timer));
    };
    const [slow, silent] = await Promise.all([stranger(dribble), stranger(() => undefined)]);
    assert.deepEqual([slow.length, silent.length], [nonceBytes, nonceBytes]);
  });

  it("admits a window while strangers crowd at the door", async () => {
    await listen(60_000);
    const crowd: net.Socket[] = [];
    const knock = () => stranger((socket) => crowd.push(socket));
    const strangers = Array.from({ length: 3 * strangersAtOnce }, knock);
    const connection = await window();
    assert.deepEqual(await answers(connection, [1]), [1]);
    // There are never more than the bound: who came before the last ones was shown out.
    await Promise.all(strangers.slice(0, 2 * strangersAtOnce));
    connection.close();
    crowd.forEach((socket) => socket.destroy());
    await Promise.all(strangers);
  });

  it("ends a connection whose bytes are no message, and no other", async () => {
    await listen();
    const good = await window();
    const own = Buffer.alloc(nonceBytes, 5);
    const heard = await stranger((socket) =>
      socket.once("data", (engine) => {
        const proof = proofOf(token, "window", { window: own, engine });
        socket.write(Buffer.concat([own, proof, Buffer.from([0xff, 0xff, 0xff, 0xff])]));
      }),
    );
    assert.equal(heard.length, nonceBytes + proofBytes, "it was admitted");
    assert.deepEqual(await answers(good, ["good"]), ["good"]);
  });

  it("sends no text to an engine that does not hold the token", async () => {
    await listen();
    server.close();
    let heard = 0;
    const taken = localAddress(`i${process.pid}`, {
      ...{ platform: process.platform, folder: folder.path, shortFolder: "/tmp" },
    });
    const impostor = net.createServer((socket) => {
      socket
        .on("error", () => undefined)
        .on("data", (bytes) => {
          heard += bytes.length;
          socket.write(Buffer.alloc(proofBytes, 1));
        });
      socket.write(Buffer.alloc(nonceBytes, 1));
    });
    await new Promise<void>((resolve) => impostor.listen({ path: taken }, resolve));
    assert.equal(await connectLocal({ address: taken, token }, never), undefined);
    assert.equal(heard, nonceBytes + proofBytes);
    impostor.close();
  });

  it("finds nobody at an address that is free, or that a dead engine left", async () => {
    await listen();
    assert.equal(await connectLocal({ address: `${address}x`, token }, never), undefined);
    const left = await folder.write("left.s", "");
    assert.equal(await connectLocal({ address: onWindows ? `${address}y` : left, token }, never), undefined);
  });

  it("stops to knock when the window changes its mind", async () => {
    await listen();
    const cancel = new AbortController();
    const asked = connectLocal({ address, token }, cancel.signal);
    cancel.abort(new Error("changed its mind"));
    await assert.rejects(asked, /changed its mind/);
  });

  it("is nobody else's: the socket, and the folder that it lies in", async function () {
    if (onWindows) skip(this, "Windows has no modes of files");
    await listen();
    assert.equal((await stat(address)).mode & 0o777, 0o600);
    const own = path.join(folder.path, "own");
    await mkdir(own);
    await chmod(own, 0o755);
    await ownerFolder(own);
    assert.equal((await stat(own)).mode & 0o777, 0o700);
    await symlink(own, path.join(folder.path, "link"));
    await assert.rejects(ownerFolder(path.join(folder.path, "link")), /is not a folder/);
  });
});
