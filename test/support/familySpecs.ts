/**
 * The families of the catalogue as test models: special tokens as their makers publish them, chat templates from
 * llama.cpp's own sources (`template`), or as the family's own pages give them (`text`).
 */
import { type FamilyArchitecture, type SpecialTokens } from "./ggufFamilies";

export interface FamilySample {
  /** Of the catalogue. */
  readonly model: string;
  readonly architecture: FamilyArchitecture;
  readonly name: string;
  readonly tokens: SpecialTokens;
  /** File of `models/templates` in llama.cpp's sources. */
  readonly template?: string;
  readonly text?: string;
}

const llama3: SpecialTokens = {
  kind: "bpe",
  bos: "<|begin_of_text|>",
  eos: "<|eot_id|>",
  control: ["<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eom_id|>", "<|python_tag|>"],
};
const qwen: SpecialTokens = {
  kind: "bpe",
  eos: "<|im_end|>",
  control: ["<|endoftext|>", "<|im_start|>"],
  visible: ["<tool_call>", "</tool_call>"],
};
const qwen3: SpecialTokens = {
  ...qwen,
  visible: ["<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<think>", "</think>"],
};
const qwenCoder: SpecialTokens = {
  ...qwen,
  visible: [
    ...(qwen3.visible ?? []),
    ...["<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>"],
  ],
};
const gemma: SpecialTokens = {
  kind: "spm",
  bos: "<bos>",
  eos: "<eos>",
  control: ["<pad>", "<start_of_turn>", "<end_of_turn>"],
};
const deepseek: SpecialTokens = {
  kind: "bpe",
  bos: "<｜begin▁of▁sentence｜>",
  eos: "<｜end▁of▁sentence｜>",
  control: ["<｜User｜>", "<｜Assistant｜>"],
  visible: ["<think>", "</think>"],
};
const deepseekCoder: SpecialTokens = {
  kind: "bpe",
  bos: "<｜begin▁of▁sentence｜>",
  eos: "<｜end▁of▁sentence｜>",
  control: ["<|EOT|>"],
  visible: ["<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"],
};
const mistral: SpecialTokens = {
  kind: "spm",
  bos: "<s>",
  eos: "</s>",
  control: [
    "[INST]",
    "[/INST]",
    "[SYSTEM_PROMPT]",
    "[/SYSTEM_PROMPT]",
    "[AVAILABLE_TOOLS]",
    "[/AVAILABLE_TOOLS]",
  ],
};

const gemma3Template = [
  "{{ bos_token }}",
  "{%- if messages[0]['role'] == 'system' -%}",
  "{%- set first_user_prefix = messages[0]['content'] + '\n\n' -%}{%- set loop_messages = messages[1:] -%}",
  "{%- else -%}{%- set first_user_prefix = '' -%}{%- set loop_messages = messages -%}{%- endif -%}",
  "{%- for message in loop_messages -%}",
  "{%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}",
  "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{%- endif -%}",
  "{%- if message['role'] == 'assistant' -%}{%- set role = 'model' -%}{%- else -%}{%- set role = message['role'] -%}{%- endif -%}",
  "{{ '<start_of_turn>' + role + '\n' + (first_user_prefix if loop.first else '') }}",
  "{{ message['content'] | trim }}{{ '<end_of_turn>\n' }}",
  "{%- endfor -%}",
  "{%- if add_generation_prompt -%}{{ '<start_of_turn>model\n' }}{%- endif -%}",
].join("");

const phi4Template = [
  "{% for message in messages %}",
  "{{ '<|im_start|>' + message['role'] + '<|im_sep|>' + message['content'] + '<|im_end|>' }}",
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant<|im_sep|>' }}{% endif %}",
].join("");

const phi4MiniTemplate = [
  "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}",
  "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% else %}{{ eos_token }}{% endif %}",
].join("");

const mixtralTemplate = [
  "{{ bos_token }}{% for message in messages %}",
  "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}",
  "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}",
  "{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + ' [/INST]' }}",
  "{% elif message['role'] == 'assistant' %}{{ message['content'] + eos_token }}",
  "{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}",
].join("");

const llmJpTemplate = [
  "{{bos_token}}{% for message in messages %}",
  "{% if message['role'] == 'user' %}{{ '\\n\\n### 指示:\\n' + message['content'] }}",
  "{% elif message['role'] == 'system' %}{{ message['content'] }}",
  "{% elif message['role'] == 'assistant' %}{{ '\\n\\n### 応答:\\n' + message['content'] + eos_token }}{% endif %}",
  "{% if loop.last and add_generation_prompt %}{{ '\\n\\n### 応答:\\n' }}{% endif %}{% endfor %}",
].join("");

export const familySamples: readonly FamilySample[] = [
  ...[
    ["llama-3.1-8b", "Llama 3.1 8B Instruct", "meta-llama-Llama-3.1-8B-Instruct"],
    ["llama-3.2-3b", "Llama 3.2 3B Instruct", "meta-llama-Llama-3.2-3B-Instruct"],
    ["llama-3.3-70b", "Llama 3.3 70B Instruct", "meta-llama-Llama-3.3-70B-Instruct"],
  ].map(([model = "", name = "", template = ""]) => ({
    model,
    name,
    template,
    architecture: "llama" as const,
    tokens: llama3,
  })),
  {
    model: "phi-3.5-mini",
    architecture: "phi3",
    name: "Phi 3.5 Mini Instruct",
    tokens: {
      ...{ kind: "spm", bos: "<s>", eos: "<|end|>" },
      control: ["<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>"],
    },
    template: "microsoft-Phi-3.5-mini-instruct",
  },
  {
    model: "phi-4-mini",
    architecture: "phi3",
    name: "Phi 4 Mini Instruct",
    tokens: {
      kind: "bpe",
      eos: "<|end|>",
      control: ["<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>"],
    },
    text: phi4MiniTemplate,
  },
  {
    model: "phi-4",
    architecture: "phi3",
    name: "Phi 4",
    tokens: { kind: "bpe", eos: "<|im_end|>", control: ["<|endoftext|>", "<|im_start|>", "<|im_sep|>"] },
    text: phi4Template,
  },
  {
    ...{ model: "gemma-2-2b", architecture: "gemma2", name: "Gemma 2 2B it", tokens: gemma },
    template: "google-gemma-2-2b-it",
  },
  { model: "gemma-3-4b", architecture: "gemma3", name: "Gemma 3 4B it", tokens: gemma, text: gemma3Template },
  {
    ...{ model: "deepseek-r1", architecture: "deepseek2", name: "DeepSeek R1", tokens: deepseek },
    template: "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B",
  },
  {
    model: "deepseek-r1-distill-qwen-7b",
    ...{ architecture: "qwen2", name: "DeepSeek R1 Distill Qwen 7B", tokens: deepseek },
    template: "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B",
  },
  {
    model: "deepseek-r1-distill-llama-8b",
    ...{ architecture: "llama", name: "DeepSeek R1 Distill Llama 8B", tokens: deepseek },
    template: "deepseek-ai-DeepSeek-R1-Distill-Llama-8B",
  },
  {
    model: "deepseek-coder-6.7b",
    architecture: "llama",
    name: "DeepSeek-Coder 6.7B base",
    tokens: deepseekCoder,
  },
  {
    model: "deepseek-coder-v2-lite",
    architecture: "deepseek2",
    name: "DeepSeek-Coder-V2-Lite",
    tokens: deepseekCoder,
  },
  {
    ...{ model: "qwen2.5-7b", architecture: "qwen2", name: "Qwen2.5 7B Instruct", tokens: qwen },
    template: "Qwen-Qwen2.5-7B-Instruct",
  },
  {
    ...{ model: "qwen2.5-coder-1.5b", architecture: "qwen2", name: "Qwen2.5 Coder 1.5B", tokens: qwenCoder },
    template: "Qwen-Qwen2.5-7B-Instruct",
  },
  {
    ...{ model: "qwen3-4b", architecture: "qwen3", name: "Qwen3 4B", tokens: qwen3 },
    template: "Qwen-Qwen3-0.6B",
  },
  {
    ...{ model: "qwen3-30b-a3b", architecture: "qwen3moe", name: "Qwen3 30B A3B", tokens: qwen3 },
    template: "Qwen-Qwen3-0.6B",
  },
  {
    model: "qwen3-coder-30b-a3b",
    ...{ architecture: "qwen3moe", name: "Qwen3 Coder 30B A3B Instruct", tokens: qwenCoder },
    template: "Qwen3-Coder",
  },
  {
    ...{ model: "mistral-nemo", architecture: "llama", name: "Mistral Nemo Instruct 2407", tokens: mistral },
    template: "mistralai-Mistral-Nemo-Instruct-2407",
  },
  {
    model: "mistral-small-3.2",
    ...{ architecture: "llama", name: "Mistral Small 3.2 24B Instruct 2506", tokens: mistral },
    template: "Mistral-Small-3.2-24B-Instruct-2506",
  },
  {
    ...{ model: "mixtral-8x7b", architecture: "mixtral", name: "Mixtral 8x7B Instruct v0.1" },
    tokens: { kind: "spm", bos: "<s>", eos: "</s>", control: [] },
    text: mixtralTemplate,
  },
  {
    ...{ model: "codestral-22b", architecture: "llama", name: "Codestral 22B v0.1" },
    tokens: { ...mistral, control: [...mistral.control, "[PREFIX]", "[MIDDLE]", "[SUFFIX]"] },
  },
  {
    ...{ model: "plamo-2-8b", architecture: "plamo2", name: "PLaMo 2 8B" },
    tokens: { kind: "spm", bos: "<|plamo:bos|>", eos: "<|plamo:eos|>", control: [] },
  },
  {
    ...{ model: "llm-jp-3-3.7b", architecture: "llama", name: "LLM-jp 3 3.7B instruct" },
    tokens: { kind: "spm", bos: "<s>", eos: "</s>", control: [] },
    text: llmJpTemplate,
  },
  {
    ...{ model: "sarashina2-7b", architecture: "llama", name: "Sarashina2 7B" },
    tokens: { kind: "spm", bos: "<s>", eos: "</s>", control: [] },
  },
];
