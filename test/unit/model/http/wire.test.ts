import assert from "node:assert/strict";
import { createThoughtSplit } from "../../../../server/src/model/http/thoughts";
import {
  deltaOf,
  overflowOf,
  shortCode,
  type CallKind,
  type Delta,
} from "../../../../server/src/model/http/wire";

const plain = { text: "", reasoning: "" };

describe("model/http/wire", () => {
  const events: readonly [
    what: string,
    kind: CallKind,
    data: unknown,
    expected: Delta | undefined | "done",
  ][] = [
    ["the end", "chat", "[DONE]", "done"],
    ["no JSON", "chat", "<html>", undefined],
    ["another protocol", "chat", { type: "message_start" }, undefined],
    ["a list", "chat", [], undefined],
    ["text", "chat", { choices: [{ delta: { content: "a" } }] }, { ...plain, text: "a" }],
    ["a role alone", "chat", { choices: [{ delta: { role: "assistant", content: null } }] }, plain],
    [
      "reasoning as llama-server and DeepSeek say it",
      "chat",
      { choices: [{ delta: { reasoning_content: "hm" } }] },
      { ...plain, reasoning: "hm" },
    ],
    [
      "reasoning as vLLM says it",
      "chat",
      { choices: [{ delta: { reasoning: "hm" } }] },
      { ...plain, reasoning: "hm" },
    ],
    [
      "the last word",
      "chat",
      { choices: [{ delta: {}, finish_reason: "stop" }] },
      { ...plain, finish: "eos" },
    ],
    [
      "the limit",
      "completion",
      { choices: [{ text: "b", finish_reason: "length" }] },
      { ...plain, text: "b", finish: "length" },
    ],
    [
      "usage behind the last word",
      "chat",
      {
        choices: [],
        usage: { prompt_tokens: 5, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } },
      },
      { ...plain, usage: { prompt: 5, generated: 3, cached: 4 } },
    ],
    [
      "usage of null",
      "chat",
      { choices: [{ delta: { content: "a" } }], usage: null },
      { ...plain, text: "a" },
    ],
    [
      "a hole's text with the server's clock",
      "infill",
      {
        content: "x",
        stop: true,
        stop_type: "word",
        timings: { prompt_n: 7, cache_n: 2, prompt_ms: 9.5, predicted_n: 1 },
      },
      {
        ...plain,
        text: "x",
        finish: "stop",
        timings: { promptTokens: 7, cachedTokens: 2, promptMs: 9.5, generatedTokens: 1 },
      },
    ],
    ["a hole without text", "infill", { choices: [] }, undefined],
    [
      "an error",
      "chat",
      { error: { code: 500, message: "the user's own text" } },
      { ...plain, error: "500" },
    ],
    ["content that is no text", "chat", { choices: [{ delta: { content: 3 } }] }, plain],
    ["usage that lies", "chat", { choices: [], usage: { prompt_tokens: "many" } }, plain],
  ];
  for (const [what, kind, data, expected] of events)
    it(what, () =>
      assert.deepEqual(deltaOf(typeof data === "string" ? data : JSON.stringify(data), kind), expected),
    );

  it("takes codes of an error, never its words", () => {
    const codes = [
      { code: 404 },
      { code: "model_not_found" },
      { type: "invalid_request_error", code: null },
      { code: "顧客の名前は山田です" },
      { code: "a sentence with spaces" },
      "text",
      null,
    ].map(shortCode);
    assert.deepEqual(codes, [
      "404",
      "model_not_found",
      "invalid_request_error",
      "error",
      "error",
      "error",
      "error",
    ]);
  });

  const overflows: readonly [error: unknown, expected: unknown][] = [
    [
      { type: "exceed_context_size_error", n_prompt_tokens: 900, n_ctx: 512 },
      { tokens: 900, room: 512 },
    ],
    [{ code: "context_length_exceeded" }, { tokens: 0, room: 0 }],
    [{ message: "This model's maximum context length is 4096 tokens." }, { tokens: 0, room: 0 }],
    [{ type: "invalid_request_error", message: "bad" }, undefined],
    [undefined, undefined],
  ];
  for (const [error, expected] of overflows)
    it(`context: ${JSON.stringify(error)}`, () => assert.deepEqual(overflowOf(error), expected));
});

describe("model/http/thoughts", () => {
  const answers: readonly [said: string, text: string, reasoning: string][] = [
    ["plain", "plain", ""],
    ["<think>hm</think>\n\nyes", "yes", "hm"],
    ["\n<think>\nhm\n</think>yes", "yes", "\nhm\n"],
    ["<thin", "<thin", ""],
    ["<think>never ends", "", "never ends"],
    ["<think>a</thin</think>b", "b", "a</thin"],
    ["in the middle <think>stays</think>", "in the middle <think>stays</think>", ""],
    ["", "", ""],
  ];
  for (const [said, text, reasoning] of answers)
    for (const size of [1, 3, 100])
      it(`${JSON.stringify(said)} in pieces of ${size}`, () => {
        const split = createThoughtSplit();
        const pieces = said.match(new RegExp(`[^]{1,${size}}`, "gu")) ?? [];
        const parts = [...pieces.map((piece) => split.push(piece)), split.rest()];
        assert.deepEqual(
          [parts.map((part) => part.text).join(""), parts.map((part) => part.reasoning).join("")],
          [text, reasoning],
        );
      });
});
