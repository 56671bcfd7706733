/**
 * Which fill-in-the-middle tokens and which order a family was trained with. The order and the trained
 * variants come from each family's own documents; tokens in a vocabulary alone prove nothing.
 */

import { type FimFamily } from "../protocol";

/** Texts as they stand in the vocabulary; the first that the vocabulary has is used. */
export interface FimTokenTexts {
  readonly prefix: string;
  readonly suffix: string;
  readonly middle?: string;
  readonly fileSeparator?: readonly string[];
  readonly repositoryName?: readonly string[];
  readonly stop: readonly string[];
}

export interface FimTokenSet extends FimTokenTexts {
  readonly family: FimFamily | "custom";
  readonly order: "psm" | "spm";
}

/** One spelling of the tokens each; a model has at most a few of them. */
export const tokenSets: readonly FimTokenSet[] = [
  {
    family: "qwen-coder",
    order: "psm",
    prefix: "<|fim_prefix|>",
    suffix: "<|fim_suffix|>",
    middle: "<|fim_middle|>",
    fileSeparator: ["<|file_sep|>", "<|file_separator|>"],
    repositoryName: ["<|repo_name|>"],
    stop: [
      "<|endoftext|>",
      "<|fim_pad|>",
      "<|cursor|>",
      "<|im_start|>",
      "<|im_end|>",
      "<|end_of_text|>",
      "<eos>",
    ],
  },
  {
    family: "starcoder",
    order: "psm",
    prefix: "<fim_prefix>",
    suffix: "<fim_suffix>",
    middle: "<fim_middle>",
    fileSeparator: ["<file_sep>", "<filename>"],
    repositoryName: ["<repo_name>", "<reponame>"],
    stop: ["<|endoftext|>", "<fim_pad>"],
  },
  {
    family: "santacoder",
    order: "psm",
    prefix: "<fim-prefix>",
    suffix: "<fim-suffix>",
    middle: "<fim-middle>",
    stop: ["<|endoftext|>", "<fim-pad>"],
  },
  {
    family: "deepseek-coder",
    order: "psm",
    prefix: "<｜fim▁begin｜>",
    suffix: "<｜fim▁hole｜>",
    middle: "<｜fim▁end｜>",
    stop: ["<｜end▁of▁sentence｜>", "<|EOT|>"],
  },
  {
    family: "code-llama",
    order: "psm",
    prefix: "▁<PRE>",
    suffix: "▁<SUF>",
    middle: "▁<MID>",
    stop: ["▁<EOT>"],
  },
  {
    family: "code-llama",
    order: "psm",
    prefix: "<PRE>",
    suffix: "<SUF>",
    middle: "<MID>",
    stop: ["<EOT>"],
  },
  {
    family: "codestral",
    order: "spm",
    prefix: "[PREFIX]",
    suffix: "[SUFFIX]",
    stop: ["[MIDDLE]"],
  },
  {
    family: "seed-coder",
    order: "spm",
    prefix: "<[fim-prefix]>",
    suffix: "<[fim-suffix]>",
    middle: "<[fim-middle]>",
    stop: ["<[end▁of▁sentence]>", "<[end_of_sentence]>"],
  },
  {
    family: "glm",
    order: "psm",
    prefix: "<|code_prefix|>",
    suffix: "<|code_suffix|>",
    middle: "<|code_middle|>",
    stop: ["<|endoftext|>", "<|user|>", "<|observation|>"],
  },
  {
    family: "falcon-coder",
    order: "psm",
    prefix: "<|prefix|>",
    suffix: "<|suffix|>",
    middle: "<|middle|>",
    stop: ["<|endoftext|>"],
  },
];

interface TrainedFamily {
  /** As users know it. */
  readonly title: string;
  /** Over the model's names in lower case, words joined by `-`. */
  readonly name?: RegExp;
  readonly architectures?: readonly string[];
  /** Members of the family that were not trained for it. */
  readonly except?: RegExp;
  /** More layers than this: a large member that was not trained for it. */
  readonly maxLayers?: number;
  /** Where the family was trained with another order than its token set has. */
  readonly order?: "psm" | "spm";
}

export const trainedFamilies: readonly TrainedFamily[] = [
  { title: "Qwen Coder", name: /qwen[\d.]*-?coder|code-?qwen/ },
  { title: "StarCoder", name: /star-?coder|santa-?coder/, architectures: ["starcoder", "starcoder2"] },
  { title: "Refact", architectures: ["refact"] },
  { title: "CodeShell", architectures: ["codeshell"] },
  { title: "Stable Code", name: /stable-?code/, except: /instruct/ },
  {
    title: "Code Llama",
    name: /code-?llama/,
    except: /python|34b|70b/,
    maxLayers: 40,
  },
  { title: "DeepSeek Coder", name: /deepseek-coder/ },
  { title: "CodeGemma", name: /code-?gemma/, except: /\bit\b/ },
  { title: "Codestral", name: /codestral/ },
  { title: "Granite", name: /granite/, architectures: ["granite", "granitemoe"] },
  { title: "Seed-Coder", name: /seed-coder/, except: /reasoning/ },
  { title: "GLM", name: /(^|-)glm-?4\.?[5-9]/, architectures: ["glm4moe"] },
  // The report on Mellum (arXiv 2510.05788): trained on suffix, prefix, middle.
  { title: "Mellum", name: /mellum/, architectures: ["mellum"], order: "spm" },
];

/** Their state cannot be rewound to an earlier token, so typing would evaluate the whole prompt each time. */
export const recurrentArchitectures: ReadonlySet<string> = new Set([
  ...["mamba", "mamba2", "rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"],
  ...["jamba", "falcon-h1", "plamo2", "granitehybrid", "lfm2", "lfm2moe", "nemotron_h", "nemotron_h_moe"],
  ...["qwen3next", "qwen35", "qwen35moe", "qwen4exp", "kimi-linear", "kimi-k3", "bailingmoe3"],
  ...["deepseek4", "minimax-01"],
]);

/** They write all tokens at once, not from left to right. */
export const diffusionArchitectures: ReadonlySet<string> = new Set(["dream", "llada", "llada-moe", "rnd1"]);

/** They turn text, images or sound into numbers; they write no text by themselves. */
export const nonTextArchitectures: ReadonlySet<string> = new Set([
  ...["bert", "modern-bert", "nomic-bert", "nomic-bert-moe", "neo-bert", "jina-bert-v2", "jina-bert-v3"],
  ...["eurobert", "gemma-embedding", "llama-embed", "t5encoder", "clip", "wavtokenizer-dec"],
  ...["qwen3tts", "pockettts", "eagle3", "dflash", "gemma4-assistant"],
]);
