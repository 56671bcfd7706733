/** A model from a server of the organisation: real connections on loopback, a real disk. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type AllowList } from "../../server/src/model/allowList";
import { type BringInOptions } from "../../server/src/model/bringIn";
import { download } from "../../server/src/model/download/download";
import { isModelError, type ModelErrorCode } from "../../server/src/model/runtime";
import { openHashCache, verifyModel } from "../../server/src/model/store";
import { createGate } from "../../server/src/network/gate";
import { createExchange } from "../../server/src/network/http";
import { disk } from "../../server/src/node/disk";
import { cutAfter, type FileServer, fileServer, headOf, startOf } from "../support/fileServer";
import { encodeGguf } from "../support/ggufEncode";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const model = (metadata = {}, rows = 16_384) =>
  encodeGguf({
    metadata: { "general.architecture": "llama", "general.name": "m", ...metadata },
    tensors: [{ name: "token_embd.weight", type: "F32", shape: [64, rows] }],
  });
const sha = (...bytes: readonly Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(bytes)).digest("hex");
const fails = (code: ModelErrorCode, message: RegExp) => (error: unknown) => {
  assert.ok(isModelError(error), String(error));
  assert.match(error.message, message);
  return error.code === code;
};

describe("fetching a model", () => {
  /** 4 MB. */
  const bytes = model();
  const never = new AbortController().signal;
  let folder: TemporaryFolder;
  let to: string;
  let server: FileServer;
  const waits: number[] = [];

  beforeEach(async () => {
    folder = await temporaryFolder();
    to = path.join(folder.path, "models");
    server = await fileServer();
    server.files.set("m.gguf", { bytes, etag: '"one"' });
    waits.length = 0;
  });
  afterEach(async () => {
    await server.close();
    await folder.remove();
  });

  interface Fetching extends Partial<BringInOptions> {
    readonly allow?: readonly string[];
    readonly signal?: AbortSignal;
    readonly progress?: (share: number) => void;
    readonly using?: typeof disk;
    readonly name?: string;
  }

  function fetchIt({
    allow,
    signal = never,
    progress = () => undefined,
    using = disk,
    name,
    ...own
  }: Fetching = {}) {
    const gate = createGate("offline");
    gate.apply({
      ...{ mode: allow?.length === 0 ? "offline" : "allowlist", endpoints: [] },
      allow: allow ?? [`127.0.0.1:${server.port}`],
    });
    const options = { to, expectedSha256: sha(bytes), ...own };
    const ports = {
      ...{ disk: using, progress, exchange: createExchange(gate) },
      limits: { connect: 5000, first: 2000, idle: 400 },
      delay: (milliseconds: number) => {
        waits.push(milliseconds);
        return pause(1);
      },
    };
    return download(`${server.url}/${name ?? "m.gguf"}`, options, ports, signal);
  }
  const left = () => readdir(to).catch((): string[] => []);
  const written = async () =>
    (await readFile(path.join(to, "m.gguf.part")).catch(() => Buffer.alloc(0))).length;

  it("puts it into the models folder under its name, compared, with nothing beside it", async () => {
    const shares: number[] = [];
    const hashes = openHashCache(folder.path);
    const result = await fetchIt({ hashes, progress: (share) => shares.push(share) });
    const file = path.join(to, "m.gguf");
    assert.deepEqual(result, {
      ...{ name: "m", path: file, sha256: sha(bytes), size: bytes.length, copied: true },
    });
    assert.deepEqual(await left(), ["m.gguf"]);
    assert.ok((await readFile(file)).equals(bytes));
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
    assert.equal(await verifyModel({ path: file }, hashes, () => assert.fail("read again")), sha(bytes));
    // The second time nobody is asked.
    const again = await fetchIt({ allow: [] });
    assert.deepEqual([again.copied, server.requests.length], [false, 1]);
    await writeFile(file, "another");
    await assert.rejects(fetchIt(), fails("model-exists", /is another file/));
  });

  it("is refused offline and for a host that nobody named, before anything is sent", async () => {
    for (const allow of [[], ["files.example.jp"]])
      await assert.rejects(
        fetchIt({ allow }),
        fails(
          "endpoint-not-allowed",
          /may not be connected to.*hanare\.network\.mode.*hanare\.network\.allow/,
        ),
      );
    assert.equal(server.connections(), 0);
    assert.deepEqual(await left(), []);
  });

  it("goes on where a connection was cut", async () => {
    let cuts = 3;
    server.behave = (...at) => cuts-- > 0 && cutAfter(1_000_000)(...at);
    await fetchIt();
    assert.equal(server.ranges.length, 4);
    assert.equal(server.ranges[0], undefined);
    assert.ok(server.ranges.slice(1).every((range) => /^bytes=[1-9]\d+-$/.test(range ?? "")));
    assert.ok((await readFile(path.join(to, "m.gguf"))).equals(bytes));
  });

  it("goes on in another process with what was kept, and not with what is of another file", async () => {
    server.behave = (...at) => cutAfter(700_000)(...at);
    const stop = new AbortController();
    const cancelled = fetchIt({
      signal: stop.signal,
      progress: (share) => share > 0.2 && stop.abort(),
    });
    await assert.rejects(cancelled, { name: "AbortError" });
    const kept = await written();
    assert.ok(kept > 500_000 && kept < bytes.length);
    assert.deepEqual(await left(), ["m.gguf.part", "m.gguf.part.json"]);
    assert.doesNotMatch(await readFile(path.join(to, "m.gguf.part.json"), "utf8"), /127\.0\.0\.1/);
    server.behave = () => false;
    server.ranges.length = 0;
    await fetchIt();
    assert.deepEqual(server.ranges, [`bytes=${kept}-`]);
    assert.deepEqual(await left(), ["m.gguf"]);
  });

  it("begins anew when the file has changed, or the server knows no ranges", async () => {
    const other = model({ "general.name": "n" });
    server.behave = (...at) => {
      server.files.set("m.gguf", { bytes: other, etag: '"two"' });
      server.behave = () => false;
      return cutAfter(1_500_000)(...at);
    };
    const result = await fetchIt({ expectedSha256: sha(other) });
    assert.equal(result.sha256, sha(other));
    const plain = { bytes, etag: '"one"' };
    server.files.set("p.gguf", plain);
    server.behave = (...at) => {
      server.behave = (_, response) => {
        headOf(response, plain, 0);
        response.end(bytes);
        return true;
      };
      return cutAfter(1_500_000)(...at);
    };
    assert.equal((await fetchIt({ name: "p.gguf" })).sha256, sha(bytes));
    assert.ok((await readFile(path.join(to, "p.gguf"))).equals(bytes));
  });

  it("begins anew where the rest cannot be had (416), and gives up on a file that keeps changing", async () => {
    let asked = 0;
    server.behave = (request, response, file) => {
      asked += 1;
      if (asked === 1) return cutAfter(1_500_000)(request, response, file);
      if (asked > 2) return false;
      response.writeHead(416).end();
      return true;
    };
    await fetchIt();
    assert.equal(asked, 3);
    server.files.set("c.gguf", { bytes, etag: '"0"' });
    let version = 0;
    server.behave = (request, response, file) => {
      file.etag = `"${++version}"`;
      return cutAfter(1_500_000)(request, response, file);
    };
    await assert.rejects(fetchIt({ name: "c.gguf" }), fails("download", /changes while it is fetched/));
  });

  it("gives up on a server that keeps breaking off, says what is kept, and waits longer each time", async () => {
    server.behave = cutAfter(200_000);
    await assert.rejects(
      fetchIt(),
      fails("download", /broke off again and again\. .* are kept: import the same/),
    );
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000]);
    assert.equal(server.requests.length, 6);
    assert.ok((await written()) > 200_000);
  });

  it("gives up on a server that stalls, and on one that has no room", async () => {
    server.behave = (request, response, file) => {
      const start = startOf(request, file);
      headOf(response, file, start);
      response.write(file.bytes.subarray(start, start + 1000));
      return true;
    };
    await assert.rejects(fetchIt(), fails("download", /has sent nothing for too long/));
    server.behave = (_, response) => {
      response.writeHead(503, { "retry-after": "9999" }).end();
      return true;
    };
    waits.length = 0;
    await assert.rejects(fetchIt(), fails("download", /has no room for the request now/));
    assert.ok(waits.every((wait) => wait === 30_000));
  });

  const lies: readonly (readonly [
    what: string,
    lie: FileServer["behave"],
    code: ModelErrorCode,
    message: RegExp,
  ])[] = [
    [
      "promises more than it has",
      (_, response, file) => {
        response.writeHead(200, { "content-length": file.bytes.length + 1000, etag: '"one"' });
        response.write(file.bytes, () => response.socket?.destroy());
        return true;
      },
      "download",
      /broke off|length/,
    ],
    [
      "promises less than it has",
      (_, response, file) => {
        response.writeHead(200, { "content-length": 100_000 });
        response.end(file.bytes.subarray(0, 100_000));
        return true;
      },
      "model-file",
      /is cut off/,
    ],
    [
      "does not say how much",
      (_, response, file) => {
        response.writeHead(200);
        response.end(file.bytes);
        return true;
      },
      "download",
      /file server does \(content-length\)/,
    ],
    [
      "sends a page in its place",
      (_, response) => {
        response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html>${" ".repeat(9000)}`);
        return true;
      },
      "download",
      /content-length|web page/,
    ],
    [
      "wants a sign-in",
      (_, response) => {
        response.writeHead(401).end();
        return true;
      },
      "download",
      /wants a sign-in \(HTTP 401\).*import it from the disk/,
    ],
    [
      "redirects in a circle",
      (_, response) => {
        response.writeHead(302, { location: "m.gguf" }).end();
        return true;
      },
      "download",
      /redirects in a circle/,
    ],
    [
      "redirects to a host that is not allowed",
      (_, response) => {
        response.writeHead(302, { location: "https://elsewhere.example.jp/m.gguf" }).end();
        return true;
      },
      "endpoint-not-allowed",
      /https:\/\/elsewhere\.example\.jp may not be connected to/,
    ],
  ];
  for (const [what, lie, code, message] of lies)
    it(`is refused from a server that ${what}`, async () => {
      server.behave = lie;
      await assert.rejects(fetchIt(), fails(code, message));
      assert.equal((await left()).includes("m.gguf"), false);
    });

  it("follows a redirect to an allowed host", async () => {
    const mirror = await fileServer();
    mirror.files.set("n.gguf", { bytes });
    server.behave = (_, response) => {
      response.writeHead(302, { location: `${mirror.url}/n.gguf` }).end();
      return true;
    };
    const allow = [`127.0.0.1:${server.port}`, `127.0.0.1:${mirror.port}`];
    const { path: file } = await fetchIt({ allow });
    assert.equal(path.basename(file), "m.gguf");
    await mirror.close();
  });

  it("judges the header before the rest is asked for", async () => {
    const huge = Buffer.concat([model({ "split.no": 9 }), Buffer.alloc(24 * 1024 * 1024)]);
    server.files.set("bad.gguf", { bytes: huge });
    // The rest never comes.
    server.behave = (_, response, file) => {
      headOf(response, file, 0);
      return response.write(file.bytes.subarray(0, 3_000_000)) || true;
    };
    await assert.rejects(
      fetchIt({ name: "bad.gguf", expectedSha256: sha(huge) }),
      fails("model-file", /bad\.gguf is damaged/),
    );
    await server.abandoned;
    assert.deepEqual(await left(), []);
    assert.equal(server.requests.length, 1);
  });

  it("deletes what has another hash or is not on the list", async () => {
    await assert.rejects(
      fetchIt({ expectedSha256: "e".repeat(64) }),
      fails("model-hash", /not the expected file/),
    );
    assert.deepEqual(await left(), []);
    const list: AllowList = { models: [{ name: "Other", sha256: "e".repeat(64) }], contact: "情シス" };
    const to2 = path.join(folder.path, "listed");
    const listed = (allowList: AllowList) => {
      const { port, url } = server;
      const gate = createGate("allowlist");
      gate.apply({ mode: "allowlist", allow: [`127.0.0.1:${port}`], endpoints: [] });
      const ports = {
        disk,
        progress: () => undefined,
        exchange: createExchange(gate),
        delay: () => pause(1),
      };
      return download(`${url}/m.gguf`, { to: to2, allowList }, ports, never);
    };
    await assert.rejects(listed(list), fails("model-not-allowed", /Ask 情シス/));
    assert.deepEqual(await readdir(to2), []);
    assert.equal((await listed({ models: [{ name: "M", sha256: sha(bytes) }] })).copied, true);
  });

  it("takes all files of a model in several, and refuses one that is of another", async () => {
    const parts = [0, 1, 2].map((no) => model({ "split.no": no, "split.count": 3 }, 1024));
    const name = (no: number) => `s-0000${no}-of-00003.gguf`;
    for (const [no, part] of parts.entries()) server.files.set(name(no + 1), { bytes: part });
    const whole = { name: name(2), expectedSha256: sha(...parts) };
    const result = await fetchIt(whole);
    assert.deepEqual([result.path, result.sha256], [path.join(to, name(1)), sha(...parts)]);
    assert.deepEqual(await left(), [1, 2, 3].map(name));
    to = path.join(folder.path, "again");
    server.files.set(name(3), { bytes: parts[1] ?? bytes });
    await assert.rejects(fetchIt(whole), fails("model-file", /s-00003-of-00003\.gguf is not part 3/));
    assert.deepEqual(await left(), []);
  });

  it("says before it fetches that there is not enough room, and keeps what there is", async () => {
    const small = { ...disk, free: () => Promise.resolve(1_000_000), create: disk.create };
    await assert.rejects(
      fetchIt({ using: small }),
      fails("download", /needs 71 MB, but only 1\.0 MB is free/),
    );
    assert.equal(await written(), 0);
  });

  it("leaves alone what another window fetches, and goes on with what one that died has left", async () => {
    await mkdir(to);
    const part = path.join(to, "m.gguf.part");
    await writeFile(part, bytes.subarray(0, 1_000_000));
    const address = createHash("sha256").update(`${server.url}/m.gguf`).digest("hex");
    await writeFile(
      `${part}.json`,
      JSON.stringify({ address, size: bytes.length, mark: '"one"', open: true }),
    );
    await assert.rejects(fetchIt(), fails("model-exists", /another window/));
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(part, hourAgo, hourAgo);
    await fetchIt();
    assert.deepEqual(server.ranges, ["bytes=1000000-"]);
  });
});
