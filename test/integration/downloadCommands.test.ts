/** Fetching a model as the built command line and the built server do it. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import path from "node:path";
import { type ImportModelRequest } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { type FileServer, fileServer } from "../support/fileServer";
import { encodeGguf } from "../support/ggufEncode";
import { startServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

describe("fetching a model", () => {
  const bytes = encodeGguf({
    metadata: { "general.architecture": "llama", "general.name": "m" },
    tensors: [{ name: "token_embd.weight", type: "F32", shape: [64, 4096] }],
  });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  let folder: TemporaryFolder;
  let to: string;
  let server: FileServer;

  beforeEach(async () => {
    folder = await temporaryFolder();
    to = path.join(folder.path, "models");
    server = await fileServer();
    server.files.set("m.gguf", { bytes, etag: '"one"' });
  });
  afterEach(async () => {
    await server.close();
    await folder.remove();
  });

  it("is done by the command line where the machine's settings allow it", async () => {
    const settings = await folder.write(
      "settings.json",
      `{ // of the machine\n "hanare.network.mode": "allowlist", "hanare.network.allow": ["127.0.0.1:${server.port}"], }`,
    );
    const run = (more: readonly string[], env: Readonly<Record<string, string>>) =>
      hanare(["models", "import", `${server.url}/m.gguf`, "--to", "models", "--sha256", sha256, ...more], {
        ...{ cwd: folder.path, env },
      });
    const unknown = await hanare(["models", "import", `${server.url}/m.gguf`], { cwd: folder.path });
    assert.match(unknown.err, /Nothing says what m\.gguf must be.*SHA-256/);
    const off = await run([], {});
    assert.equal(off.code, 3);
    assert.match(off.err, /may not be connected to.*hanare\.network\.mode/);
    const offline = await run(["--offline"], { HANARE_SETTINGS: settings });
    assert.equal(offline.code, 3);
    assert.equal(server.connections(), 0);
    const { code, out, err } = await run([], { HANARE_SETTINGS: settings });
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), { name: "m", path: path.join(to, "m.gguf"), sha256 });
  });

  it("is done by the server, and not in mode offline", async () => {
    const settings = (mode: string) => ({
      "": {
        network: { mode, allow: [`127.0.0.1:${server.port}`] },
        modelStore: { folder: to },
      },
    });
    const editor = await startServer({ settings: settings("offline") });
    const ask = () =>
      editor.connection.sendRequest<ImportModelRequest.Result>("hanare/importModel", {
        ...{ path: `${server.url}/m.gguf`, sha256 },
      });
    await assert.rejects(ask(), /may not be connected to/);
    assert.equal(server.connections(), 0);
    const allowed = editor.statuses.next(({ network }) => network.mode === "allowlist", true);
    await editor.configure(settings("allowlist"));
    await allowed;
    assert.deepEqual(await ask(), { models: [{ path: path.join(to, "m.gguf"), copied: true }] });
    assert.equal(await editor.stop(), 0);
  });
});
