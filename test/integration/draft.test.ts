/** Drafts through the real server and the built command line, without a model. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type DraftRequest } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { root, startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";
import { code, memo, pump } from "../unit/draft/samples";

describe("draft", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("w/pump.md", pump);
    await folder.write("w/memo.txt", memo);
    await folder.write("w/valve.ts", code);
    await folder.write("w/様式.md", "# 点検要領\n\n## 手順\n\n## 承認印\n");
    await folder.write("w/broken.docx", "not a Word file at all \u0000\u0001");
    const sample = path.join(root, "test/fixtures/documents/docx/procedure.docx");
    await folder.write("w/procedure.docx", await readFile(sample));
  });
  afterEach(() => folder.remove());

  describe("in the editor", () => {
    let server: TestServer;
    beforeEach(async () => {
      server = await startServer({ folders: [folder.uriOf("w")] });
    });
    afterEach(async () => void (await server.stop()));
    const draft = (files: readonly string[], template = "manual", token?: string) =>
      server.connection.sendRequest<DraftRequest.Result>("hanare/draft", {
        uris: files.map((file) => folder.uriOf(`w/${file}`)),
        template,
        ...(token === undefined ? {} : { workDoneToken: token }),
      });

    it("is a document with links, marks and the strictest confidentiality mark, also of unsaved text", async () => {
      const uri = folder.uriOf("w/pump.md");
      await server.open(uri, "markdown", pump.replace("操作盤の電源", "制御盤の電源"));
      const { markdown, confirmations, mark, tier } = await draft(
        ["pump.md", "memo.txt", "valve.ts"],
        "manual",
        "p1",
      );
      assert.deepEqual([mark, tier], ["社外秘", "extractive"]);
      assert.ok(markdown.includes(`1. 制御盤の電源を切る。 [\\[1\\] L19](<${uri}#L19>)`), markdown);
      assert.match(markdown, /## 概要\n\n### export function openValve/u);
      assert.equal(markdown.match(/\*\*【要確認】\*\*/gu)?.length, confirmations);
      const kinds = server.progress.received
        .filter(({ token }) => token === "p1")
        .map(({ value }) => value.kind);
      assert.deepEqual([kinds[0], kinds.at(-1)], ["begin", "end"]);
    });

    it("takes the headings of the user's own template", async () => {
      const { parts, title } = await draft(["pump.md"], folder.uriOf("w/様式.md"));
      assert.deepEqual([title, parts.map((part) => part.title)], ["点検要領", ["手順", "承認印"]]);
      assert.deepEqual(parts[1]?.confirm, ["承認印"]);
    });

    it("names the place in a Word file, and links to the file", async () => {
      const { parts, markdown } = await draft(["procedure.docx"], "procedure");
      const citations = parts.flatMap(({ groups }) =>
        groups.flatMap(({ statements }) => statements.flatMap((one) => one.citations)),
      );
      assert.ok(citations.length > 3);
      assert.ok(citations.every(({ place }) => place !== undefined && place !== ""));
      assert.ok(markdown.includes(`](<${folder.uriOf("w/procedure.docx")}>)`));
    });

    it("says which file could not be read, and what to do when none can be", async () => {
      const { unread } = await draft(["pump.md", "broken.docx"]);
      assert.deepEqual(
        unread.map(({ where }) => where),
        [folder.uriOf("w/broken.docx")],
      );
      await assert.rejects(draft(["nowhere.md"]), /does not exist\. Check the name\./);
      await assert.rejects(draft(["pump.md"], folder.uriOf("w/memo.txt")), /has no headings/);
    });
  });

  describe("in a shell", () => {
    const cwd = () => path.join(folder.path, "w");

    it("prints the draft, or writes it with links that work from there", async () => {
      const printed = await hanare(["draft", "pump.md", "memo.txt", "--template", "procedure"], {
        cwd: cwd(),
      });
      assert.equal(printed.code, 0, printed.err);
      assert.match(printed.out, /^\*\*社外秘\*\*\n\n# 給水ポンプ点検手順（案）\n/u);
      assert.match(printed.out, /1\. 操作盤の電源を切る。 \[\\\[1\\\] L19\]\(<pump\.md#L19>\)/u);
      assert.match(printed.err, /Places to confirm: \d+/);
      const written = await hanare(["draft", "pump.md", "--output", "../案.md"], { cwd: cwd() });
      assert.deepEqual([written.code, written.out], [0, ""]);
      const text = await readFile(path.join(folder.path, "案.md"), "utf8");
      assert.match(text, /\(<w\/pump\.md#L19>\)/);
    });

    it("has exit code 4 when a file was not read, 2 for a template that is not there", async () => {
      const partly = await hanare(["draft", "pump.md", "broken.docx", "--format", "json"], { cwd: cwd() });
      assert.equal(partly.code, 4, partly.err);
      const { unread } = JSON.parse(partly.out) as DraftRequest.Result;
      assert.equal(unread.length, 1);
      const mistyped = await hanare(["draft", "pump.md", "--template", "manuel"], { cwd: cwd() });
      assert.deepEqual([mistyped.code, /manual, procedure/.test(mistyped.err)], [2, true]);
    });
  });
});
