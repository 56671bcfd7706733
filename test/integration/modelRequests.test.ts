/** What the editor asks the server about models: bringing one in, finding one, reading about one. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { FindModelRequest, ImportModelRequest, ModelPageRequest } from "../../server/src/protocol";
import { listedFile } from "../../server/src/node/catalogueFiles";
import { writeTinyModel } from "../support/ggufWriter";
import { root, startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

describe("models in the editor", () => {
  let folder: TemporaryFolder;
  let server: TestServer;
  before(async () => {
    folder = await temporaryFolder();
    await writeTinyModel(path.join(folder.path, "Qwen3-4B-Q4_K_M.gguf"));
    server = await startServer({
      storagePath: folder.path,
      settings: { "": { modelStore: { folder: path.join(folder.path, "store") } } },
    });
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  it("copies a model into the folder of the settings, with progress, once", async () => {
    const params = { path: path.join(folder.path, "Qwen3-4B-Q4_K_M.gguf"), workDoneToken: "import" };
    const ask = () =>
      server.connection.sendRequest<ImportModelRequest.Result>(ImportModelRequest.method, params);
    const first = await ask();
    const copy = { path: path.join(folder.path, "store", "Qwen3-4B-Q4_K_M.gguf"), copied: true };
    assert.deepEqual(first, { models: [copy] });
    await server.progress.next(({ value }) => value.kind === "report" && value.percentage === 100);
    assert.deepEqual(await ask(), { models: [{ ...copy, copied: false }] });
    assert.deepEqual(await readdir(path.join(folder.path, "store")), ["Qwen3-4B-Q4_K_M.gguf"]);
  });

  it("finds the one file of a model of the catalogue there, and says when there is none or more", async () => {
    const places = { bundles: path.join(root, "dist"), home: "/", env: {} };
    const store = { folder: path.join(folder.path, "store") };
    assert.equal(
      await listedFile(places, "qwen3-4b", store),
      path.join(store.folder, "Qwen3-4B-Q4_K_M.gguf"),
    );
    await assert.rejects(
      listedFile(places, "qwen3-8b", store),
      /There is no file of qwen3-8b in .*store\. Import it/,
    );
    await assert.rejects(listedFile(places, "gpt", store), /catalogue has no model gpt/);
    await folder.write("store/Qwen3-4B-Q8_0.gguf", "x");
    await folder.write("store/Qwen3-4B-Instruct-2507-Q8_0.gguf", "x");
    await assert.rejects(
      listedFile(places, "qwen3-4b", store),
      /several files of qwen3-4b: Qwen3-4B-Q4_K_M\.gguf, Qwen3-4B-Q8_0\.gguf\. Write the path/,
    );
  });

  it("ranks the models of the catalogue for this machine", async () => {
    const params: FindModelRequest.Params = {
      ...{ role: "completion", vram: 24, licence: "commercial", language: "ja", openness: "any" },
      ...{ context: 16_384, quality: "balanced" },
    };
    const result = await server.connection.sendRequest<FindModelRequest.Result>(
      FindModelRequest.method,
      params,
    );
    assert.ok(result.memory > 0);
    assert.ok(result.found.some(({ id }) => id === "qwen2.5-coder-14b"));
    assert.ok(
      result.refused.some(({ id, reason }) => id === "codestral-22b" && /no commercial use/.test(reason)),
    );
    for (const { memory, reasons } of result.found)
      assert.ok(/^about .* of memory/.test(memory) && reasons.length > 2);
  });

  it("shows a family's page by model or file, and nothing for what it does not know", async () => {
    const page = async (name: string) =>
      (await server.connection.sendRequest<ModelPageRequest.Result>(ModelPageRequest.method, { name })).text;
    assert.match(await page("gemma-3-4b"), /^# Gemma 3\n/);
    assert.match(await page("Qwen3-4B-Q4_K_M.gguf"), /^# Qwen3\n/);
    assert.equal(await page("SmolLM2.gguf"), "");
  });

  it("says in words that a model cannot be imported", async () => {
    await assert.rejects(
      server.connection.sendRequest(ImportModelRequest.method, { path: path.join(folder.path, "none.gguf") }),
      /none\.gguf does not exist/,
    );
  });
});
