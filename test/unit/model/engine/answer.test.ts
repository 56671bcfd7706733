import assert from "node:assert/strict";
import { createAnswer } from "../../../../server/src/model/engine/answer";

interface Case {
  readonly name: string;
  readonly options: Parameters<typeof createAnswer>[0];
  readonly tokens: readonly string[];
  readonly text: string;
  readonly reasoning: string;
  readonly finished: string | undefined;
}

const thinking = { closingText: "</think>", limit: 4 };

describe("model/engine/answer", () => {
  const cases: Case[] = [
    {
      name: "plain text ends at a stop string",
      options: { stopTexts: ["\n\n"], json: false },
      tokens: ["a", "\n", "\n", "b"],
      text: "a",
      reasoning: "",
      finished: "stop",
    },
    {
      name: "JSON ends when it is complete, not at a nested brace",
      options: { stopTexts: [], json: true },
      tokens: ['{"a":', '{"b":"}"}', "}", " more"],
      text: '{"a":{"b":"}"}}',
      reasoning: "",
      finished: "stop",
    },
    {
      name: "reasoning is told apart from the answer",
      options: { stopTexts: [], json: true, reasoning: thinking },
      tokens: ["hm", "</thi", "nk>", '{"a":1}'],
      text: '{"a":1}',
      reasoning: "hm</think>",
      finished: "stop",
    },
    {
      name: "an unfinished answer gives back what was held for a stop string",
      options: { stopTexts: ["END"], json: false },
      tokens: ["the E"],
      text: "the E",
      reasoning: "",
      finished: undefined,
    },
  ];
  for (const { name, options, tokens, text, reasoning, finished } of cases) {
    it(name, () => {
      const answer = createAnswer(options);
      const got = { text: "", reasoning: "" };
      let end: string | undefined;
      for (const token of tokens) {
        if (end !== undefined) break;
        const step = answer.push(token);
        for (const chunk of step.chunks) if (chunk.type !== "end") got[chunk.type] += chunk.text;
        end = step.finished;
      }
      for (const chunk of answer.rest()) if (chunk.type === "text") got.text += chunk.text;
      assert.deepEqual({ ...got, end }, { text, reasoning, end: finished });
    });
  }

  it("closes a reasoning that grows too long, once", () => {
    const answer = createAnswer({ stopTexts: [], json: true, reasoning: thinking });
    const closes = ["a", "b", "c", "d", "{}"].map((token) => answer.push(token).closeReasoning);
    assert.deepEqual([closes, answer.reasoning()], [[false, false, false, true, false], false]);
  });
});
