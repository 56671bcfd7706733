import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { root, startServer, type TestServer } from "../support/harness";

describe("server: life", () => {
  let server: TestServer;
  afterEach(() => server.process.kill());

  it("starts, says what it can do, and ends cleanly", async () => {
    server = await startServer();
    const { capabilities, serverInfo } = server.initialized;
    assert.equal(serverInfo?.name, "Hanare");
    assert.equal(capabilities.inlineCompletionProvider, undefined);
    assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ["quickfix"] });
    assert.equal(await server.stop(), 0);
  });

  it("tells its state without a model, and offers no ghost text", async () => {
    server = await startServer();
    const folder = await server.problems.next();
    assert.deepEqual(folder, []);
    await server.open("untitled:Untitled-1", "python", "def f():\n");
    const { items } = await server.connection
      .sendRequest<{ items: unknown[] }>("textDocument/inlineCompletion", {
        textDocument: { uri: "untitled:Untitled-1" },
        position: { line: 0, character: 8 },
        context: { triggerKind: 0 },
      })
      .then((answer) => ({ items: Array.isArray(answer) ? answer : [] }));
    assert.deepEqual(items, []);
    assert.equal(server.registered.has("textDocument/inlineCompletion"), false);
    assert.equal(server.registered.has("workspace/didChangeConfiguration"), true);
    assert.equal(await server.stop(), 0);
  });

  it("survives what an editor should not send", async () => {
    server = await startServer();
    await assert.rejects(server.connection.sendRequest("hanare/review", { uris: "no list" }), /Hanare/);
    await assert.rejects(server.connection.sendRequest("hanare/unknown", {}), /hanare\/unknown/);
    await assert.rejects(
      server.connection.sendRequest("hanare/inspectModel", { path: "/no/such.gguf" }),
      /such\.gguf/,
    );
    assert.equal(await server.stop(), 0);
  });

  it("says how it is started when a person starts it", async () => {
    server = await startServer();
    const child = spawn(process.execPath, [path.join(root, "dist/server.js")]);
    let text = "";
    child.stderr.on("data", (data) => (text += String(data)));
    assert.equal(await new Promise((done) => child.once("exit", done)), 2);
    assert.match(text, /--stdio/);
  });
});
