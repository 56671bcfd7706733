/** A model into the models folder, on this machine's real disk and on disks that fail. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { type AllowList } from "../../server/src/model/allowList";
import { bringIn, type BringInOptions } from "../../server/src/model/bringIn";
import { type Disk } from "../../server/src/model/copyFiles";
import { isModelError, type ModelErrorCode } from "../../server/src/model/runtime";
import { openHashCache, verifyModel } from "../../server/src/model/store";
import { defaultModelsFolder, disk } from "../../server/src/node/disk";
import { encodeGguf } from "../support/ggufEncode";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const model = (name: string, metadata = {}) =>
  encodeGguf({
    metadata: { "general.architecture": "llama", "general.name": name, ...metadata },
    tensors: [{ name: "token_embd.weight", type: "F32", shape: [64, 4096] }],
  });
const sha = (...bytes: readonly Uint8Array[]) =>
  createHash("sha256").update(Buffer.concat(bytes)).digest("hex");
const failure = (code: string) => Object.assign(new Error(code), { code });
const fails = (code: ModelErrorCode, message: RegExp) => (error: unknown) => {
  assert.ok(isModelError(error), String(error));
  assert.match(error.message, message);
  return error.code === code;
};

describe("bringing a model in", () => {
  let folder: TemporaryFolder;
  let usb: string;
  let to: string;
  const whole = model("whole");
  const parts = [0, 1, 2].map((no) => model("parts", { "split.no": no, "split.count": 3 }));
  const partName = (no: number) => `parts-0000${no}-of-00003.gguf`;
  const never = new AbortController().signal;

  beforeEach(async () => {
    folder = await temporaryFolder();
    usb = path.join(folder.path, "usb");
    to = path.join(folder.path, "models");
    await mkdir(usb);
    await writeFile(path.join(usb, "whole.gguf"), whole);
  });
  afterEach(() => folder.remove());

  const bring = (
    source: string,
    {
      using = disk,
      signal = never,
      ...options
    }: Partial<BringInOptions> & { using?: Disk; signal?: AbortSignal } = {},
    progress: (share: number) => void = () => undefined,
  ) => bringIn(path.join(usb, source), { to, ...options }, { disk: using, progress }, signal);
  const left = () => readdir(to).catch(() => []);
  const copyParts = async (count = 3) => {
    for (const [no, bytes] of parts.slice(0, count).entries())
      await writeFile(path.join(usb, partName(no + 1)), bytes);
  };

  it("copies a file under its name, hashed, with nothing beside it", async () => {
    const shares: number[] = [];
    const hashes = openHashCache(folder.path);
    const result = await bring("whole.gguf", { hashes }, (share) => shares.push(share));
    const file = path.join(to, "whole.gguf");
    assert.deepEqual(result, {
      name: "whole",
      path: file,
      sha256: sha(whole),
      size: whole.length,
      copied: true,
    });
    assert.deepEqual(await left(), ["whole.gguf"]);
    assert.ok((await readFile(file)).equals(whole));
    assert.equal(shares.at(-1), 1);
    // Its hash is known: loading it does not read it again.
    assert.equal(await verifyModel({ path: file }, hashes, () => assert.fail("read again")), sha(whole));
  });

  it("copies all parts of a model, whichever was named, and from a folder", async () => {
    await copyParts();
    const result = await bring(partName(2));
    assert.equal(result.path, path.join(to, partName(1)));
    assert.equal(result.sha256, sha(...parts));
    assert.deepEqual(await left(), [1, 2, 3].map(partName));
    const alone = path.join(usb, "one");
    await mkdir(alone);
    await writeFile(path.join(alone, "one.gguf"), whole);
    assert.equal((await bring("one")).path, path.join(to, "one.gguf"));
  });

  it("copies nothing when a part is missing or belongs elsewhere", async () => {
    await copyParts(2);
    await assert.rejects(
      bring(partName(1)),
      fails("model-file", /missing beside it: parts-00003-of-00003\.gguf/),
    );
    await writeFile(path.join(usb, partName(3)), parts[1] ?? "");
    await assert.rejects(bring(partName(1)), fails("model-file", /parts-00003-of-00003\.gguf is not part 3/));
    assert.deepEqual(await left(), []);
  });

  it("asks for one of several models in a folder, and for a model in an empty one", async () => {
    await copyParts();
    await assert.rejects(
      bring("."),
      fails("model-file", /2 models.*parts-00001-of-00003\.gguf, whole\.gguf/),
    );
    await mkdir(path.join(usb, "empty"));
    await assert.rejects(bring("empty"), fails("model-file", /no GGUF file/));
    await assert.rejects(bring("absent.gguf"), fails("model-file", /does not exist/));
  });

  it("takes what is there already, if it is the same", async () => {
    await bring("whole.gguf");
    const again = await bring("whole.gguf");
    assert.equal(again.copied, false);
    assert.equal(again.sha256, sha(whole));
    const inside = await bringIn(
      path.join(to, "whole.gguf"),
      { to },
      { disk, progress: () => undefined },
      never,
    );
    assert.equal(inside.copied, false);
    const other = Buffer.from(whole);
    other[other.length - 1] = 1;
    await writeFile(path.join(to, "whole.gguf"), other);
    await assert.rejects(bring("whole.gguf"), fails("model-exists", /is another file/));
    assert.ok((await readFile(path.join(to, "whole.gguf"))).equals(other));
  });

  it("compares with the hash and with the list before the file has its name", async () => {
    const allowList: AllowList = { models: [{ name: "Other", sha256: "e".repeat(64) }], contact: "情シス" };
    await assert.rejects(
      bring("whole.gguf", { allowList }),
      fails("model-not-allowed", new RegExp(`${sha(whole)}.*Ask 情シス`)),
    );
    await assert.rejects(
      bring("whole.gguf", { expectedSha256: "e".repeat(64) }),
      fails("model-hash", /expected/),
    );
    assert.deepEqual(await left(), []);
    const mine: AllowList = { models: [{ name: "Mine", sha256: sha(whole) }] };
    assert.equal((await bring("whole.gguf", { allowList: mine })).copied, true);
    // What is there already is not used either when the list does not have it.
    await assert.rejects(bring("whole.gguf", { allowList }), fails("model-not-allowed", /not on/));
  });

  it("removes what it wrote when it is cancelled", async () => {
    const controller = new AbortController();
    await copyParts();
    const copying = bring(partName(1), { signal: controller.signal }, (share) => {
      if (share > 0.5) controller.abort();
    });
    await assert.rejects(copying, { name: "AbortError" });
    assert.deepEqual(await left(), []);
  });

  it("writes over what a copy that broke off left, but not what another one writes", async () => {
    await mkdir(to);
    const part = path.join(to, "whole.gguf.part");
    await writeFile(part, "half");
    await assert.rejects(bring("whole.gguf"), fails("model-exists", /another window/));
    assert.equal(await readFile(part, "utf8"), "half");
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(part, hourAgo, hourAgo);
    await bring("whole.gguf");
    assert.deepEqual(await left(), ["whole.gguf"]);
  });

  /** A disk that fails at the second piece it is given or asked for. */
  const failing = (code: string, at: "write" | "sync" | "rename" | "read"): Disk => ({
    ...disk,
    async create(file) {
      const sink = await disk.create(file);
      let pieces = 0;
      return {
        ...sink,
        write: (bytes) =>
          at === "write" && ++pieces === 2 ? Promise.reject(failure(code)) : sink.write(bytes),
        sync: () => (at === "sync" ? Promise.reject(failure(code)) : sink.sync()),
      };
    },
    rename: (from, name) => (at === "rename" ? Promise.reject(failure(code)) : disk.rename(from, name)),
    async *read(file) {
      const bytes = await readFile(file);
      const half = bytes.length >> 1;
      yield bytes.subarray(0, half);
      if (at === "read") throw failure(code);
      yield bytes.subarray(half);
    },
  });
  const faults: readonly (readonly [string, Parameters<typeof failing>, ModelErrorCode, RegExp])[] = [
    ["the disk becomes full", ["ENOSPC", "write"], "disk-full", /no more space.*nothing was left behind/],
    ["the quota is used up", ["EDQUOT", "sync"], "disk-full", /no more space/],
    ["the disk is FAT32", ["EFBIG", "write"], "disk-full", /FAT32 ends at 4 GB/],
    ["the disk turns read-only", ["EROFS", "write"], "disk-read-only", /may not be written \(EROFS\)/],
    ["the name may not be given", ["EPERM", "rename"], "disk-read-only", /whole\.gguf may not be written/],
    ["the disk goes away", ["EIO", "write"], "disk-gone", /could not be written \(EIO\)/],
    [
      "the USB drive goes away",
      ["EIO", "read"],
      "disk-gone",
      /whole\.gguf could not be read to its end \(EIO\): the USB/,
    ],
    ["the share goes away", ["ESTALE", "read"], "disk-gone", /network share went away/],
  ];
  for (const [what, kind, code, message] of faults)
    it(`leaves nothing behind when ${what}`, async () => {
      await assert.rejects(bring("whole.gguf", { using: failing(...kind) }), fails(code, message));
      assert.deepEqual(await left(), []);
    });

  it("notices a source that ends early", async () => {
    const short: Disk = {
      ...disk,
      async *read(file) {
        yield (await readFile(file)).subarray(0, 1000);
      },
    };
    await assert.rejects(bring("whole.gguf", { using: short }), fails("disk-gone", /1000 of \d+ bytes/));
    assert.deepEqual(await left(), []);
  });

  it("says before it copies that there is not enough room", async () => {
    const small: Disk = {
      ...disk,
      free: () => Promise.resolve(1_000_000),
      create: () => assert.fail("copied"),
    };
    await assert.rejects(
      bring("whole.gguf", { using: small }),
      fails("disk-full", /needs 68 MB, but only 1\.0 MB is free/),
    );
  });

  it("keeps models with the user's data where no folder is named", () => {
    const folders: Partial<Record<NodeJS.Platform, readonly [Record<string, string>, RegExp]>> = {
      linux: [{ XDG_DATA_HOME: "/data" }, /^\/data\/hanare\/models$/],
      darwin: [{}, /Library\/Application Support\/hanare\/models$/],
      win32: [{ LOCALAPPDATA: "C:\\local" }, /^C:\\local\\hanare\\models$/],
    };
    const [env, expected] = folders[process.platform] ?? [{}, /hanare.models$/];
    assert.match(defaultModelsFolder(env), expected);
    assert.match(defaultModelsFolder({}), /hanare.models$/);
  });

  it("says that a folder may not be written, or is a file", async function () {
    await writeFile(to, "a file");
    await assert.rejects(bring("whole.gguf"), fails("disk-read-only", /a file of this name is there/));
    // Root may write everywhere.
    if (process.getuid?.() === 0 || process.platform === "win32") return;
    const locked = path.join(folder.path, "locked");
    await mkdir(locked);
    await chmod(locked, 0o500);
    await assert.rejects(bring("whole.gguf", { to: locked }), fails("disk-read-only", /may not be written/));
  });
});
