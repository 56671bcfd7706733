/** Questions through the real server and the built command line, without a model. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type AskingNotification, type AskRequest } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { root, startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const manual =
  "# 普通預金事務手順\n\n## 解約\n\n解約のときは、運転免許証により本人確認を行わなければならない。\n\n## 保存\n\n申込書は7年間保存する。\n";

describe("ask", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("w/docs/預金.md", manual);
    await folder.write("w/docs/相続.md", "社外秘\n\n# 相続\n\n相続人の本人確認は戸籍謄本で行う。\n");
    await folder.write("w/src/pump.ts", "/** 弁を閉じる。 */\nexport function closeValve() {}\n");
    const sample = path.join(root, "test/fixtures/documents/pptx/manual.pptx");
    await folder.write("slides/manual.pptx", await readFile(sample));
  });
  afterEach(() => folder.remove());

  describe("in the editor", () => {
    let server: TestServer;
    const told: AskingNotification.Params[] = [];
    beforeEach(async () => {
      told.length = 0;
      server = await startServer({ folders: [folder.uriOf("w")] });
      server.connection.onNotification(
        "hanare/asking",
        (params: AskingNotification.Params) => void told.push(params),
      );
    });
    afterEach(async () => void (await server.stop()));
    const ask = (question: string, more: Partial<AskRequest.Params> = {}) =>
      server.connection.sendRequest<AskRequest.Result>("hanare/ask", { question, ...more });

    it("answers with the best passages, their places, words and marks, and what was read", async () => {
      const answer = await ask("解約時の本人確認は何を見ればよいか", { id: "q1", workDoneToken: "p1" });
      assert.deepEqual([answer.outcome, answer.sentences, answer.stopped], ["passages", [], false]);
      const [first] = answer.passages;
      assert.ok(first?.uri.endsWith(encodeURIComponent("預金.md")), first?.uri);
      assert.deepEqual(first?.headings, ["普通預金事務手順", "解約"]);
      assert.match(first?.snippet ?? "", /運転免許証/u);
      assert.match(first?.text ?? "", /行わなければならない/u);
      assert.deepEqual([answer.mark, answer.missing], ["社外秘", []]);
      assert.deepEqual([answer.coverage.read, answer.coverage.files], [3, 3]);
      const kinds = server.progress.received
        .filter(({ token }) => token === "p1")
        .map(({ value }) => value.kind);
      assert.deepEqual([kinds[0], kinds.at(-1)], ["begin", "end"]);
    });

    it("says what is not there, and which words stand nowhere", async () => {
      const answer = await ask("外国為替の送金手数料");
      assert.deepEqual([answer.outcome, answer.missing.includes("外国為替")], ["not-found", true]);
    });

    it("keeps to its scope, takes a selection for the first passage, and follows an edit", async () => {
      const uri = folder.uriOf("w/docs/預金.md");
      const scoped = await ask("本人確認", { scope: [folder.uriOf("w/docs/相続.md")] });
      assert.deepEqual(
        scoped.passages.map((one) => one.headings),
        [["相続"]],
      );
      const range = { start: { line: 8, character: 0 }, end: { line: 8, character: 12 } };
      const about = await ask("何年間か", { about: { uri, range } });
      assert.deepEqual(
        [about.about, about.passages[0]?.text, about.passages[0]?.headings],
        [true, "申込書は7年間保存する。", ["普通預金事務手順", "保存"]],
      );
      await server.open(uri, "markdown", manual);
      await server.change(uri, 2, manual.replace("運転免許証", "在留カード"));
      const edited = await ask("解約の本人確認");
      assert.match(edited.passages[0]?.snippet ?? "", /在留カード/u);
    });

    it("needs words and a folder", async () => {
      await assert.rejects(ask(" ？"), /Write a question first/);
      await server.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
        event: { added: [], removed: [{ uri: folder.uriOf("w"), name: "w" }] },
      });
      await assert.rejects(ask("本人確認"), /Open a folder first/);
    });
  });

  describe("on the command line", () => {
    const run = (...args: readonly string[]) => hanare(["ask", ...args], { cwd: folder.path });
    const cases: readonly (readonly [string, readonly string[], number, RegExp, RegExp])[] = [
      [
        "passages",
        ["解約時の本人確認は？", "w"],
        0,
        /\[1\] w\/docs\/預金\.md:\d+: 普通預金事務手順 › 解約\n {4}> 解約のときは/u,
        /3 of 3 files/,
      ],
      ["the mark first", ["相続人の本人確認", "w/docs/相続.md"], 0, /^\[社外秘\]\n/u, /1 of 1 files/],
      ["several paths", ["電源を切る", "w/docs", "slides"], 4, /manual\.pptx \(Slide \d/u, /3 of|2 of/],
      [
        "what is not there",
        ["外国為替の送金手数料", "w"],
        1,
        /Not in these documents|Nothing was found/,
        /files were searched/,
      ],
      ["JSON", ["本人確認", "w", "--format", "json"], 0, /^\{[\s\S]*"outcome": "passages"/u, /files/],
      ["a path that is not there", ["本人確認", "nosuch"], 2, /^$/, /nosuch does not exist/],
      ["no path", ["本人確認"], 2, /^$/, /path is missing/],
      ["no words", ["？", "w"], 2, /^$/, /must hold the words/],
      ["a model that is none", ["本人確認", "w", "--model", "fake.gguf"], 3, /^$/, /fake\.gguf/],
    ];
    for (const [what, args, code, out, err] of cases)
      it(`answers ${what}`, async () => {
        const result = await run(...args);
        assert.equal(result.code, code, result.err);
        assert.match(result.out, out);
        assert.match(result.err, err);
      });
  });
});
