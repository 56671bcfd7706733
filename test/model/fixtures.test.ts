import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Llama } from "node-llama-cpp";
import { readModelHeader } from "../../server/src/model/ggufFile";
import { isModelError } from "../../server/src/model/runtime";
import {
  type TinyOptions,
  writeNotGguf,
  writeRecurrentHeader,
  writeTinyModel,
  writeTruncated,
} from "../support/ggufWriter";

describe("fixture models", () => {
  let folder: string;
  let llama: Llama;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "hanare-fixtures-"));
    const { getLlama, LlamaLogLevel } = await import("node-llama-cpp");
    llama = await getLlama({
      gpu: false,
      build: "never",
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.error,
    });
  });
  after(async () => {
    await llama.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  async function greedy(modelPath: string, text: string, count: number) {
    const model = await llama.loadModel({ modelPath });
    const context = await model.createContext({ contextSize: 256, threads: 1 });
    const tokens = [];
    for await (const token of context.getSequence().evaluate(model.tokenize(text), { temperature: 0 })) {
      tokens.push(token);
      if (tokens.length === count) break;
    }
    const { prefix, suffix, middle } = model.tokens.infill;
    const result = {
      text: model.detokenize(tokens),
      fim: [prefix, suffix, middle],
      template: model.fileInfo.metadata.tokenizer.chat_template,
    };
    await context.dispose();
    await model.dispose();
    return { tokens, ...result };
  }

  const variants: Readonly<Record<string, TinyOptions>> = {
    "qwen2 with FIM and chat": {},
    "llama without either": { architecture: "llama", fim: false, chat: false },
    "qwen2 in Q4_0": { type: "Q4_0" },
    "llama in F32": { architecture: "llama", type: "F32", seed: 7 },
  };
  for (const [what, options] of Object.entries(variants))
    it(`${what}: loads, and generates the same tokens twice`, async () => {
      const path = await writeTinyModel(join(folder, `${what.replaceAll(" ", "-")}.gguf`), options);
      const first = await greedy(path, "function add(a, b) { return 東京 }", 24);
      const second = await greedy(path, "function add(a, b) { return 東京 }", 24);
      assert.equal(first.tokens.length, 24);
      assert.deepEqual(second.tokens, first.tokens);
      assert.equal(first.fim[0] !== null, options.fim ?? true);
      assert.equal(first.template !== undefined, options.chat ?? true);
      if (options.type !== "Q4_0") assert.match(first.text, /^[\x20-\x7e]+$/);
    });

  it("differ with the seed", async () => {
    const one = await greedy(await writeTinyModel(join(folder, "1.gguf"), { seed: 1 }), "a", 16);
    const two = await greedy(await writeTinyModel(join(folder, "2.gguf"), { seed: 2 }), "a", 16);
    assert.notDeepEqual(one.tokens, two.tokens);
  });

  it("come truncated, as something else and recurrent", async () => {
    const whole = await writeTinyModel(join(folder, "whole.gguf"));
    const wrong = [
      [await writeTruncated(whole, join(folder, "half.gguf")), /half\.gguf is cut off/],
      [await writeNotGguf(join(folder, "page.gguf")), /page\.gguf is not a GGUF.*web page/],
    ] as const;
    for (const [path, message] of wrong)
      await assert.rejects(
        readModelHeader(path),
        (error) => isModelError(error) && message.test(error.message),
      );
    const recurrent = await readModelHeader(await writeRecurrentHeader(join(folder, "plamo2.gguf")));
    assert.equal(recurrent.architecture, "plamo2");
  });
});
