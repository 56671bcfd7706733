import assert from "node:assert/strict";
import { type InlineCompletionItem } from "vscode-languageserver-protocol";
import { defaultSettings, type Summary } from "../../server/src/protocol";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const method = "textDocument/inlineCompletion";

/** The whole way with a tiny model of random weights: what it writes has no sense, how it gets there has. */
describe("server: a model comes and goes", () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  let models: Readonly<Record<string, unknown>>;
  before(async () => {
    folder = await temporaryFolder();
    const path = await writeTinyModel(`${folder.path}/tiny.gguf`);
    models = {
      models: [{ name: "tiny", path }],
      model: { completion: "tiny", assistant: "tiny" },
      gpu: { backend: "off" },
    };
    server = await startServer({
      folders: [folder.uri],
      settings: { "": models },
      storagePath: `${folder.path}/s`,
    });
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  const completionIs = (state: string, fresh = false) =>
    server.statuses.next(({ roles }) => roles.completion.state === state, fresh);
  const ghostText = (uri: string) =>
    server.connection.sendRequest<InlineCompletionItem[]>(method, {
      textDocument: { uri },
      position: { line: 1, character: 4 },
      context: { triggerKind: 1 },
    });

  it("offers ghost text once the model is ready, for files, untitled documents and notebook cells", async () => {
    await completionIs("ready");
    // Its name says Coder, so it completes at once; what it writes has no sense, and the status says so.
    await server.statuses.next(
      ({ roles: { completion } }) =>
        completion.state === "ready" && /failed its completion test \(0 of 3\)/.test(completion.detail),
    );
    await server.untilRegistered(method);
    assert.deepEqual(server.registered.get(method)?.registerOptions, {
      documentSelector: [{ scheme: "file" }, { scheme: "untitled" }, { notebook: "*" }],
    });
  });

  it("answers a request by hand with suggestions at the cursor, as many as there are to choose from at most", async () => {
    const uri = folder.uriOf("a.py");
    await server.open(uri, "python", "def total(a, b):\n    \n\nprint(total(1, 2))\n");
    const items = await ghostText(uri);
    assert.ok(Array.isArray(items) && items.length <= defaultSettings.completion.candidates);
    for (const { range } of items) assert.deepEqual(range?.start, { line: 1, character: 4 });
  });

  it("does not let a model of no sense word a summary", async () => {
    const uri = folder.uriOf("a.md");
    await server.open(
      uri,
      "markdown",
      "# Keys\n\nThe keys of the safe are kept by the head of the branch.\n",
    );
    const summary = await server.connection.sendRequest<Summary>("hanare/summarize", { uri });
    assert.equal(summary.tier, "extractive");
    assert.match(summary.note ?? "", /did not pass its test/);
    await server.statuses.next(({ roles }) => roles.assistant.state === "refused");
  });

  it("survives the death of its engine: documents and diagnostics stay, the engine comes back", async () => {
    const { engine } = await completionIs("ready");
    assert.ok(engine.pid);
    const again = server.statuses.next(
      (status) => status.roles.completion.state === "ready" && status.engine.pid !== engine.pid,
      true,
    );
    process.kill(engine.pid, "SIGKILL");
    const uri = folder.uriOf("b.py");
    await server.open(uri, "python", "requests.get(url, verify=False)\n");
    assert.equal((await server.diagnosticsOf(uri, 1)).length, 1);
    await again;
    assert.ok(Array.isArray(await ghostText(folder.uriOf("a.py"))));
  });

  it("takes it back when completion is switched off, or the model goes, without a restart", async () => {
    await server.configure({ "": { ...models, completion: { enabled: false } } });
    await server.untilRegistered(method, false);
    await server.configure({ "": models });
    await server.untilRegistered(method);
    await server.configure({ "": {} });
    await server.untilRegistered(method, false);
    await completionIs("none");
  });
});
