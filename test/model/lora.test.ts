/** LoRA adapters in the engine: they change what a model says, by their scale; wrong ones are refused before it. */
import assert from "node:assert/strict";
import path from "node:path";
import { type LoraSetting } from "../../server/src/protocol";
import { collect } from "../../server/src/model/runtime";
import { settingsFor, startEngine } from "../support/engine";
import { writeTinyModel } from "../support/ggufWriter";
import { writeAdapter } from "../support/loraWriter";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

describe("a model with LoRA adapters", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let model: string;
  let adapter: string;
  before(async () => {
    folder = await temporaryFolder();
    model = await writeTinyModel(path.join(folder.path, "tiny.gguf"));
    adapter = await writeAdapter(path.join(folder.path, "adapter.gguf"));
  });
  after(() => folder.remove());

  async function withAdapters<T>(
    lora: readonly LoraSetting[],
    use: (engine: ReturnType<typeof startEngine>) => Promise<T>,
  ): Promise<T> {
    const settings = settingsFor(model, { roles: ["assistant"] });
    const models = settings.models.map((entry) => (lora.length === 0 ? entry : { ...entry, lora }));
    const engine = startEngine({ ...settings, models }, folder.path);
    try {
      return await use(engine);
    } finally {
      await engine.loader.dispose();
    }
  }

  const say = (lora: readonly LoraSetting[]) =>
    withAdapters(lora, async (engine) => {
      const runtime = await engine.ready("assistant");
      const { text } = await collect(
        runtime.generate(
          {
            ...{ kind: "chat", priority: "interactive", maxTokens: 24 },
            messages: [{ role: "user", text: "def add(a, b):" }],
          },
          new AbortController().signal,
        ),
      );
      return { text, sha256: runtime.info.sha256 };
    });

  it("says something else, as strongly as the scale says, and is remembered as another model", async () => {
    const [plain, none, full] = [
      await say([]),
      await say([{ path: adapter, scale: 0 }]),
      await say([{ path: adapter }]),
    ];
    assert.ok(plain.text.length > 0);
    assert.equal(none.text, plain.text);
    assert.notEqual(full.text, plain.text);
    assert.equal((await say([{ path: adapter, scale: 1 }])).text, full.text);
    assert.equal(new Set([none.sha256, full.sha256, plain.sha256]).size, 3);
    assert.match(full.sha256 ?? "", /^[0-9a-f]{64}$/);
  });

  for (const [name, spec, message] of [
    [
      "of another family",
      { architecture: "llama" },
      /adapter of another family\.gguf does not belong to tiny\.gguf/,
    ],
    ["of nothing", { targets: [] }, /is no LoRA adapter/],
  ] as const)
    it(`is not loaded with an adapter ${name}`, async () => {
      const wrong = await writeAdapter(path.join(folder.path, `adapter ${name}.gguf`), spec);
      const state = await withAdapters([{ path: wrong }], (engine) => engine.settled("assistant"));
      assert.ok(state.state === "failed");
      assert.match(state.message, message);
    });

  it("is not loaded when an adapter is missing", async () => {
    const gone = path.join(folder.path, "gone.gguf");
    const state = await withAdapters([{ path: gone }], (engine) => engine.settled("assistant"));
    assert.ok(state.state === "failed");
    assert.match(state.message, /gone\.gguf/);
  });
});
