/** Search through the real server: what is read when, what is answered, what stays on the disk. */
import assert from "node:assert/strict";
import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  type IndexNotification,
  type SearchCoverageRequest,
  type SearchRequest,
  type DocumentViewRequest,
} from "../../server/src/protocol";
import { compoundFile } from "../support/compound";
import { root, startServer, type ServerOptions, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const samples = path.join(root, "test/fixtures/documents");
const canary = "ZX81-canary-4f1c-no-copy";

describe("server: search", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let server: TestServer;
  const told: IndexNotification.Params[] = [];
  beforeEach(async () => {
    folder = await temporaryFolder();
    told.length = 0;
    await folder.write(
      "w/docs/手順.md",
      `# 緊急連絡先\n\n停止したときは保全課に連絡する。\n\n# 鍵\n\n${canary} の保管庫。\n`,
    );
    await folder.write("w/docs/点検.md", "# 点検\n\n毎月、吐出弁を点検する。\n");
    await folder.write("w/src/pump.ts", "/** 弁を閉じる。 */\nexport function closeValve() {}\n");
    await folder.write("w/.gitignore", "out\n");
    await folder.write("w/out/x.md", "保全課\n");
    await folder.write("w/.env", "保全課=1\n");
    await folder.write("w/old.doc", compoundFile(["WordDocument"]));
    await folder.write("w/manual.pptx", await readFile(path.join(samples, "pptx/manual.pptx")));
  });
  afterEach(async () => {
    await server.stop();
    await folder.remove();
  });

  async function start(options: ServerOptions = {}): Promise<void> {
    server = await startServer({ folders: [folder.uriOf("w")], ...options });
    server.connection.onNotification(
      "hanare/index",
      (params: IndexNotification.Params) => void told.push(params),
    );
  }
  const search = (query: string, more: Partial<SearchRequest.Params> = {}) =>
    server.connection.sendRequest<SearchRequest.Result>("hanare/search", { query, limit: 10, ...more });
  const namesOf = ({ passages }: SearchRequest.Result) =>
    passages.map(({ uri }) => decodeURIComponent(uri.slice(folder.uriOf("w").length + 1)));

  it("reads the folder at the first search, says how far it is, and answers place, headings and words", async () => {
    await start();
    const result = await search("保全課はどこか");
    assert.deepEqual(namesOf(result), ["docs/手順.md"]);
    const [passage] = result.passages;
    assert.deepEqual(passage?.headings, ["緊急連絡先"]);
    assert.deepEqual(passage?.range, {
      start: { line: 2, character: 0 },
      end: { line: 2, character: 16 },
    });
    assert.equal(passage?.snippet, "停止したときは保全課に連絡する。");
    assert.equal(result.tier, "words");
    const { files, read, unread, complete, embedded } = result.coverage;
    assert.deepEqual([files, read, unread, complete, embedded], [6, 4, 2, true, 0]);
    assert.equal(told.at(-1)?.reading, undefined);
    assert.ok(told.length >= 2 && told[0]?.reading !== undefined);
    const { value } = await server.progress.next(({ value: { kind } }) => kind === "end");
    assert.equal(value.kind, "end");
  });

  it("names every file it could not read, with the reason", async () => {
    await start();
    await search("");
    const { unread } = await server.connection.sendRequest<SearchCoverageRequest.Result>(
      "hanare/searchCoverage",
      {},
    );
    assert.deepEqual(
      unread.map(({ uri }) => path.basename(uri)),
      ["manual.pptx", "old.doc"],
    );
    assert.match(unread[0]?.why ?? "", /^Slide \d/, "a part of a file, with its place");
    assert.match(unread[1]?.why ?? "", /\.docx/);
  });

  it("finds the place in an Office file, in the lines of its view", async () => {
    await start();
    const [passage] = (await search("電源を切る", { limit: 1 })).passages;
    assert.match(passage?.place ?? "", /^Slide \d/);
    const { text } = await server.connection.sendRequest<DocumentViewRequest.Result>("hanare/documentView", {
      uri: passage?.uri,
    });
    const { start: from, end } = passage?.range ?? assert.fail();
    const lines = text.split("\n").slice(from.line, end.line + 1);
    assert.ok(lines.join("\n").includes("電源を切る"), lines.join("\n"));
  });

  it("reads one file again when it is edited, saved by another program, or deleted", async () => {
    await start();
    await search("保全課");
    const uri = folder.uriOf("w/docs/点検.md");
    await server.open(uri, "markdown", "# 点検\n\n毎月、吐出弁を点検する。\n");
    await server.change(uri, 2, "# 点検\n\n毎週、安全弁を点検する。\n");
    const found = () => search("安全弁").then(namesOf);
    assert.deepEqual(await until(found, (names) => names.length > 0), ["docs/点検.md"]);
    assert.deepEqual(namesOf(await search("吐出弁")), []);
    const changed = (name: string, type: number) =>
      server.connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: [{ uri: folder.uriOf(name), type }],
      });
    await folder.write("w/docs/新規.md", "安全弁の図面番号\n");
    await changed("w/docs/新規.md", 1);
    assert.deepEqual(
      await until(
        () => search("図面番号").then(namesOf),
        (names) => names.length > 0,
      ),
      ["docs/新規.md"],
    );
    await rm(path.join(folder.path, "w/docs/新規.md"));
    await changed("w/docs/新規.md", 3);
    await until(
      () => search("図面番号").then(namesOf),
      (names) => names.length === 0,
    );
    assert.equal(told.filter(({ reading }) => reading === undefined).length, 1, "everything was read once");
  });

  it("keeps to a scope, leaves out what the settings exclude, and takes new ones without a restart", async () => {
    await start();
    assert.deepEqual(namesOf(await search("弁", { scope: [folder.uriOf("w/src")] })), ["src/pump.ts"]);
    await server.configure({ "": { index: { exclude: ["**/docs/**"] } } });
    assert.deepEqual(
      await until(
        () => search("点検").then(namesOf),
        (names) => !names.includes("docs/点検.md"),
      ),
      ["manual.pptx"],
    );
  });

  it("answers from what is there when it need not wait, stops when cancelled and goes on", async () => {
    for (let at = 0; at < 400; at++) await folder.write(`w/many/${at}.md`, `# 第${at}章\n\n弁の話 ${at}\n`);
    await start();
    const created = new Promise<string | number>((done) => {
      server.connection.onRequest(
        "window/workDoneProgress/create",
        ({ token }: { token: string | number }) => {
          done(token);
          return null;
        },
      );
    });
    const early = await search("弁", { read: "no" });
    assert.deepEqual([early.passages.length, early.coverage.complete, told.length], [0, false, 0]);
    await search("", { read: "start" });
    await until(
      () => Promise.resolve(told.at(-1)),
      (last) => last?.reading !== undefined,
    );
    await server.connection.sendNotification("window/workDoneProgress/cancel", { token: await created });
    await until(
      () => Promise.resolve(told.at(-1)),
      (last) => last !== undefined && last.reading === undefined,
    );
    const stopped = await search("弁", { read: "no" });
    assert.equal(stopped.coverage.complete, false);
    assert.ok(stopped.coverage.read < 404, `${stopped.coverage.read} were read`);
    const whole = await search("弁の話");
    assert.deepEqual([whole.coverage.complete, whole.coverage.read], [true, 404]);
  });

  it("needs no trust, and says what is missing without a folder", async () => {
    await start({ trusted: false });
    assert.deepEqual(namesOf(await search("保全課")), ["docs/手順.md"]);
    await server.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: folder.uriOf("w"), name: "w" }] },
    });
    await assert.rejects(search("保全課"), /Open a folder first/);
  });

  describe("on disk", () => {
    const stored = () => path.join(folder.path, "storage", "index");
    const storage = () => ({ storagePath: path.join(folder.path, "storage") });

    it("writes nothing at all unless the user allows it", async () => {
      await folder.write("storage/.keep", "");
      await start(storage());
      await search(canary);
      assert.equal(await server.stop(), 0);
      await start(storage());
      assert.deepEqual(await readdir(path.join(folder.path, "storage")), [".keep"]);
    });

    it("writes words and hashes for its owner only, no text and no names, where the user allows it", async () => {
      await start({ ...storage(), settings: { "": { index: { saveOnDisk: true } } } });
      await search(canary);
      const files = await until(
        () => readdir(stored()).catch(() => []),
        (names) => names.some((name) => name.endsWith(".bin")),
      );
      const file = path.join(stored(), files[0] ?? "");
      if (process.platform !== "win32") {
        assert.equal((await stat(file)).mode & 0o777, 0o600);
        assert.equal((await stat(stored())).mode & 0o777, 0o700);
      }
      const bytes = await readFile(file);
      for (const text of [canary, "保全課に連絡", "緊急連絡先", "手順.md", folder.path])
        assert.equal(bytes.includes(text), false, text);
      for (const word of ["canary", "連絡", "保全"]) assert.ok(bytes.includes(word), word);
      // The setting says that words are kept: `.env` and what is ignored must not be among them.
      await writeFile(path.join(folder.path, "w/later.md"), "x\n");
      await server.stop();
      await start({ ...storage(), settings: { "": { index: { saveOnDisk: false } } } });
      await until(
        () => readdir(stored()).catch(() => []),
        (names) => names.length === 0,
      );
    });
  });
});

/** Asks until the answer is right; the suite's time limit ends what never is. */
async function until<T>(ask: () => Promise<T>, right: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (right(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
