import assert from "node:assert/strict";
import { familyOfFile, familyPage, findFamily } from "../../../../server/src/model/catalogue/page";
import { footprint } from "../../../../server/src/model/catalogue/memory";
import { listedModels } from "../../../../server/src/model/catalogue/types";
import { setLanguage } from "../../../../server/src/util/l10n";
import { catalogue } from "../../../support/catalogue";

const model = (id: string) =>
  listedModels(catalogue).find((listed) => listed.model.id === id)?.model ?? assert.fail(id);

describe("catalogue: pages", () => {
  const pages: readonly (readonly [name: string, facts: readonly RegExp[]])[] = [
    [
      "llama-3",
      [/700 million monthly active users/, /Built with Llama/, /Check the licence that comes with the file/],
    ],
    ["gemma-3", [/prohibited use policy/, /`gemma3`, runs here/, /<start_of_turn>model/]],
    ["codestral", [/no commercial use/, /with the tokens of codestral/]],
    ["plamo-2", [/`plamo2`, does not run in this version/, /commercial use for some only/]],
    ["Qwen3", [/Thinks aloud between `<think>` and `<\/think>`/, /Instruct 2507 \(does not think aloud\)/]],
    ["deepseek-r1", [/671 B, 37 B at work/, /Llama 3\.3 Community License/]],
    ["llm-jp-3", [/### 応答:/, /published/]],
    ["tsuzumi", [/only under a contract/, /depends on what is delivered/]],
  ];
  for (const [name, facts] of pages)
    it(`${name} says what one must weigh`, () => {
      const page = familyPage(findFamily(catalogue, name) ?? assert.fail(name));
      for (const fact of facts) assert.match(page, fact);
    });

  it("is Japanese throughout for Japanese readers", () => {
    setLanguage("ja");
    try {
      for (const family of catalogue.families) {
        const page = familyPage(family);
        assert.match(page, /ファイルに付属するライセンスを必ず確認してください/);
        const prose = page.replace(/```[\s\S]*?```|`[^`]*`|\*\*[^*]*\*\*/g, "").split("\n");
        const english = prose.filter(
          (line) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(line) && !/[ぁ-ん]/.test(line),
        );
        assert.deepEqual(english, [], family.id);
      }
    } finally {
      setLanguage("en");
    }
  });

  it("finds a family by model and title, and of a file", () => {
    assert.equal(findFamily(catalogue, "Gemma 3 4B it")?.id, "gemma-3");
    assert.equal(findFamily(catalogue, "qwen3-32b")?.id, "qwen3");
    assert.equal(findFamily(catalogue, "gpt"), undefined);
    const files: Readonly<Record<string, string | undefined>> = {
      "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf": "qwen2.5-coder",
      "Qwen_Qwen3-30B-A3B-Instruct-2507-Q4_K_M.gguf": "qwen3",
      "google_gemma-3-4b-it-Q4_K_M.gguf": "gemma-3",
      "DeepSeek-R1-Distill-Qwen-14B-Q4_K_M-00001-of-00002.gguf": "deepseek-r1",
      "Llama-3.1-Swallow-8B-Instruct-v0.3.Q4_K_M.gguf": "llama-3",
      "SmolLM2-135M-Instruct.Q4_1.gguf": undefined,
    };
    for (const [file, family] of Object.entries(files))
      assert.equal(familyOfFile(catalogue, file)?.id, family, file);
  });
});

describe("catalogue: memory", () => {
  /** Bytes of files as their makers or usual converters publish them. */
  const published: readonly (readonly [id: string, "Q4_K_M" | "Q8_0", gigabytes: number])[] = [
    ["llama-3.1-8b", "Q4_K_M", 4.92],
    ["llama-3.1-8b", "Q8_0", 8.54],
    ["qwen2.5-1.5b", "Q4_K_M", 0.986],
    ["qwen2.5-7b", "Q4_K_M", 4.68],
    ["gemma-2-9b", "Q4_K_M", 5.76],
    ["phi-4", "Q4_K_M", 9.05],
    ["mixtral-8x7b", "Q4_K_M", 28.4],
  ];
  for (const [id, quantization, gigabytes] of published)
    it(`${id} as ${quantization} has about ${gigabytes} GB`, () => {
      const { file = 0 } = footprint(model(id), quantization, "assistant") ?? {};
      assert.ok(Math.abs(file / 1e9 / gigabytes - 1) < 0.06, String(file));
    });

  it("counts sliding windows and compressed attention", () => {
    const cache = (id: string, context: number) =>
      footprint(model(id), "Q8_0", "assistant", context)?.kvCache ?? 0;
    // 8 KiB for each of 32 layers and token: 2 x 8 heads x 128 values of two bytes.
    assert.equal(cache("llama-3.1-8b", 8192), 8192 * 32 * 4096);
    assert.equal(cache("deepseek-r1", 8192), 8192 * 61 * 576 * 2);
    assert.ok(cache("gemma-3-12b", 32_768) < 0.25 * 32_768 * 48 * 8 * 256 * 4);
    assert.equal(
      cache("llm-jp-3-13b", 100_000),
      cache("llm-jp-3-13b", 4096),
      "never more than it was trained for",
    );
  });
});
