import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type InlineCompletionItem, InlineCompletionTriggerKind } from "vscode-languageserver-protocol";
import {
  acceptedCommand,
  type TraceRequest,
  type TracesRequest,
  type TrainingRequest,
} from "../../server/src/protocol";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer, type TestServer } from "../support/harness";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const canary = "HANARE_CANARY_5190";
const secret = "Gx7wQp2mZz";
const source = `// ${canary}\nconst password = "${secret}";\n\n`;
const key = randomBytes(32).toString("base64");

describe("server: prompts and answers that are kept", () => {
  let folder: TemporaryFolder;
  let model: string;
  before(async () => {
    folder = await temporaryFolder();
    model = await writeTinyModel(`${folder.path}/tiny.gguf`);
    for (const name of ["named/a.ts", "other/b.ts"]) await folder.write(name, source);
  });
  after(() => folder.remove());

  async function start(traceKey: string | undefined, traces: readonly string[]): Promise<TestServer> {
    const server = await startServer({
      folders: [folder.uriOf("named"), folder.uriOf("other")],
      settings: {
        "": {
          models: [{ name: "tiny", path: model }],
          ...{ model: { completion: "tiny" }, gpu: { backend: "off" }, completion: { debounce: 0 } },
          journal: { traces },
        },
      },
      storagePath: `${folder.path}/s`,
    });
    if (traceKey !== undefined) server.connection.onRequest("hanare/traceKey", () => ({ key: traceKey }));
    await server.untilRegistered("textDocument/inlineCompletion");
    return server;
  }

  async function complete(server: TestServer, name: string): Promise<InlineCompletionItem | undefined> {
    const uri = folder.uriOf(name);
    await server.open(uri, "typescript", source);
    const [item] = await server.connection.sendRequest<InlineCompletionItem[]>(
      "textDocument/inlineCompletion",
      {
        ...{ textDocument: { uri }, position: { line: 2, character: 0 } },
        context: { triggerKind: InlineCompletionTriggerKind.Invoked },
      },
    );
    return item;
  }

  const traces = (server: TestServer) =>
    server.connection.sendRequest<TracesRequest.Result>("hanare/traces", {});
  /** They are written when nobody waits. */
  async function untilKept(server: TestServer): Promise<TracesRequest.Result> {
    for (;;) {
      const found = await traces(server);
      if (found.traces.length > 0) return found;
      await delay(20);
    }
  }

  it("are those of the named folder, masked, and nothing that can be read on the disk", async () => {
    const server = await start(key, [`${folder.path}/named`]);
    await complete(server, "other/b.ts");
    await complete(server, "named/a.ts");
    const { traces: kept, locked, off } = await untilKept(server);
    assert.deepEqual([locked, off], [0, false]);
    assert.deepEqual(new Set(kept.map(({ uri }) => uri)), new Set([folder.uriOf("named/a.ts")]));
    assert.deepEqual([kept[0]?.task, kept[0]?.model], ["completion", "tiny"]);
    const { text } = await server.connection.sendRequest<TraceRequest.Result>("hanare/trace", {
      id: kept[0]?.id,
    });
    assert.match(text, new RegExp(canary));
    assert.equal(text.includes(secret), false);
    assert.equal(await server.stop(), 0);
    assert.deepEqual(await folder.holding(canary, "s"), []);
    const [file] = await readdir(`${folder.path}/s/traces`);
    if (process.platform !== "win32")
      assert.equal((await stat(`${folder.path}/s/traces/${file}`)).mode & 0o777, 0o600);
  });

  it("know what was taken of an answer, which can then be learnt", async function () {
    const server = await start(key, [`${folder.path}/named`]);
    const item = await complete(server, "named/a.ts");
    if (typeof item?.insertText !== "string")
      return skip(this, "filters left nothing of what the model said");
    // The suggestion stands before the last line break.
    await server.change(folder.uriOf("named/a.ts"), 2, `${source.slice(0, -1)}${item.insertText}\n`);
    await server.connection.sendRequest("workspace/executeCommand", {
      ...{ command: acceptedCommand, arguments: item.command?.arguments ?? [] },
    });
    const params: TrainingRequest.Params = { kind: "completion", mask: false, marked: false };
    let made: TrainingRequest.Result;
    do {
      made = await server.connection.sendRequest<TrainingRequest.Result>("hanare/training", params);
    } while (made.records.length === 0);
    const [record] = made.records;
    assert.deepEqual([record?.outcome, record?.looked, record?.answer], ["taken", true, item.insertText]);
    assert.equal(await server.stop(), 0);
  });

  it("do not open with another key, and are deleted on demand", async () => {
    const server = await start(randomBytes(32).toString("base64"), []);
    const { traces: kept, locked, off } = await traces(server);
    assert.deepEqual([kept.length, off], [0, true]);
    assert.ok(locked > 0);
    const [id] = await readdir(`${folder.path}/s/traces`);
    assert.deepEqual(await server.connection.sendRequest("hanare/trace", { id }), { text: "" });
    assert.deepEqual(await server.connection.sendRequest("hanare/trace", { id: "../../a.ts" }), { text: "" });
    assert.deepEqual(await server.connection.sendRequest("hanare/forgetTraces", {}), { files: locked });
    assert.deepEqual(await readdir(`${folder.path}/s/traces`), []);
    assert.equal(await server.stop(), 0);
  });

  it("are none where the editor has no key", async () => {
    const server = await start(undefined, [`${folder.path}/named`]);
    await complete(server, "named/a.ts");
    while (!server.log.some((line) => /no trace was kept/.test(line))) await delay(20);
    assert.deepEqual((await traces(server)).traces, []);
    assert.equal(await server.stop(), 0);
    assert.deepEqual(await readdir(`${folder.path}/s/traces`), []);
  });
});
