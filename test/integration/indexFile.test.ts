/** The saved index as the disk has it: rights, replacement, removal. Needs no server, but a disk. */
import assert from "node:assert/strict";
import { chmod, mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { documentFiles, passageSettings } from "../../server/src/node/documentFiles";
import { indexFile } from "../../server/src/node/indexFile";
import { createDocumentIndex } from "../../server/src/retrieval/documentIndex";
import { openStored, saveStored } from "../../server/src/retrieval/stored";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const never = new AbortController().signal;

describe("index on disk", () => {
  let folder: TemporaryFolder;
  before(async () => (folder = await temporaryFolder()));
  after(() => folder.remove());

  const rights = async (name: string) => ((await stat(name)).mode & 0o777).toString(8);

  it("is for its owner only, whole, and goes when it is not wanted", async function () {
    if (process.platform === "win32") skip(this, "Windows has no such rights");
    const storage = path.join(folder.path, "storage");
    const inside = path.join(storage, "index");
    await mkdir(inside, { recursive: true });
    await chmod(inside, 0o755);
    const file = indexFile(storage, ["file:///a"], "documents");
    assert.equal(await file.read(never), undefined);
    await file.write(Buffer.from("one"), never);
    await file.write(Buffer.from("two"), never);
    const [name = "", ...others] = await readdir(inside);
    assert.deepEqual(others, []);
    assert.deepEqual([await rights(inside), await rights(path.join(inside, name))], ["700", "600"]);
    assert.equal(Buffer.from((await file.read(never)) ?? []).toString(), "two");
    assert.equal(await indexFile(storage, ["file:///b"], "documents").read(never), undefined);
    await assert.rejects(file.write(Buffer.from("three"), AbortSignal.abort()));
    assert.deepEqual(await readdir(inside), [name]);
    await file.remove();
    await file.remove();
    assert.deepEqual(await readdir(inside), []);
  });

  it("saves what it read of real files, and reads none of them again", async () => {
    await folder.write("w/手順.md", "# 緊急連絡先\n\n停止したときは保全課に連絡する。\n");
    await folder.write("w/src/pump.ts", "/** 弁を閉じる。 */\nexport function closeValve() {}\n");
    await folder.write("w/.gitignore", "out\n");
    await folder.write("w/out/x.md", "保全課\n");
    let loads = 0;
    const files = documentFiles({
      open: () => undefined,
      readers: { readFormat: () => Promise.reject(new Error("no such files here")) },
    });
    const counted = {
      ...files,
      load: (...of: Parameters<typeof files.load>) => (loads++, files.load(...of)),
    };
    const make = () => createDocumentIndex({ ...counted, excluded: () => false });
    const log: string[] = [];
    const persistence = {
      store: indexFile(path.join(folder.path, "storage2"), [folder.uriOf("w")], "documents"),
      allowed: true,
      settings: passageSettings,
      log: (message: string) => log.push(message),
    };
    const first = make();
    await first.build([folder.uriOf("w")], {}, never);
    await saveStored(first, persistence, never);
    const [found] = await first.query("保全課はどこか", { limit: 5 }, never);
    assert.deepEqual([found?.uri, found?.headings], [folder.uriOf("w/手順.md"), ["緊急連絡先"]]);
    const [code] = await first.query("close valve", { limit: 5 }, never);
    assert.equal(code?.uri, folder.uriOf("w/src/pump.ts"));
    assert.ok(loads >= 2);
    loads = 0;
    const second = make();
    const stored = await openStored(persistence, never);
    await second.build([folder.uriOf("w")], stored === undefined ? {} : { stored }, never);
    assert.equal(loads, 0);
    assert.deepEqual(
      await second.query("保全課", { limit: 5 }, never),
      await first.query("保全課", { limit: 5 }, never),
    );
    assert.deepEqual(log, []);
    assert.deepEqual(await folder.holding("保全課に連絡", "storage2"), []);
  });
});
