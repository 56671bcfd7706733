/** Files that are made to harm: each costs itself and nothing else, on the command line and in the reader's thread. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmod, open, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { unzipSync } from "fflate";
import { type FileResult, readFile } from "../../server/src/documents/readFile";
import { createReaderWorker, type ReaderWorker } from "../../server/src/node/readerWorker";
import { commandLine, type CommandResult, hanare } from "../support/commandLine";
import { attacked, attacks, sound } from "../support/documents/hostileFiles";
import { writeZip } from "../support/documents/hostileZip";
import { officeFile } from "../support/documents/officeFiles";
import { root } from "../support/harness";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const never = new AbortController().signal;
const text = (value: string) => new TextEncoder().encode(value);

describe("hostile office files", function () {
  this.timeout(60_000);
  let reader: ReaderWorker;
  const log: string[] = [];
  before(() => {
    reader = createReaderWorker({ script: path.join(root, "dist/reader.js"), log: (line) => log.push(line) });
  });
  after(() => reader.dispose());
  const read = (name: string, bytes: Uint8Array): Promise<FileResult> =>
    readFile(`file:///w/${name}`, bytes, never, reader);

  for (const [format, file] of Object.entries(sound))
    for (const [attack, change] of Object.entries(attacks))
      it(`${format} with ${attack}`, async () => {
        const result = await read(`a.${format}`, attacked(file, change));
        if ("unread" in result) assert.match(result.unread, /\p{L}\. \p{L}.*\.$/u);
        else assert.doesNotMatch(result.document.text, /haha|root:/);
        assert.deepEqual(log.splice(0), [], "the reader ended it by itself");
        const next = await read(`b.${format}`, new Uint8Array([...officeFile(file.file)]));
        assert.ok("document" in next && next.document.blocks.length > 0, "the next file is read");
      });
});

describe("a folder with hostile files, on the command line", function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let result: CommandResult;

  before(async () => {
    folder = await temporaryFolder();
    const { docx } = sound;
    assert.ok(docx);
    const bomb = attacks["more than may be unpacked"];
    const nested = attacks["a hundred thousand open elements"];
    assert.ok(bomb && nested);
    await folder.write("in/bomb.docx", attacked(docx, bomb));
    await folder.write("in/deep.docx", attacked(docx, nested));
    await folder.write("in/cut.docx", officeFile("docx/regulation.docx").slice(0, 6000));
    await folder.write("in/picture.docx", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0));
    await folder.write("in/broken.pdf", text("%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 9 0 R >> endobj\n"));
    await folder.write("in/many.xlsx", manyEntries());
    await folder.write("in/names.docx", namesInShiftJis());
    await folder.write("in/good.md", "# 手順\n\n保管庫の鍵は課長が管理する。\n");
    await folder.write("beside/secret.md", "# 隣の文書\n");
    await sparse(folder, "in/log.txt", 1024 ** 3);
    await sparse(folder, "in/zeros.txt", 200 * 1024 ** 2);
    result = await hanare(["review", "in"], { cwd: folder.path, heap: 512 });
  });
  after(() => folder.remove());

  const reasons: readonly (readonly [file: string, why: RegExp])[] = [
    ["bomb.docx", /unpacks to more than can be read/],
    ["many.xlsx", /unpacks to more than can be read/],
    ["deep.docx", /is damaged/],
    ["cut.docx", /is damaged/],
    ["picture.docx", /is a picture/],
    ["broken.pdf", /\. \p{L}.*\.$/u],
    ["log.txt", /1024 MB; files over \d+ MB are not read/],
    ["zeros.txt", /binary|not read/],
  ];
  for (const [file, why] of reasons)
    it(`says why ${file} was not read`, () => assert.match(reasonOf(result.out, file), why));

  it("reads the others, and fails the pipeline", () => {
    assert.equal(result.code, 4, result.err);
    // Of the one with names in Shift_JIS a deleted passage is not read, as it should be.
    assert.match(result.out, /Files reviewed: 1 of 10/);
    assert.match(result.out, /names\.docx: The whole document/);
  });

  it("does not summarise a gigabyte", async () => {
    const { code, err } = await hanare(["summarize", "in/log.txt"], { cwd: folder.path, heap: 128 });
    assert.equal(code, 4);
    assert.match(err, /log\.txt has 1024 MB; files over \d+ MB are not read/);
  });
});

/** The heading of the group in which a report lists a file. */
function reasonOf(report: string, file: string): string {
  const lines = report.split("\n");
  const at = lines.findIndex((line) => line.trim() === `- in/${file}` || line.trim() === `- ${file}`);
  return lines.slice(0, Math.max(0, at)).findLast((line) => !/^\s+-/.test(line)) ?? "";
}

function manyEntries(): Uint8Array {
  const names = [
    "[Content_Types].xml",
    "xl/workbook.xml",
    ...Array.from({ length: 30_000 }, (_, at) => `xl/${at}`),
  ];
  return writeZip(names.map((name) => ({ name, content: new Uint8Array(), stored: true })));
}

/** A sound file with one more part, named as old Japanese programs name parts. */
function namesInShiftJis(): Uint8Array {
  const name = Uint8Array.of(...text("word/"), 0x8e, 0xe8, 0x8f, 0x87, ...text(".bin"));
  const entries = Object.entries(unzipSync(officeFile("docx/regulation.docx")));
  return writeZip([
    ...entries.map(([of, content]) => ({ name: of, content })),
    { name, content: text("x"), central: { flags: 0 } },
  ]);
}

async function sparse(folder: TemporaryFolder, name: string, size: number): Promise<void> {
  const file = await open(await folder.write(name, ""), "w");
  await file.truncate(size);
  await file.close();
}

describe("a folder with links, pipes and sockets, on the command line", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  before(async function () {
    if (process.platform === "win32") skip(this, "Windows has no pipes in folders");
    folder = await temporaryFolder();
    await folder.write("in/a/good.md", "# 手順\n");
    await folder.write("beside/other.md", "# 隣\n");
    const at = (name: string) => path.join(folder.path, name);
    await symlink(at("in"), at("in/a/loop"));
    await symlink("..", at("in/up"));
    await symlink("/", at("in/root"));
    await symlink(at("in/self"), at("in/self"));
    await symlink(at("nowhere"), at("in/nowhere"));
    await symlink(at("beside"), at("in/linked"));
    await symlink("/dev/zero", at("in/zero.txt"));
    assert.equal(spawnSync("mkfifo", [at("in/pipe.txt")]).status, 0);
  });
  after(() => folder.remove());

  it("ends, and reads every file once", async () => {
    const socket = createServer().listen(path.join(folder.path, "in/socket.txt"));
    await new Promise((done) => socket.once("listening", done));
    const { code, out, err } = await hanare(["review", "in"], { cwd: folder.path, heap: 128 });
    socket.close();
    assert.match(out, /Files reviewed: 2 of 2/, err);
    assert.equal(code, 0);
  });

  for (const name of ["in/pipe.txt", "in/zero.txt"])
    for (const [command, exit] of [
      ["review", 4],
      // As for a folder: no file was named.
      ["summarize", 2],
    ] as const)
      it(`${command} of ${name} says what it is instead of waiting for its end`, async () => {
        const { code, out, err } = await hanare([command, name], { cwd: folder.path, heap: 128 });
        assert.equal(code, exit, err);
        assert.match(out + err, /is a pipe, a socket or a device\. Save what comes from it/);
      });
});

describe("a folder with a file that may not be read, on the command line", function () {
  this.timeout(60_000);

  it("names it, reads the others, and fails the pipeline", async function () {
    if (process.platform === "win32") skip(this, "Windows has other rights");
    // Root may read everything, so it becomes somebody else.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    const others = uid === undefined ? {} : { uid };
    if (spawnSync(process.execPath, [commandLine, "--version"], others).status !== 0)
      skip(this, "only root may open the folder of this repository");
    const folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    await folder.write("in/good.md", "# 手順\n");
    await chmod(await folder.write("in/locked.md", "# 秘\n"), 0o000);
    const { code, out } = await hanare(["review", "in"], { cwd: folder.path, ...others });
    assert.equal(code, 4);
    assert.match(out, /locked\.md cannot be read: another program holds it, or you lack the right/);
    assert.match(out, /Files reviewed: 1 of 2/);
    await folder.remove();
  });
});
