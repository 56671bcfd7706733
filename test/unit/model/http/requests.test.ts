import assert from "node:assert/strict";
import { callOf } from "../../../../server/src/model/http/requests";
import { estimatePrompt, estimateTokens } from "../../../../server/src/model/http/tokens";
import { type GenerateRequest } from "../../../../server/src/model/runtime";
import { knownServer } from "../../../support/fakeExchange";

const options = { priority: "interactive", maxTokens: 9 } as const;
const base = {
  model: "m",
  temperature: 0,
  seed: 0,
  stream: true,
  stream_options: { include_usage: true },
};
const chat: GenerateRequest = {
  ...options,
  kind: "chat",
  messages: [
    { role: "system", text: "s" },
    { role: "user", text: "u" },
  ],
};
const infill: GenerateRequest = {
  ...options,
  kind: "infill",
  prefix: "p",
  suffix: "q",
  middle: "m",
  files: [{ path: "a.ts", text: "t" }],
};

describe("model/http/requests", () => {
  it("chats", () =>
    assert.deepEqual(callOf(chat, knownServer(), false), {
      kind: "chat",
      path: "/v1/chat/completions",
      body: {
        ...base,
        messages: [
          { role: "system", content: "s" },
          { role: "user", content: "u" },
        ],
        max_tokens: 9,
      },
    }));

  it("asks for JSON of a closed schema", () => {
    const jsonSchema = {
      type: "object",
      properties: { list: { type: "array", items: { type: "object", properties: { a: { enum: ["x"] } } } } },
    } as const;
    const { body } = callOf({ ...chat, jsonSchema }, knownServer(), false);
    assert.deepEqual(body["response_format"], {
      type: "json_schema",
      json_schema: {
        name: "answer",
        strict: true,
        schema: {
          type: "object",
          properties: {
            list: {
              type: "array",
              items: {
                type: "object",
                properties: { a: { enum: ["x"] } },
                required: ["a"],
                additionalProperties: false,
              },
            },
          },
          required: ["list"],
          additionalProperties: false,
        },
      },
    });
  });

  it("leaves room for a model that was seen to reason, but not where nothing is generated", () => {
    const tokens = (maxTokens: number, reasons: boolean) =>
      callOf({ ...chat, maxTokens }, knownServer(), reasons).body["max_tokens"];
    assert.deepEqual([tokens(9, false), tokens(9, true), tokens(0, true)], [9, 1033, 0]);
  });

  it("goes on from a text", () =>
    assert.deepEqual(callOf({ ...options, kind: "completion", prompt: "a" }, knownServer(), false), {
      kind: "completion",
      path: "/v1/completions",
      body: { ...base, prompt: "a", max_tokens: 9 },
    }));

  it("fills a hole as llama-server does, with other files in front", () =>
    assert.deepEqual(callOf(infill, knownServer({ kind: "llama.cpp", filling: "infill" }), false), {
      kind: "infill",
      path: "/infill",
      body: {
        ...base,
        input_prefix: "p",
        input_suffix: "q",
        input_extra: [{ filename: "a.ts", text: "t" }],
        prompt: "m",
        n_predict: 9,
        cache_prompt: true,
      },
    }));

  it("fills a hole with a suffix where that is offered, and says where nothing is", () => {
    const { path, body } = callOf(infill, knownServer({ filling: "suffix" }), false);
    assert.deepEqual([path, body["prompt"], body["suffix"]], ["/v1/completions", "pm", "q"]);
    assert.throws(() => callOf(infill, knownServer(), false), { code: "unsupported" });
  });

  it("sends what OpenAI's protocol does not know only to those who take it", () => {
    const request: GenerateRequest = {
      ...chat,
      sampling: { temperature: 0.5, topK: 3, topP: 0.9, minP: 0.1 },
      seed: 4,
      stop: ["1", "2", "3", "4", "5"],
    };
    const shown = (kind: "other" | "vllm") => {
      const { temperature, seed, top_k, top_p, min_p, stop } = callOf(
        request,
        knownServer({ kind }),
        false,
      ).body;
      return [temperature, seed, top_k, top_p, min_p, stop];
    };
    assert.deepEqual(shown("other"), [0.5, 4, undefined, 0.9, undefined, ["1", "2", "3", "4"]]);
    assert.deepEqual(shown("vllm"), [0.5, 4, 3, 0.9, 0.1, ["1", "2", "3", "4", "5"]]);
  });
});

describe("model/http/tokens", () => {
  const texts: readonly [text: string, tokens: number][] = [
    ["", 0],
    ["a", 1],
    ["word", 1],
    ["international", 4],
    ["a b", 3],
    ["x = 12;\n", 8],
    ["漢字", 3],
    ["漢", 2],
  ];
  for (const [text, tokens] of texts)
    it(`${JSON.stringify(text)}: ${tokens}`, () => assert.equal(estimateTokens(text), tokens));

  it("counts everything that a request sends", () => {
    assert.equal(estimatePrompt(chat), 2 + 16);
    assert.equal(estimatePrompt(infill), 4 + 1 + 1 + 1 + 3 + 1);
  });
});
