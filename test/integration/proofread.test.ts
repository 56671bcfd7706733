import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { type CodeAction, type Diagnostic } from "vscode-languageserver-protocol/node";
import { createTokenizerWorker } from "../../server/src/node/tokenizerWorker";
import { TokenizerError } from "../../server/src/proofread/tokens";
import {
  type IgnoreWordRequest,
  type ProofreadCopyRequest,
  type ProofreadReport,
  type RewriteRequest,
  viewUriOf,
} from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { root, startServer, type TestServer } from "../support/harness";
import { p, r, wordFile } from "../support/officeSamples/wordFile";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";
import { never } from "../support/proofSample";

const text = "# 手順\n\nサーバーを止める。サーバーを見る。サーバを動かす。\n\n弁をを閉める。\n";
const word = wordFile(
  p("サーバーを止める。サーバーを見る。") + p(r("サー") + r("バを動かす。", "<w:b/>")) + p("弁をを閉める。"),
);

describe("proofreading in the editor", function () {
  this.timeout(120_000);
  let server: TestServer;
  let folder: TemporaryFolder;
  beforeEach(async () => (folder = await temporaryFolder()));
  afterEach(async () => {
    await server.stop();
    await folder.remove();
  });
  const start = async (options: Parameters<typeof startServer>[0] = {}) => {
    server = await startServer({ folders: [folder.uri], ...options });
  };
  const proofread = (uri: string) =>
    server.connection.sendRequest<ProofreadReport>("hanare/proofread", { uri });
  const own = (all: readonly Diagnostic[]) => all.filter(({ source }) => source === "Hanare proofread");
  const shown = async (uri: string, count: number) => {
    const found = await server.diagnostics.next(
      (params) => params.uri === uri && own(params.diagnostics).length === count,
    );
    return own(found.diagnostics);
  };
  const actions = (uri: string, diagnostics: readonly Diagnostic[]) =>
    server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });

  it("shows nothing until it is asked, then findings with corrections, and follows the text", async () => {
    await start();
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", text);
    assert.deepEqual(own(await server.diagnosticsOf(uri)), []);
    const { findings, skipped, problems } = await proofread(uri);
    assert.deepEqual(
      findings.map(({ kind, quote, suggestion }) => [kind, quote, suggestion]),
      [
        ["spelling", "サーバ", "サーバー"],
        ["repetition", "をを", "を"],
      ],
    );
    assert.deepEqual([skipped, problems], [[], []]);
    const diagnostics = await shown(uri, 2);
    const titles = (await actions(uri, diagnostics.slice(0, 1))).map(({ title }) => title);
    assert.deepEqual(titles, ["Change to “サーバー”"]);
    await server.change(uri, 2, text.replace("をを", "を"));
    await shown(uri, 1);
    await server.close(uri);
    await shown(uri, 0);
  });

  it("offers to correct all of a kind, to reword and to ignore, where the editor has the commands", async () => {
    await start();
    await server.stop();
    server = await startServer({ folders: [folder.uri], proofreading: true });
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", text.replace("サーバを動かす", "サーバとサーバを動かす"));
    await proofread(uri);
    const diagnostics = await shown(uri, 3);
    const offered = await actions(uri, diagnostics.slice(0, 1));
    assert.deepEqual(
      offered.map(({ title }) => title),
      [
        "Change to “サーバー”",
        "Correct all 2 in the document: spellings that vary",
        "Reword this sentence with the model…",
        "Always leave “サーバ” alone",
      ],
    );
    const change = offered[1]?.edit?.documentChanges?.[0];
    assert.ok(change && "edits" in change && change.edits.length === 2);
    assert.deepEqual(offered[3]?.command?.arguments, [uri, "サーバ"]);
  });

  it("leaves a word alone that the user wants ignored, and keeps it in the folder's list", async () => {
    await start();
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", text);
    await proofread(uri);
    await shown(uri, 2);
    const { list } = await server.connection.sendRequest<IgnoreWordRequest.Result>("hanare/ignoreWord", {
      uri,
      word: "サーバ",
    });
    assert.equal(list, folder.uriOf(".hanare/terms.yaml"));
    assert.match(
      await readFile(path.join(folder.path, ".hanare/terms.yaml"), "utf8"),
      /ignore:\n {2}- "サーバ"/,
    );
    await shown(uri, 1);
  });

  it("says which line of the list of terms is wrong, and does not read it in a strange workspace", async () => {
    await folder.write(".hanare/terms.yaml", "terms:\n  - { prefer: 弁 }\n");
    await start();
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", text);
    assert.match((await proofread(uri)).problems[0] ?? "", /terms\.yaml, line 2: a term needs/);
    await server.stop();
    server = await startServer({ folders: [folder.uri], trusted: false });
    await server.open(uri, "markdown", text);
    assert.deepEqual((await proofread(uri)).problems, []);
  });

  it("shows the findings of a Word file in its view, and gives a copy with tracked changes", async () => {
    const file = await folder.write("規程.docx", word);
    await start({ documentViews: true });
    const uri = folder.uriOf("規程.docx");
    const { findings } = await proofread(uri);
    assert.equal(findings.length, 2);
    assert.ok(findings.every(({ place }) => place !== undefined));
    await shown(viewUriOf(uri), 2);
    const copy = await server.connection.sendRequest<ProofreadCopyRequest.Result>("hanare/proofreadCopy", {
      uri,
      when: "2026-04-01T09:00:00Z",
    });
    assert.deepEqual([copy.name, copy.applied, copy.left, copy.open], ["規程.proofread.docx", 2, 0, 0]);
    const xml = strFromU8(
      unzipSync(Buffer.from(copy.content, "base64"))["word/document.xml"] ?? new Uint8Array(),
    );
    assert.match(xml, /<w:ins [^>]*w:author="Hanare" w:date="2026-04-01T09:00:00Z">/);
    assert.deepEqual(new Uint8Array(await readFile(file)), word);
  });

  it("refuses a copy of what is no Word file", async () => {
    await start();
    await folder.write("a.md", text);
    await assert.rejects(
      server.connection.sendRequest("hanare/proofreadCopy", {
        uri: folder.uriOf("a.md"),
        when: "2026-04-01",
      }),
      /no Word file/,
    );
  });

  it("rewords nothing without a model, and says what to do", async () => {
    await start();
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", text);
    const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 7 } };
    const result = await server.connection.sendRequest<RewriteRequest.Result>("hanare/rewriteSentence", {
      uri,
      range,
    });
    assert.ok("refused" in result && /Choose a Model File/.test(result.refused));
    assert.equal(result.before, "弁をを閉める。");
  });
});

describe("proofreading on the command line", function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  beforeEach(async () => (folder = await temporaryFolder()));
  afterEach(() => folder.remove());
  const run = (...args: readonly string[]) => hanare(["proofread", ...args], { cwd: folder.path });

  it("lists findings with their places, 1 when there are some and 0 when there are none", async () => {
    await folder.write("a.md", text);
    await folder.write("b.md", "# 手順\n\n弁を閉める。\n");
    await folder.write("code.ts", "// recieve\n");
    const { code, out } = await run("a.md");
    assert.equal(code, 1, out);
    assert.match(out, /^a\.md:3:18 spellings that vary: .* \[サーバ → サーバー\]$/m);
    assert.match(out, /^a\.md: 2 findings in 5 sentences$/m);
    assert.equal((await run("b.md")).code, 0);
    const json = JSON.parse((await run("--format", "json", ".")).out) as { files: { file: string }[] };
    assert.deepEqual(
      json.files.map(({ file }) => file),
      ["a.md", "b.md"],
    );
  });

  it("follows a house style and a list of terms", async () => {
    await folder.write("a.md", "プリンタを使う。弁を閉める。\n");
    await folder.write("terms.yaml", "terms: [{ prefer: バルブ, variants: [弁] }]\n");
    assert.equal((await run("a.md")).code, 0);
    assert.match((await run("--style", "technical", "a.md")).out, /プリンタ → プリンター/);
    assert.match((await run("--terms", "terms.yaml", "a.md")).out, /弁 → バルブ/);
    const lost = await run("--terms", "gone.yaml", "a.md");
    assert.equal(lost.code, 4);
    assert.match(lost.err, /gone\.yaml: the file does not exist/);
    assert.equal((await run("--style", "none", "a.md")).code, 2);
  });

  it("writes a corrected copy of a Word file beside it, once, and leaves the original as it is", async () => {
    const file = await folder.write("規程.docx", word);
    const { code, err } = await run("--write-copy", "規程.docx");
    assert.equal(code, 1, err);
    const copy = path.join(folder.path, "規程.proofread.docx");
    assert.ok(existsSync(copy));
    const xml = strFromU8(unzipSync(await readFile(copy))["word/document.xml"] ?? new Uint8Array());
    assert.match(xml, /<w:delText xml:space="preserve">サー<\/w:delText>/);
    assert.match(xml, /<w:t xml:space="preserve">サーバー<\/w:t>/);
    assert.deepEqual(new Uint8Array(await readFile(file)), word);
    assert.equal((await run("--write-copy", "規程.docx")).code, 2);
  });

  it("says what it could not read: 4, and 2 for a name that is wrong", async () => {
    await folder.write("broken.docx", "PK");
    assert.equal((await run("broken.docx")).code, 4);
    assert.equal((await run("gone.md")).code, 2);
  });
});

describe("tokenizer thread", function () {
  this.timeout(120_000);
  const script = path.join(root, "dist/tokenizer.js");

  it("starts with the first sentence, ends when none comes, and starts again", async () => {
    const worker = createTokenizerWorker({ script, log: () => undefined, idle: 1 });
    assert.equal(worker.running(), false);
    const [tokens = []] = await worker.tokenize(["弁を閉める。"], never);
    assert.deepEqual(
      tokens.map(({ surface, at, pos }) => [surface, at, pos]),
      [
        ["弁", 0, "名詞"],
        ["を", 1, "助詞"],
        ["閉める", 2, "動詞"],
        ["。", 5, "記号"],
      ],
    );
    while (worker.running()) await new Promise((resolve) => setTimeout(resolve, 5));
    // Known sentences need no thread.
    assert.equal((await worker.tokenize(["弁を閉める。"], never))[0]?.length, 4);
    assert.equal(worker.running(), false);
    assert.equal((await worker.tokenize(["別の文。"], never))[0]?.[0]?.surface, "別");
    await worker.dispose();
  });

  it("divides for many at once without a warning of too many listeners", async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error) => void warnings.push(message);
    process.on("warning", note);
    const worker = createTokenizerWorker({ script, log: () => undefined });
    const texts = Array.from({ length: 12 }, (_, index) => `弁${index}を閉める。`);
    // Each has a signal of its own, as requests of an editor have.
    const all = await Promise.all(texts.map((text) => worker.tokenize([text], new AbortController().signal)));
    assert.deepEqual(
      all.map(([tokens = []]) => tokens.map(({ surface }) => surface).join("")),
      texts,
    );
    await worker.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", note);
    assert.deepEqual(warnings, []);
  });

  it("fails by name where the dictionary cannot be read, and stops when nobody waits", async () => {
    const lost = createTokenizerWorker({ script: path.join(root, "dist/none.js"), log: () => undefined });
    await assert.rejects(lost.tokenize(["文。"], never), TokenizerError);
    const controller = new AbortController();
    const worker = createTokenizerWorker({ script, log: () => undefined });
    const asked = worker.tokenize(["文。"], controller.signal);
    controller.abort(new Error("stopped"));
    await assert.rejects(asked, /stopped/);
    await worker.dispose();
  });
});
