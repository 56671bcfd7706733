import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readModelHeader } from "../../server/src/model/ggufFile";
import { inspectModel } from "../../server/src/model/report";
import { isModelError, type ModelErrorCode } from "../../server/src/model/runtime";
import { importModel, openHashCache, verifyModel } from "../../server/src/model/store";
import { encodeGguf } from "../support/ggufEncode";
import { writeNotGguf, writeTinyModel, writeTruncated } from "../support/ggufWriter";

/** Files on a disk; no engine. */
describe("model store", () => {
  let folder: string;
  let model: string;
  let sha256: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "hanare-store-"));
    model = await writeTinyModel(join(folder, "日本語 tiny.gguf"));
    sha256 = createHash("sha256")
      .update(await readFile(model))
      .digest("hex");
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const nothing = () => undefined;
  const fails = (code: ModelErrorCode, message: RegExp) => (error: unknown) => {
    assert.ok(isModelError(error), String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };

  it("imports: name, hash, size, rising progress; the folder stays as it was", async () => {
    const before = await readdir(folder);
    const shares: number[] = [];
    const upper = `SHA256:${sha256.toUpperCase()}`;
    const imported = await importModel(model, { expectedSha256: upper }, (share) => shares.push(share));
    assert.deepEqual(imported, { name: "日本語 tiny", path: model, sha256, size: (await stat(model)).size });
    assert.deepEqual(
      shares,
      [...shares].sort((a, b) => a - b),
    );
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(await readdir(folder), before);
  });

  it("rejects another hash and names both", async () => {
    const other = "0".repeat(64);
    await assert.rejects(
      importModel(model, { expectedSha256: other }, nothing),
      fails("model-hash", new RegExp(`${sha256}.*${other}.*hanare\\.models`)),
    );
    await assert.rejects(
      importModel(model, { expectedSha256: "abc" }, nothing),
      fails("model-hash", /64 hex/),
    );
  });

  it("stops hashing when it is cancelled", async () => {
    const controller = new AbortController();
    const importing = importModel(model, {}, () => controller.abort(), controller.signal);
    await assert.rejects(importing, { name: "AbortError" });
  });

  it("rejects what is no model before it hashes", async () => {
    const cases = [
      [join(folder, "absent.gguf"), /does not exist/],
      [folder, /is a folder/],
      [await writeNotGguf(join(folder, "page.gguf")), /web page/],
      [await writeTruncated(model, join(folder, "half.gguf")), /cut off/],
    ] as const;
    for (const [path, message] of cases)
      await assert.rejects(
        importModel(path, {}, () => assert.fail("hashed")),
        fails("model-file", message),
      );
  });

  it("remembers hashes for the owner only, and forgets them when the file changes", async () => {
    const storage = join(folder, "storage");
    const copy = join(folder, "copy.gguf");
    await copyFile(model, copy);
    let read = 0;
    const verify = (expected?: string) =>
      verifyModel(
        { path: copy, ...(expected !== undefined && { sha256: expected }) },
        openHashCache(storage),
        () => read++,
      );

    assert.equal(await verify(), undefined);
    assert.equal(read, 0);
    assert.equal(await verify(sha256), sha256);
    assert.ok(read > 0);
    read = 0;
    assert.equal(await verify(sha256), sha256);
    assert.equal(await verify(), sha256);
    await assert.rejects(verify("1".repeat(64)), fails("model-hash", /copy\.gguf/));
    assert.equal(read, 0);

    const file = join(storage, "model-hashes.json");
    if (process.platform !== "win32") assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.doesNotMatch(await readFile(file, "utf8"), /copy\.gguf/);
    assert.deepEqual(await readdir(storage), ["model-hashes.json"]);

    const { mtime } = await stat(copy);
    const bytes = await readFile(copy);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(copy, bytes);
    await utimes(copy, mtime, mtime);
    await assert.rejects(verify(sha256), fails("model-hash", /copy\.gguf/));
    assert.ok(read > 0);

    await writeFile(file, "not JSON");
    await assert.rejects(verify(sha256), fails("model-hash", /copy\.gguf/));
  });

  it("joins a model in several files, and names the parts that are missing", async () => {
    const part = (no: number) => join(folder, `big-0000${no + 1}-of-00002.gguf`);
    const parts = [0, 1].map((no) =>
      encodeGguf({
        metadata: {
          "general.architecture": "llama",
          "general.name": "big",
          "tokenizer.ggml.tokens": { strings: ["a"] },
          "split.no": no,
          "split.count": 2,
        },
        tensors: [{ name: `w${no}`, type: "F32", shape: [64] }],
      }),
    );
    await writeFile(part(0), parts[0] ?? "");
    await assert.rejects(
      readModelHeader(part(0)),
      fails("model-file", /missing beside it: big-00002-of-00002\.gguf/),
    );
    await writeFile(part(1), parts[1] ?? "");
    assert.deepEqual(
      (await readModelHeader(part(0))).tensors.map((tensor) => tensor.name),
      ["w0", "w1"],
    );
    await assert.rejects(
      readModelHeader(part(1)),
      fails("model-file", /part 2 of .*big-00001-of-00002\.gguf/),
    );
    const imported = await importModel(part(0), {}, nothing);
    assert.equal(imported.name, "big");
    assert.equal(imported.sha256, createHash("sha256").update(Buffer.concat(parts)).digest("hex"));
    assert.equal((await inspectModel(part(0))).size, Buffer.concat(parts).length);
    await rename(part(0), join(folder, "renamed.gguf"));
    await assert.rejects(
      readModelHeader(join(folder, "renamed.gguf")),
      fails("model-file", /names unchanged/),
    );
  });
});
