/** Formats that are not read: every file is counted and says what to do, so that a folder of them is never clean. */
import assert from "node:assert/strict";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { type CommandResult, hanare } from "../support/commandLine";
import { compoundFile } from "../support/compound";
import { root } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const samples = path.join(root, "test/fixtures/documents/unread");
const noise = Uint8Array.of(0x60, 0x0e, 0x82, 0x60, 0, 0, 1, 0xff);

/** Files that no free program writes, by what makes them what they are. */
const made: Readonly<Record<string, Uint8Array>> = {
  "規程.jtd": compoundFile(["DocumentText"]),
  "scan.xdw": noise,
  "mail.msg": compoundFile(["__nameid_version1.0", "__properties_version1.0"]),
  "notes.one": noise,
  "plan.vsd": compoundFile(["VisioDocument"]),
  "managed.docx": compoundFile(["\u0006DataSpaces", "\tDRMContent"]),
  "labelled.pdf": new TextEncoder().encode(".pfile\u0000\u0001"),
};

/** What the user reads about each. */
const reasons: readonly (readonly [file: string, why: RegExp])[] = [
  ["report.doc", /\.doc are not read.*\.docx/],
  ["report.rtf", /\.rtf are not read.*\.docx/],
  ["ledger.xls", /\.xls are not read.*\.xlsx/],
  ["ledger.ods", /\.ods are not read.*\.xlsx/],
  ["manual.ppt", /\.ppt are not read.*\.pptx/],
  ["manual.odp", /\.odp are not read.*\.pptx/],
  ["locked.docx", /password.*without the password/],
  ["locked.xlsx", /password.*without the password/],
  ["locked.pptx", /password.*without the password/],
  ["locked.odt", /password.*without the password/],
  ["規程.jtd", /\.jtd are not read.*\.docx/],
  ["scan.xdw", /\.xdw are not read.*PDF/],
  ["mail.msg", /\.msg are not read.*\.txt/],
  ["notes.one", /\.one are not read.*\.docx/],
  ["plan.vsd", /\.vsd are not read.*PDF/],
  ["managed.docx", /rights management.*Ask its owner/],
  ["labelled.pdf", /rights management.*Ask its owner/],
];

describe("formats that are not read", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let result: CommandResult;
  before(async () => {
    folder = await temporaryFolder();
    await mkdir(path.join(folder.path, "old"));
    for (const name of await readdir(samples))
      if (name !== "README.md") await copyFile(path.join(samples, name), path.join(folder.path, "old", name));
    for (const [name, bytes] of Object.entries(made)) await folder.write(`old/${name}`, bytes);
    result = await hanare(["review", "old"], { cwd: folder.path });
  });
  after(() => folder.remove());

  it("are all counted, and a folder of them is not clean", () => {
    assert.equal(result.code, 4, result.err);
    assert.match(result.out, new RegExp(`Files reviewed: 0 of ${reasons.length}`));
  });

  for (const [name, why] of reasons)
    it(`${name} says why and what to do`, () => {
      const lines = result.out.split("\n");
      const at = lines.findIndex((line) => line.trim() === `- ${name}` || line.trim() === `- old/${name}`);
      assert.ok(at >= 0, `${name} is not listed:\n${result.out}`);
      assert.match(lines.slice(0, at).findLast((line) => !/^\s+-/.test(line)) ?? "", why);
    });

  for (const name of ["report.doc", "locked.odt", "規程.jtd"])
    it(`${name} by itself ends with 4, reviewed or summarised`, async () => {
      for (const command of ["review", "summarize"]) {
        const { code, out, err } = await hanare([command, `old/${name}`], { cwd: folder.path });
        assert.equal(code, 4, `${command}: ${out}${err}`);
      }
    });

  it("are told by their content where the name says something else", async () => {
    await copyFile(path.join(samples, "report.doc"), path.join(folder.path, "report.docx"));
    await copyFile(path.join(samples, "ledger.xls"), path.join(folder.path, "ledger.csv"));
    await copyFile(path.join(samples, "report.rtf"), path.join(folder.path, "report.txt"));
    const { code, out } = await hanare(["review", "report.docx", "ledger.csv", "report.txt"], {
      cwd: folder.path,
    });
    assert.equal(code, 4);
    for (const extension of ["doc", "xls", "rtf"]) assert.ok(out.includes(`.${extension} are not read`), out);
  });
});
