import assert from "node:assert/strict";
import { chooseFim, type FimDecision, type FimInput, fimInputOf } from "../../../server/src/model/fim";
import { type GgufValue, readGgufHeader } from "../../../server/src/model/gguf";
import { fimFamilies, type FimSetting } from "../../../server/src/protocol";
import { setLanguage } from "../../../server/src/util/l10n";
import { encodeGguf, inMemory } from "../../support/ggufEncode";

const qwen = [
  "<|endoftext|>",
  "<|fim_prefix|>",
  "<|fim_middle|>",
  "<|fim_suffix|>",
  "<|repo_name|>",
  "<|file_sep|>",
];
const star = ["<|endoftext|>", "<fim_prefix>", "<fim_middle>", "<fim_suffix>", "<file_sep>"];
const deepseek = ["<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<｜end▁of▁sentence｜>"];
const llama = ["▁<PRE>", "▁<SUF>", "▁<MID>", "▁<EOT>"];
const mistral = ["[PREFIX]", "[SUFFIX]", "[MIDDLE]", "</s>"];
const seed = ["<[fim-prefix]>", "<[fim-suffix]>", "<[fim-middle]>"];
const santa = ["<fim-prefix>", "<fim-suffix>", "<fim-middle>", "<|endoftext|>"];
const falcon = ["<|prefix|>", "<|suffix|>", "<|middle|>"];
const glm = ["<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>"];

function input(
  architecture: string,
  name: string,
  tokens: readonly string[],
  metadata: Readonly<Record<string, GgufValue>> = {},
): FimInput {
  return {
    architecture,
    name,
    metadata: new Map(Object.entries(metadata)),
    tokenText: (id) => tokens[id],
    tokenId: (text) => (tokens.includes(text) ? tokens.indexOf(text) : undefined),
  };
}

describe("FIM decision", () => {
  type Expected = readonly [able: FimDecision["able"], family?: string, order?: "psm" | "spm"];
  const cases: readonly (readonly [FimInput, Expected])[] = [
    [input("qwen2", "Qwen2.5 Coder 1.5B Instruct GGUF", qwen), ["yes", "qwen-coder", "psm"]],
    [input("qwen3moe", "Qwen3-Coder-30B-A3B-Instruct", qwen), ["yes", "qwen-coder", "psm"]],
    [input("qwen2", "CodeQwen1.5-7B", star), ["yes", "starcoder", "psm"]],
    [input("qwen2", "Qwen2.5-7B-Instruct", qwen), ["unsure", "qwen-coder", "psm"]],
    [input("qwen3", "Qwen3-8B", qwen), ["unsure", "qwen-coder", "psm"]],
    [input("qwen2", "qwen2", ["<|endoftext|>"]), ["continuation"]],
    [input("qwen3next", "Qwen3-Coder-Next", qwen), ["no"]],
    [input("starcoder2", "model", star), ["yes", "starcoder", "psm"]],
    [input("stablelm", "stable-code-3b", star), ["yes", "starcoder", "psm"]],
    [input("llama", "deepseek-coder-6.7b-base", deepseek), ["yes", "deepseek-coder", "psm"]],
    [input("deepseek2", "DeepSeek-V3", deepseek), ["unsure", "deepseek-coder", "psm"]],
    [input("llama", "CodeLlama-7b-hf", llama, { "llama.block_count": 32 }), ["yes", "code-llama", "psm"]],
    [input("llama", "codellama", llama, { "llama.block_count": 48 }), ["unsure", "code-llama"]],
    [input("llama", "CodeLlama-34b-Instruct", llama), ["unsure", "code-llama"]],
    [input("llama", "CodeLlama 7B Python", llama), ["unsure", "code-llama"]],
    [input("gemma", "codegemma-2b", [...qwen, "<|file_separator|>"]), ["yes", "qwen-coder", "psm"]],
    [input("gemma", "codegemma-7b-it.Q4_K_M.gguf", qwen), ["unsure", "qwen-coder"]],
    [input("llama", "Codestral-22B-v0.1", mistral), ["yes", "codestral", "spm"]],
    [input("mamba", "Mamba-Codestral-7B", mistral), ["no"]],
    [input("llama", "Mistral-7B-Instruct-v0.3", mistral), ["unsure", "codestral", "spm"]],
    [input("granite", "granite-3.3-8b-instruct", star), ["yes", "starcoder", "psm"]],
    [input("granitehybrid", "granite-4.0-h-tiny", qwen), ["no"]],
    [input("llama", "Seed-Coder-8B-Base", seed), ["yes", "seed-coder", "spm"]],
    [input("glm4moe", "GLM-4.5-Air", glm), ["yes", "glm", "psm"]],
    [input("chatglm", "codegeex4-all-9b", glm), ["unsure", "glm"]],
    [input("llama", "Mellum-4b-base", star), ["yes", "starcoder", "spm"]],
    [input("falcon-h1", "Falcon-H1-Tiny-Coder", falcon), ["no"]],
    [input("gpt2", "santacoder", santa), ["yes", "santacoder", "psm"]],
    [input("granite", "granite-4.0-micro", qwen), ["yes", "qwen-coder", "psm"]],
    [input("granitemoe", "granite-3b-code-base", star), ["yes", "starcoder", "psm"]],
    [input("mellum", "Mellum2", qwen), ["yes", "qwen-coder", "spm"]],
    [input("glm4moe", "ZAI-Org/GLM-4.6", glm), ["yes", "glm", "psm"]],
    [input("llama", "Seed-Coder-8B-Reasoning", seed), ["unsure", "seed-coder", "spm"]],
    [input("deepseek2", "DeepSeek-Coder-V2-Lite", deepseek), ["yes", "deepseek-coder", "psm"]],
    [input("refact", "Refact-1.6B", star), ["yes", "starcoder", "psm"]],
    [input("gemma3", "gemma-3-4b-it", ["<eos>"]), ["continuation"]],
    [input("llama", "SmolLM2-135M", ["<|im_end|>"]), ["continuation"]],
    [input("plamo2", "plamo-2-8b", qwen), ["no"]],
    [input("newhybrid", "New-Coder", qwen, { "newhybrid.ssm.state_size": 128 }), ["no"]],
    [input("llama", "Llama-3.1-8B", ["<|begin_of_text|>"]), ["continuation"]],
    [input("llama", "sarashina2.2-3b", ["<s>", "<mask>"]), ["continuation"]],
    [input("llama", "llm-jp-3-13b", ["<MASK|LLM-jp>"]), ["continuation"]],
    [input("phi3", "Phi-3-mini", ["<|end|>"]), ["continuation"]],
    [input("bert", "bge", star), ["no"]],
    [input("dream", "Dream-Coder-7B", qwen), ["no"]],
  ];
  for (const [model, [able, family, order]] of cases)
    it(`${model.name} (${model.architecture}): ${able}`, () => {
      const decision = chooseFim(model);
      assert.equal(decision.able, able, decision.reason);
      assert.equal(decision.template?.family, family);
      if (order) assert.equal(decision.template?.order, order);
      assert.match(decision.reason, /\.$/);
    });

  it("gives the family's tokens with ids, and stops that the vocabulary has", () => {
    const { template } = chooseFim(input("qwen2", "Qwen2.5-Coder-7B", qwen));
    assert.deepEqual(template && { ...template, stop: [...template.stop].sort() }, {
      family: "qwen-coder",
      order: "psm",
      prefix: "<|fim_prefix|>",
      suffix: "<|fim_suffix|>",
      middle: "<|fim_middle|>",
      fileSeparator: "<|file_sep|>",
      repositoryName: "<|repo_name|>",
      stop: [...qwen].sort(),
      ids: new Map(qwen.map((text, id) => [text, id])),
    });
  });

  it("has no middle token for Codestral, and stops at it", () => {
    const { template } = chooseFim(input("llama", "Codestral", mistral));
    assert.equal(template?.middle, undefined);
    assert.deepEqual(template?.stop, ["[MIDDLE]", "[PREFIX]", "[SUFFIX]"]);
  });

  it("trusts the ids in the metadata more than texts in the vocabulary", () => {
    const tokens = ["<a>", "<b>", "<c>", "<e>", ...qwen];
    const metadata = {
      "tokenizer.ggml.fim_pre_token_id": 0,
      "tokenizer.ggml.fim_suf_token_id": 1,
      "tokenizer.ggml.fim_mid_token_id": 2,
      "tokenizer.ggml.eos_token_id": 3,
    };
    const { able, template } = chooseFim(input("llama", "House-Model", tokens, metadata));
    assert.equal(able, "unsure");
    assert.deepEqual(
      [
        template?.family,
        template?.order,
        template?.prefix,
        template?.suffix,
        template?.middle,
        template?.stop,
      ],
      ["custom", "psm", "<a>", "<b>", "<c>", ["<e>", "<a>", "<b>", "<c>"]],
    );
  });

  it("does not trust ids outside the vocabulary", () => {
    const metadata = { "tokenizer.ggml.fim_pre_token_id": 9e9, "tokenizer.ggml.fim_suf_token_id": -1 };
    assert.equal(chooseFim(input("llama", "Broken", ["a"], metadata)).able, "continuation");
  });

  const house = input("llama", "House-Model", ["<a>", "<b>", "<c>", ...star]);
  const own = { prefix: "<a>", suffix: "<b>" };
  type Setting = readonly [FimInput, FimSetting, FimDecision["able"], RegExp, order?: "psm" | "spm"];
  const settings: readonly Setting[] = [
    [input("qwen2", "Qwen2.5-Coder-7B", qwen), "off", "continuation", /“off”/],
    [input("qwen2", "Qwen2.5-7B", qwen), "auto", "unsure", /test/],
    [input("qwen2", "Qwen2.5-7B", qwen), "qwen-coder", "yes", /fim names \(qwen-coder\)/, "psm"],
    [house, "starcoder", "yes", /starcoder/, "psm"],
    [house, "deepseek-coder", "no", /“deepseek-coder”.*House-Model.*hanare\.models/],
    [house, { ...own, middle: "<c>" }, "yes", /<a> … <b>/, "psm"],
    [house, { ...own, middle: "<c>", order: "spm" }, "yes", /<a>/, "spm"],
    [house, own, "yes", /<a>/, "spm"],
    [house, { ...own, middle: "<gone>" }, "no", /fim names <gone>,/],
    [input("llama", "Mellum-4b", star), "starcoder", "yes", /starcoder/, "spm"],
    [input("mamba", "Mamba-Codestral-7B", mistral), "codestral", "no", /recurrent/],
    [input("mamba", "Mamba-Codestral-7B", mistral), "off", "no", /recurrent/],
  ];
  for (const [model, setting, able, reason, order] of settings)
    it(`${model.name} with fim ${JSON.stringify(setting)}: ${able}`, () => {
      const decision = chooseFim(model, setting);
      assert.equal(decision.able, able);
      assert.match(decision.reason, reason);
      assert.equal(decision.template?.order, order ?? (able === "unsure" ? "psm" : undefined));
    });

  it("knows the tokens of every family that the settings can name", () => {
    const all = [...qwen, ...star, ...santa, ...deepseek, ...llama, ...mistral, ...seed, ...glm, ...falcon];
    for (const family of fimFamilies)
      assert.equal(chooseFim(input("llama", "All", all), family).template?.family, family);
  });

  it("uses the user's own tokens exactly as given, also those of a file that says otherwise", () => {
    const { template } = chooseFim(house, { ...own, middle: "<c>" });
    assert.deepEqual(
      [template?.family, template?.prefix, template?.suffix, template?.middle, template?.stop],
      ["custom", "<a>", "<b>", "<c>", ["<a>", "<b>", "<c>"]],
    );
  });

  it("reads names and vocabulary from a header, and shows a name without control characters", async () => {
    const bytes = encodeGguf({
      metadata: {
        "general.architecture": "qwen2",
        "general.name": "Qwen2.5\u001b[31m Coder",
        "tokenizer.ggml.tokens": { strings: qwen },
      },
    });
    const decision = chooseFim(fimInputOf(await readGgufHeader(inMemory(bytes), { tokens: true })));
    assert.equal(decision.template?.prefix, "<|fim_prefix|>");
    assert.doesNotMatch(decision.reason, /\u001b/);
  });

  it("gives its reasons in Japanese", () => {
    setLanguage("ja");
    try {
      const decisions = [
        ...cases.map(([model]) => chooseFim(model)),
        ...settings.map(([model, setting]) => chooseFim(model, setting)),
      ];
      for (const { reason } of decisions) assert.match(reason, /\p{Script=Hiragana}.*。$/u);
    } finally {
      setLanguage("en");
    }
  });
});
