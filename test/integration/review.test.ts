import assert from "node:assert/strict";
import { type CodeAction } from "vscode-languageserver-protocol";
import { type ReviewRequest } from "../../server/src/protocol";
import { startServer, type ServerOptions, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const tls = "const agent = new Agent({ rejectUnauthorized: false });";
const tlsRange = (line: number) => ({ start: { line, character: 26 }, end: { line, character: 51 } });
const manual = "# 夜間バッチ運用手順\n\n## 改訂履歴\n\n初版\n\n承認者 佐藤\n\n## 1. 起動\n\n起動する。\n";

describe("server: review", () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  const start = async (options: ServerOptions = {}) => {
    server = await startServer({ folders: [folder.uri], ...options });
  };
  const review = (uris: readonly string[]) =>
    server.connection.sendRequest<ReviewRequest.Result>("hanare/review", { uris, workDoneToken: "r1" });
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await server.stop();
    await folder.remove();
  });

  for (const [name, text, line] of [
    ["LF", `// start\n${tls}\n`, 1],
    ["CRLF", `// 開始\r\n\r\n${tls}\r\n`, 2],
  ] as const)
    it(`publishes exact ranges on opening, with code and link (${name})`, async () => {
      await start();
      const uri = folder.uriOf("a.ts");
      await server.open(uri, "typescript", text);
      const [diagnostic, ...others] = await server.diagnosticsOf(uri, 1);
      assert.deepEqual(others, []);
      assert.deepEqual(diagnostic?.range, tlsRange(line));
      assert.equal(diagnostic?.code, "SC-TLS-NODE");
      assert.equal(diagnostic?.severity, 1);
      assert.equal(diagnostic?.source, "Hanare");
      assert.match(diagnostic?.codeDescription?.href ?? "", /^https:/);
    });

  it("follows changes and clears on closing", async () => {
    await start();
    const uri = folder.uriOf("a.ts");
    await server.open(uri, "typescript", tls);
    assert.equal((await server.diagnosticsOf(uri, 1)).length, 1);
    await server.change(uri, 2, tls.replace("false", "true"));
    assert.deepEqual(await server.diagnosticsOf(uri, 2), []);
    await server.change(uri, 3, `\n${tls}`);
    assert.deepEqual((await server.diagnosticsOf(uri, 3))[0]?.range, tlsRange(1));
    const cleared = server.diagnostics.next((params) => params.uri === uri, true);
    await server.close(uri);
    assert.deepEqual((await cleared).diagnostics, []);
  });

  it("answers a Windows editor in its own spelling", async () => {
    await start({ folders: ["file:///c%3A/bank"] });
    for (const uri of ["file:///c%3A/bank/a.ts", "file:///C:/bank/b.ts"]) {
      await server.open(uri, "typescript", tls);
      assert.equal((await server.diagnosticsOf(uri, 1)).length, 1, uri);
    }
  });

  it("uses each folder's own settings, and new ones without a restart", async () => {
    const off = { review: { enabled: false } };
    const [strict, relaxed] = [folder.uriOf("strict"), folder.uriOf("relaxed")];
    await start({ folders: [strict, relaxed], settings: { [`${relaxed}/a.ts`]: off, [relaxed]: off } });
    await server.open(`${strict}/a.ts`, "typescript", tls);
    await server.open(`${relaxed}/a.ts`, "typescript", tls);
    assert.equal((await server.diagnosticsOf(`${strict}/a.ts`, 1)).length, 1);
    assert.equal((await server.diagnosticsOf(`${relaxed}/a.ts`, 1)).length, 0);
    const found = server.diagnostics.next(
      ({ uri, diagnostics }) => uri.includes("relaxed") && diagnostics.length > 0,
    );
    await server.configure({ "": {} });
    assert.equal((await found).diagnostics.length, 1);
  });

  it("reviews a folder with progress, shows what it found, and says what it could not read", async () => {
    await folder.write("src/a.ts", `${tls}\n`);
    await folder.write("src/b.ts", "const a = 1;\n");
    await folder.write("docs/手順.md", manual);
    await folder.write("docs/old.docx", "PK");
    await folder.write("node_modules/x/a.ts", tls);
    await start();
    const { findings, coverage, packProblems } = await review([folder.uri]);
    assert.deepEqual(
      findings.map(({ rule, anchor }) => [rule, anchor.start.line]),
      [
        ["MN-EMERGENCY-CONTACT", 0],
        ["SC-TLS-NODE", 0],
      ],
    );
    assert.deepEqual([coverage.files, coverage.reviewed, packProblems], [4, 3, []]);
    assert.match(coverage.skipped[0]?.where ?? "", /old\.docx/);
    assert.equal((await server.diagnosticsOf(folder.uriOf("docs/手順.md"))).length, 1);
    const kinds = server.progress.received.map(({ value }) => value.kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ["begin", "end"]);
    assert.ok(kinds.includes("report"));
  });

  it("stops when asked and counts the rest", async () => {
    for (let index = 0; index < 400; index += 1)
      await folder.write(`many/${index}.ts`, `${tls}\n`.repeat(50));
    await start();
    const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
    const source = new CancellationTokenSource();
    const answer = server.connection.sendRequest<ReviewRequest.Result>(
      "hanare/review",
      { uris: [folder.uri], workDoneToken: "r1" },
      source.token,
    );
    await server.progress.next(({ value }) => (value.percentage ?? 0) > 0);
    source.cancel();
    const { coverage } = await answer;
    assert.equal(coverage.files, 400);
    assert.ok(coverage.reviewed < 400);
    assert.equal(coverage.skipped.length, 400 - coverage.reviewed);
  });

  it("reports a broken pack with its line and runs the others", async () => {
    await folder.write(
      "rules/own.yaml",
      "hanare: 1\npack: { id: own, version: 1.0.0, title: Own }\nrules: 3\n",
    );
    await folder.write("a.ts", tls);
    const settings = { review: { packs: ["hanare.secure-coding", "rules/own.yaml", "rules/none.yaml"] } };
    await start({ settings: { "": settings } });
    const { findings, packProblems } = await review([folder.uriOf("a.ts")]);
    assert.equal(findings.length, 1);
    assert.equal(packProblems.length, 2, packProblems.join("\n"));
    assert.ok(
      packProblems.some((problem) => /own\.yaml.*3/.test(problem)),
      packProblems.join("\n"),
    );
    // What stands in a pack is told there; a pack that cannot be read, where it is named.
    const [told] = await server.problems.next((list) => list.length === 1);
    assert.equal(told?.key, "hanare.review.packs");
    assert.match(told?.message ?? "", /none\.yaml/);
    const [inPack] = await server.diagnosticsOf(folder.uriOf("rules/own.yaml"));
    assert.deepEqual([inPack?.range.start.line, inPack?.code], [2, "hanare.pack"]);
  });

  it("reads no pack of a workspace that is not trusted, until it is", async () => {
    const rule = "{ id: OWN-1, severity: low, message: No x, match: { any: [{ regex: xyzzy }] } }";
    await folder.write(
      "own.yaml",
      `hanare: 1\npack: { id: own, version: 1.0.0, title: Own }\nrules: [${rule}]\n`,
    );
    await folder.write("a.txt", "xyzzy\n");
    await start({ trusted: false, settings: { "": { review: { packs: ["own.yaml"] } } } });
    const before = await review([folder.uriOf("a.txt")]);
    assert.deepEqual([before.findings.length, before.packProblems.length], [0, 1]);
    await server.connection.sendNotification("hanare/trust", { trusted: true });
    const after = await review([folder.uriOf("a.txt")]);
    assert.deepEqual([after.findings.length, after.packProblems.length], [1, 0]);
  });

  it("offers the fix of the rule and an exception with a reason", async () => {
    await start();
    const uri = folder.uriOf("a.ts");
    await server.open(uri, "typescript", `{\n  ${tls}\n}\n`);
    const diagnostics = await server.diagnosticsOf(uri, 1);
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    const edits = actions.map(({ title, edit }) => [title, JSON.stringify(edit?.documentChanges)]);
    assert.equal(edits.length, 2);
    assert.match(edits[0]?.join() ?? "", /Check the certificate.*"newText":"rejectUnauthorized: true"/);
    assert.match(
      edits[1]?.join() ?? "",
      /Ignore SC-TLS-NODE.*"newText":" {2}\/\/ hanare-ignore SC-TLS-NODE -- </,
    );
  });

  it("reviews notebook cells as they are typed", async () => {
    await start();
    const notebook = folder.uriOf("a.ipynb");
    const cell = `${notebook.replace("file:", "vscode-notebook-cell:")}#W0`;
    await server.connection.sendNotification("notebookDocument/didOpen", {
      notebookDocument: {
        uri: notebook,
        notebookType: "jupyter-notebook",
        version: 1,
        cells: [{ kind: 2, document: cell }],
      },
      cellTextDocuments: [
        { uri: cell, languageId: "python", version: 1, text: "requests.get(url, verify=False)\n" },
      ],
    });
    assert.equal((await server.diagnosticsOf(cell))[0]?.code, "SC-TLS-PYTHON");
  });
});
