/** The user's own rule packs in the editor: found in .hanare/rules, checked and completed while they are written. */
import assert from "node:assert/strict";
import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type Hover,
} from "vscode-languageserver-protocol";
import { type RulePageRequest } from "../../server/src/protocol";
import { startServer, type ServerOptions, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const pack = (rules: string) => `hanare: 1\npack: { id: own, version: 1.0.0, title: Own }\nrules:\n${rules}`;
const rule = (regex: string, tests = "") =>
  `  - id: OWN-1\n    severity: high\n    message: Found {match}.\n    help: Foo is bad.\n    match: { any: [{ regex: '${regex}' }] }\n${tests}`;

describe("server: rule packs of the workspace", () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  const packUri = () => folder.uriOf(".hanare/rules/own.yaml");
  const start = async (options: ServerOptions = {}) => {
    server = await startServer({ folders: [folder.uri], ...options });
  };
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await server.stop();
    await folder.remove();
  });

  it("hold for the files of the folder, and anew when they change", async () => {
    await folder.write(".hanare/rules/own.yaml", pack(rule("foo")));
    await start();
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", "foo bar\n");
    assert.equal((await server.diagnosticsOf(uri, 1))[0]?.message, "Found foo.");
    await folder.write(".hanare/rules/own.yaml", pack(rule("bar")));
    const again = server.diagnostics.next(
      ({ uri: of, diagnostics }) => of === uri && diagnostics[0]?.message === "Found bar.",
      true,
    );
    await server.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: packUri(), type: 2 }],
    });
    assert.equal((await again).diagnostics.length, 1);
  });

  it("are not loaded in a workspace that is not trusted, and that is said", async () => {
    await folder.write(".hanare/rules/own.yaml", pack(rule("foo")));
    await start({ trusted: false });
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", "foo\n");
    assert.deepEqual(await server.diagnosticsOf(uri, 1), []);
    const problems = await server.problems.next((all) =>
      all.some(({ message }) => message.includes("own.yaml")),
    );
    assert.match(problems.find(({ message }) => message.includes("own.yaml"))?.message ?? "", /not trusted/);
  });

  it("show their errors in their own file, open or not", async () => {
    await folder.write(".hanare/rules/own.yaml", pack(rule("(")));
    await start();
    await server.open(folder.uriOf("a.md"), "markdown", "foo\n");
    const told = await server.diagnostics.next(
      ({ uri, diagnostics }) => uri === packUri() && diagnostics.length > 0,
    );
    assert.equal(told.diagnostics[0]?.range.start.line, 7);
    assert.match(String(told.diagnostics[0]?.message), /invalid regular expression/);
    assert.deepEqual(
      (await server.problems.next()).filter(({ message }) => message.includes("own.yaml")),
      [],
    );
    await server.open(packUri(), "yaml", pack(rule("foo", "    tests:\n      violation: [bar]\n")));
    const failing = await server.diagnosticsOf(packUri(), 1);
    assert.deepEqual(
      failing.map(({ range, message }) => [range.start.line, message]),
      [[9, "The example does not hold: nothing is found."]],
    );
  });

  it("are completed, explained and tested while they are written", async () => {
    await start();
    const text = pack(rule("foo", "    tests:\n      violation: [a foo]\n      ok: [bar]\n    \n"));
    const uri = folder.uriOf("rules.yaml");
    await server.open(uri, "yaml", text);
    const textDocument = { uri };
    const ask = <R>(method: string, params: object) =>
      server.connection.sendRequest<R>(method, { textDocument, ...params });
    const items = await ask<CompletionItem[]>("textDocument/completion", {
      position: { line: 11, character: 4 },
    });
    assert.ok(items.some(({ label }) => label === "applies"));
    assert.ok(!items.some(({ label }) => label === "severity"));
    const hover = await ask<Hover | null>("textDocument/hover", { position: { line: 4, character: 6 } });
    assert.match(JSON.stringify(hover?.contents), /critical/);
    const [lens] = await ask<CodeLens[]>("textDocument/codeLens", {});
    assert.equal(lens?.command?.title, "Run tests: 2 of 2 examples hold");
    const shown = new Promise<{ message: string }>((resolve) =>
      server.connection.onNotification("window/showMessage", resolve),
    );
    await server.connection.sendRequest("workspace/executeCommand", {
      command: lens?.command?.command,
      arguments: lens?.command?.arguments,
    });
    assert.equal((await shown).message, "Rule OWN-1: all 2 examples hold.");
  });

  it("leave other YAML alone", async () => {
    await start();
    const uri = folder.uriOf("compose.yaml");
    await server.open(uri, "yaml", "services:\n  \n");
    const position = { line: 1, character: 2 };
    assert.deepEqual(
      await server.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position }),
      [],
    );
    assert.deepEqual(
      await server.connection.sendRequest("textDocument/codeLens", { textDocument: { uri } }),
      [],
    );
  });

  it("have a page for each rule, offered on its findings", async () => {
    await folder.write(".hanare/rules/own.yaml", pack(rule("foo")));
    await start({ documentViews: true });
    const uri = folder.uriOf("a.md");
    await server.open(uri, "markdown", "foo\n");
    const diagnostics = await server.diagnosticsOf(uri, 1);
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    assert.deepEqual(
      actions.find(({ command }) => command?.command === "hanare.showRule")?.command?.arguments,
      [uri, "OWN-1"],
    );
    const page = await server.connection.sendRequest<RulePageRequest.Result>("hanare/rulePage", {
      uri,
      rule: "OWN-1",
    });
    assert.match(page.text, /^# OWN-1[\s\S]*Foo is bad\./);
  });
});
