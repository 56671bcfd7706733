import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { type InlineCompletionItem, InlineCompletionTriggerKind } from "vscode-languageserver-protocol";
import {
  acceptedCommand,
  JournalRequest,
  type JournalReport,
  type SaveJournalRequest,
} from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer, type TestServer } from "../support/harness";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const canary = "HANARE_CANARY_8806";
const source = `export function ${canary}(shelf: number): string {\n  \n}\n`;

const figures = (server: TestServer, params: JournalRequest.Params = { days: 7 }) =>
  server.connection.sendRequest<JournalRequest.Result>(JournalRequest.method, params);

describe("server: the journal", () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  let uri: string;

  before(async () => {
    folder = await temporaryFolder();
    const path = await writeTinyModel(`${folder.path}/tiny.gguf`);
    await folder.write("work/a.ts", source);
    uri = folder.uriOf("work/a.ts");
    server = await startServer({
      folders: [folder.uriOf("work")],
      settings: {
        "": {
          models: [{ name: "tiny", path }],
          model: { completion: "tiny" },
          gpu: { backend: "off" },
          completion: { debounce: 0 },
        },
      },
      storagePath: `${folder.path}/s`,
    });
    await server.untilRegistered("textDocument/inlineCompletion");
    await server.open(uri, "typescript", source);
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  const suggest = () =>
    server.connection.sendRequest<InlineCompletionItem[]>("textDocument/inlineCompletion", {
      textDocument: { uri },
      position: { line: 1, character: 2 },
      context: { triggerKind: InlineCompletionTriggerKind.Invoked },
    });

  it("has the figures of a completion, of a review and of an opinion", async () => {
    const [item] = await suggest();
    const id: unknown = item?.command?.arguments?.[0];
    if (typeof item?.insertText === "string") {
      const text = source.replace("\n  \n", `\n  ${item.insertText}\n`);
      await server.change(uri, 2, text);
      await server.connection.sendRequest("workspace/executeCommand", {
        ...{ command: acceptedCommand, arguments: [id] },
      });
    }
    await server.connection.sendRequest("hanare/review", { uris: [folder.uriOf("work")] });
    await server.connection.sendNotification("hanare/feedback", { task: "ask", thumb: "up", model: "tiny" });
    const { report, enabled, trouble } = await figures(server);
    assert.deepEqual([enabled, trouble], [true, undefined]);
    const [request] = report.requests;
    assert.equal(request?.model, "tiny");
    assert.ok(request.requests >= 1);
    assert.equal(typeof request.quantization, "string");
    assert.match(request.template ?? "", /^qwen-coder /);
    assert.equal(report.review.runs, 1);
    assert.deepEqual(report.feedback, [{ task: "ask", up: 1, down: 0 }]);
    // A suggestion was shown, or a filter said why not.
    const [suggestion] = report.suggestions;
    assert.equal(suggestion?.shown ?? 0, item === undefined ? 0 : 1);
    assert.equal(suggestion?.whole ?? 0, item === undefined ? 0 : 1);
    assert.ok(item !== undefined || report.drops.length > 0);
  });

  it("keeps them in files for their owner only, with OpenTelemetry's names and no text or path", async () => {
    const path = `${folder.path}/s/journal`;
    const names = await readdir(path);
    assert.equal(names.length, 1);
    const file = `${path}/${names[0]}`;
    if (process.platform !== "win32") {
      assert.equal((await stat(path)).mode & 0o777, 0o700);
      assert.equal((await stat(file)).mode & 0o777, 0o600);
    }
    const text = await readFile(file, "utf8");
    for (const line of text.trimEnd().split("\n"))
      assert.equal(typeof (JSON.parse(line) as { "event.name": unknown })["event.name"], "string");
    assert.match(text, /"gen_ai\.request\.model":"tiny"/);
    assert.match(text, /"hanare\.document\.language":"typescript"/);
    for (const word of [canary, "a.ts", "work", folder.path]) assert.equal(text.includes(word), false, word);
  });

  it("is saved as it is asked for, and shown by the command line", async () => {
    const saved = await server.connection.sendRequest<SaveJournalRequest.Result>("hanare/saveJournal", {
      ...{ days: 7, format: "report" },
    });
    assert.match(saved.name, /^hanare-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    assert.match(Buffer.from(saved.content, "base64").toString(), /^\ufeffsection,name,day/);
    const storage = ["--storage", `${folder.path}/s`];
    const shown = await hanare(["journal", ...storage, "--language", "en"], { cwd: folder.path });
    assert.equal(shown.code, 0, shown.err);
    assert.match(shown.out, /tiny · /);
    const json = await hanare(["journal", ...storage, "--format", "json", "--days", "1"], {
      cwd: folder.path,
    });
    assert.equal((JSON.parse(json.out) as JournalReport).review.runs, 1);
    const otlp = await hanare(["journal", ...storage, "--format", "otlp"], { cwd: folder.path });
    assert.match(otlp.out, /"gen_ai\.client\.operation\.duration"/);
    const wrong = await hanare(["journal", ...storage, "--days", "400", "--language", "en"], {
      cwd: folder.path,
    });
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /--days must be a whole number from 1 to 92/);
  });

  it("is deleted on demand", async () => {
    assert.deepEqual(await server.connection.sendRequest("hanare/forgetJournal", {}), { files: 1 });
    assert.deepEqual(await readdir(`${folder.path}/s/journal`), []);
    assert.equal((await figures(server)).report.events, 0);
  });
});

/** A server without a model that reviews once and is asked for figures. */
async function reviewed(folder: TemporaryFolder, journal: object = {}) {
  await folder.write("work/a.ts", 'const password = "hunter2hunter2";\n');
  const server = await startServer({
    ...{ folders: [folder.uriOf("work")], storagePath: `${folder.path}/s`, settings: { "": { journal } } },
  });
  await server.connection.sendRequest("hanare/review", { uris: [folder.uriOf("work")] });
  const result = await figures(server);
  return { server, result };
}

describe("server: a journal that cannot or may not be written", () => {
  it("writes nothing where it is switched off", async () => {
    const folder = await temporaryFolder();
    const { server, result } = await reviewed(folder, { enabled: false });
    assert.deepEqual([result.enabled, result.report.events], [false, 0]);
    assert.equal(await server.stop(), 0);
    await assert.rejects(stat(`${folder.path}/s/journal`), /ENOENT/);
    await folder.remove();
  });

  it("goes on without it where the folder cannot be made, and says so once", async () => {
    const folder = await temporaryFolder();
    await folder.write("s/journal", "a file stands in its way");
    const { server, result } = await reviewed(folder);
    assert.match(result.trouble ?? "", /cannot be written \((EEXIST|ENOTDIR)\)/);
    await server.connection.sendRequest("hanare/review", { uris: [folder.uriOf("work")] });
    await figures(server);
    assert.equal(await server.stop(), 0);
    assert.equal(server.log.filter((line) => /journal cannot be written/.test(line)).length, 1);
    await folder.remove();
  });

  it("goes on without it on a full disk, and says what helps", async function () {
    if (process.platform !== "linux") skip(this, "only Linux has /dev/full");
    const folder = await temporaryFolder();
    await mkdir(`${folder.path}/s/journal`, { recursive: true });
    const [today, tomorrow] = [0, 86_400_000].map((more) =>
      new Date(Date.now() + more).toISOString().slice(0, 10),
    );
    for (const day of [today, tomorrow])
      await symlink("/dev/full", `${folder.path}/s/journal/${day}-0.jsonl`);
    const { server, result } = await reviewed(folder);
    assert.match(result.trouble ?? "", /disk is full/);
    assert.equal(await server.stop(), 0);
    await folder.remove();
  });
});
