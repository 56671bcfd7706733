/** The embedding role on fixture models: the way of the vectors, not their sense. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openCapabilityCards } from "../../server/src/model/capabilityCards";
import { embeddingTestName, testEmbedding } from "../../server/src/model/embeddingTest";
import { examKey } from "../../server/src/model/exam";
import { isModelError, type ModelRuntime } from "../../server/src/model/runtime";
import { type SearchRequest } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { writeTinyBert } from "../support/ggufBert";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer } from "../support/harness";
import { temporaryFolder } from "../support/temporary";

const never = new AbortController().signal;
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...b);

describe("embedding role", () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), "hanare-embedding-"))));
  after(() => rm(folder, { recursive: true, force: true }));

  const models = [
    {
      name: "an encoder with mean pooling",
      write: writeTinyBert,
      pooling: "mean",
      dimensions: 64,
      context: 128,
    },
    {
      name: "a decoder with last-token pooling",
      write: (at: string) =>
        writeTinyModel(at, { fim: false, chat: false, metadata: { "qwen2.pooling_type": 3 } }),
      pooling: "last",
      dimensions: 128,
      context: 512,
    },
  ];
  for (const { name, write, pooling, dimensions, context } of models)
    describe(name, () => {
      let engine: TestEngine;
      let runtime: ModelRuntime;
      let file: string;
      before(async () => {
        file = await write(path.join(folder, `${pooling}.gguf`));
        engine = startEngine(settingsFor(file, { roles: ["embedding"] }), path.join(folder, "storage"));
        runtime = await engine.ready("embedding");
      });
      after(() => engine.loader.dispose());

      const embed = async (...texts: readonly string[]) =>
        (await runtime.embed?.({ texts, priority: "interactive" }, never)) ?? [];

      it("says what its vectors are, and of which file", async () => {
        const { embedding, contextSize, sha256 } = runtime.info;
        assert.deepEqual(
          [embedding?.dimensions, embedding?.pooling, contextSize],
          [dimensions, pooling, context],
        );
        assert.equal(
          sha256,
          createHash("sha256")
            .update(await readFile(file))
            .digest("hex"),
        );
      });

      it("makes one vector for each text, in order, the same every time", async () => {
        const [first, second, again] = await embed("弁を点検する", "a valve", "弁を点検する");
        assert.ok(first && second && again);
        assert.equal(first.length, dimensions);
        assert.ok(cosine(first, again) > 0.9999);
        assert.ok(cosine(first, second) < 0.99, String(cosine(first, second)));
        const [alone] = await embed("a valve");
        assert.ok(alone && cosine(alone, second) > 0.9999);
      });

      it("embeds a text that is too long by its beginning", async () => {
        const [long] = await embed("弁の点検 ".repeat(2000));
        assert.ok(long !== undefined && long.every(Number.isFinite) && long.some((value) => value !== 0));
      });

      it("ends within one text of a cancel, and goes on working", async () => {
        const cancel = new AbortController();
        const texts = Array.from({ length: 5000 }, (_, at) => `text ${at}`);
        const running = runtime.embed?.({ texts, priority: "batch" }, cancel.signal);
        setTimeout(() => cancel.abort(new Error("enough")), 20);
        await assert.rejects(running ?? Promise.resolve(), /enough/);
        assert.equal((await embed("弁")).length, 1);
      });
    });

  it("is refused to a model that writes text, with the next step", async () => {
    const file = await writeTinyModel(path.join(folder, "chat.gguf"));
    const engine = startEngine(settingsFor(file, { roles: ["embedding"] }));
    const state = await engine.settled("embedding");
    await engine.loader.dispose();
    assert.equal(state.state, "refused");
    assert.match(state.state === "refused" ? state.reason : "", /Choose an embedding model/);
  });

  /** Random weights pass no test: what a real model would have earned is written down beforehand. */
  async function passing(model: string, storage: string): Promise<void> {
    const engine = startEngine(settingsFor(model, { roles: ["embedding"] }), storage);
    const runtime = await engine.ready("embedding");
    await engine.loader.dispose();
    const key = examKey(runtime, embeddingTestName) ?? assert.fail("no hash");
    const card = { role: "embedding", passed: true, cases: [], engine: runtime.info.engine } as const;
    await openCapabilityCards(storage).put(key, card);
  }

  it("is tested with known answers, which random weights do not know", async () => {
    const file = await writeTinyBert(path.join(folder, "test.gguf"));
    const engine = startEngine(settingsFor(file, { roles: ["embedding"] }));
    const card = await testEmbedding(await engine.ready("embedding"), never);
    await engine.loader.dispose();
    assert.equal(card.passed, false, JSON.stringify(card.cases));
    assert.equal(card.cases.length, 8);
  });

  it("serves the search of the editor, keeps vectors only where that is allowed, and takes them again", async function () {
    this.timeout(60_000);
    const place = await temporaryFolder();
    const model = await writeTinyBert(path.join(folder, "e5.gguf"));
    await place.write("w/a.md", "# 弁\n\n弁を点検する。\n");
    await place.write("w/b.md", "# 書類\n\n書類を管理する。\n");
    const settings = {
      models: [{ name: "e5", path: model }],
      model: { embedding: "e5" },
      gpu: { backend: "off" },
      index: { saveOnDisk: true },
    };
    const options = {
      folders: [place.uriOf("w")],
      settings: { "": settings },
      storagePath: `${place.path}/s`,
    };
    await passing(model, `${place.path}/s`);
    const search = async (server: Awaited<ReturnType<typeof startServer>>) => {
      await server.statuses.next(({ roles }) => roles.embedding.state === "ready");
      for (;;) {
        const result = await server.connection.sendRequest<SearchRequest.Result>("hanare/search", {
          query: "弁の点検",
          limit: 5,
        });
        if (result.coverage.embedded === result.coverage.passages) return result;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const first = await startServer(options);
    const result = await search(first);
    assert.deepEqual([result.tier, result.coverage.embedded], ["words+embeddings", 2]);
    assert.equal(path.basename(result.passages[0]?.uri ?? ""), "a.md");
    await first.stop();
    assert.deepEqual(await place.holding("点検する", "s"), []);
    await place.remove();
  });

  it("serves hanare search --model", async function () {
    this.timeout(60_000);
    const place = await temporaryFolder();
    const model = await writeTinyBert(path.join(folder, "cli.gguf"));
    await place.write("docs/a.md", "# 弁\n\n弁を点検する。\n");
    await passing(model, path.join(place.path, ".cache/hanare"));
    const args = ["search", "弁の点検", "--in", "docs", "--format", "json", "--model", model];
    const { code, out } = await hanare(args, { cwd: place.path });
    assert.equal(code, 0, out);
    const result = JSON.parse(out) as SearchRequest.Result;
    assert.deepEqual([result.tier, result.coverage.embedded], ["words+embeddings", 1]);
    await place.remove();
  });

  it("fails with a named error when the engine is gone", async () => {
    const file = await writeTinyBert(path.join(folder, "gone.gguf"));
    const engine = startEngine(settingsFor(file, { roles: ["embedding"] }));
    const runtime = await engine.ready("embedding");
    await engine.loader.dispose();
    await assert.rejects(
      runtime.embed?.({ texts: ["x"], priority: "batch" }, never) ?? Promise.resolve(),
      (error) => isModelError(error),
    );
  });
});
