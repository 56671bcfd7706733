import assert from "node:assert/strict";
import { type ChatOptions, answerChat } from "../../../server/src/chat/handler";
import { inputTokensOf, outputTokensOf } from "../../../server/src/chat/budget";
import {
  type ChatRequest,
  type GenerateChunk,
  ModelError,
  type RuntimeInfo,
} from "../../../server/src/model/runtime";
import { type ChatPart, type ChatTool } from "../../../server/src/protocol";
import { endOf, scriptedRuntime, type ScriptedAnswer } from "../../support/scriptedRuntime";

const never = new AbortController().signal;
const question = (text: string): ChatOptions["turns"] => [{ role: "user", parts: [{ kind: "text", text }] }];
const search: ChatTool = {
  name: "search",
  description: "Finds words.",
  inputSchema: { type: "object", required: ["query"], properties: { query: { type: "string" } } },
};
const clock: ChatTool = { name: "clock", description: "Tells the time." };
const anything: ChatTool = {
  name: "anything",
  description: "Takes anything.",
  inputSchema: { type: "object", required: ["map"], properties: { map: { type: "object" } } },
};

interface Setting extends Partial<ChatOptions> {
  readonly mayCall?: boolean;
  readonly signal?: AbortSignal;
  readonly info?: Partial<RuntimeInfo>;
}

async function chat(answers: readonly ScriptedAnswer[], setting: Setting = {}) {
  const { mayCall = true, signal = never, info, ...options } = setting;
  const left = [...answers];
  const runtime = scriptedRuntime(() => left.shift() ?? "", info);
  const parts: ChatPart[] = [];
  const deps = { runtime, mayCall, newId: () => "id" };
  const asked = { turns: question("Where is the seal kept?"), ...options };
  const result = answerChat(deps, asked, (part) => parts.push(part), signal);
  const words = () => parts.map((part) => (part.kind === "text" ? part.text : `<${part.kind}>`)).join("");
  return { result, parts, words, requests: runtime.requests as ChatRequest[] };
}

describe("chat: an answer in words", () => {
  it("streams as it comes, without a word of ours around the question", async () => {
    const { result, parts, words, requests } = await chat(["It is kept in the safe."]);
    assert.deepEqual(await result, { end: "whole", leftOut: [] });
    assert.equal(words(), "It is kept in the safe.");
    assert.ok(parts.length > 1);
    assert.deepEqual(
      requests.map(({ messages, priority, jsonSchema }) => [messages, priority, jsonSchema]),
      [[[{ role: "user", text: "Where is the seal kept?" }], "interactive", undefined]],
    );
  });

  it("takes temperature and length from who asks, within bounds", async () => {
    const { result, requests } = await chat(["a"], { temperature: 7, outputTokens: 9 });
    await result;
    assert.deepEqual([requests[0]?.sampling, requests[0]?.maxTokens], [{ temperature: 2 }, 9]);
    const bold = await chat(["a"], { outputTokens: 1e9 });
    await bold.result;
    assert.equal(bold.requests[0]?.maxTokens, outputTokensOf({ contextSize: 8192 }));
  });

  it("leaves out what the model thought aloud", async () => {
    const { result, words } = await chat(["<think>\nThe safe?\n</think>\n\nIn the safe."]);
    await result;
    assert.equal(words(), "In the safe.");
  });

  it("says when it is cut, and fails when nothing was said", async () => {
    const cut = scriptedRuntime(() => "");
    async function* generate(): AsyncIterable<GenerateChunk> {
      yield { type: "text", text: "In the" };
      yield endOf("length", 2);
    }
    const parts: ChatPart[] = [];
    const result = await answerChat(
      { runtime: { ...cut, generate }, mayCall: false, newId: () => "id" },
      { turns: question("a") },
      (part) => parts.push(part),
      never,
    );
    assert.equal(result.end, "cut");
    assert.match(JSON.stringify(parts.at(-1)), /not whole: it came to its limit of \d+ tokens/);
    await assert.rejects((await chat([""])).result, { code: "no-answer" });
    await assert.rejects((await chat(["<think>on and on"])).result, { code: "no-answer" });
  });

  it("is refused before anything is evaluated when it does not fit", async () => {
    const { result, requests } = await chat(["a"], {
      turns: question("word ".repeat(4000)),
      info: { contextSize: 2048 },
    });
    await assert.rejects(result, /has \d+ tokens, but scripted has room for 2000\. Begin a new chat/);
    assert.equal(requests.length, 0);
    const info = { contextSize: 4096 };
    assert.ok(inputTokensOf(info) + outputTokensOf(info) < 4096);
  });

  it("ends with the signal's reason, at once and between two words", async () => {
    await assert.rejects((await chat(["a"], { signal: AbortSignal.abort() })).result, { name: "AbortError" });
    const controller = new AbortController();
    const runtime = scriptedRuntime(() => "one two three four five six seven");
    const heard: ChatPart[] = [];
    const result = answerChat(
      { runtime, mayCall: false, newId: () => "id" },
      { turns: question("count") },
      (part) => {
        heard.push(part);
        controller.abort();
      },
      controller.signal,
    );
    await assert.rejects(result, { name: "AbortError" });
    assert.equal(heard.length, 1);
  });

  it("passes a failure of the engine on, and needs a question", async () => {
    const crash = new ModelError("engine-crashed", "The engine ended.");
    await assert.rejects((await chat([crash])).result, /engine ended/);
    await assert.rejects((await chat([], { turns: [] })).result, { code: "no-question" });
  });
});

describe("chat: a tool", () => {
  const tools = [search, clock, anything];

  it("is chosen, then filled, and called", async () => {
    const { result, parts, requests } = await chat(['{"tool":"search"}', '{"query":"seal"}'], { tools });
    assert.deepEqual(await result, { end: "call", leftOut: ["anything"] });
    assert.deepEqual(parts, [{ kind: "call", id: "id", tool: "search", input: { query: "seal" } }]);
    const [choice, input] = requests;
    assert.deepEqual(choice?.jsonSchema, {
      type: "object",
      properties: { tool: { enum: ["search", "clock", "answer_user"] } },
      required: ["tool"],
    });
    assert.match(
      choice?.messages[0]?.text ?? "",
      /- search: Finds words\.\n- clock: Tells the time\.\n- answer_user: [^\n]*$/,
    );
    assert.match(
      input?.messages.at(-1)?.text ?? "",
      /^Where is the seal kept\?\n\nCall search\.[^]*- query, required/,
    );
    assert.equal(choice?.messages[0]?.text, input?.messages[0]?.text, "what stands before stays evaluated");
  });

  it("without input is called at once", async () => {
    const { result, parts, requests } = await chat(['{"tool":"clock"}'], { tools });
    await result;
    assert.deepEqual(parts, [{ kind: "call", id: "id", tool: "clock", input: {} }]);
    assert.equal(requests.length, 1);
  });

  it("is not called where none is needed: words follow", async () => {
    const { result, words, requests } = await chat(['{"tool":"answer_user"}', "In the safe."], { tools });
    assert.equal((await result).end, "whole");
    assert.equal(words(), "In the safe.");
    assert.equal(requests[0]?.messages[0]?.text, requests[1]?.messages[0]?.text);
  });

  it("that is called as what stands for no tool does not stand for no tool", async () => {
    const none = { ...clock, name: "answer_user" };
    const { result, parts, requests } = await chat(['{"tool":"answer_user"}'], { tools: [none] });
    await result;
    assert.deepEqual(parts, [{ kind: "call", id: "id", tool: "answer_user", input: {} }]);
    assert.match(JSON.stringify(requests[0]?.jsonSchema), /\["answer_user","answer_user_"\]/);
  });

  it("must be called where whoever asks wants it", async () => {
    const { result, requests } = await chat(['{"tool":"clock"}'], { tools, mustCall: true });
    assert.equal((await result).end, "call");
    assert.doesNotMatch(JSON.stringify(requests[0]), /answer_user/);
    for (const over of [{ mayCall: false, tools }, { tools: [] }, { tools: [anything] }])
      await assert.rejects((await chat([], { ...over, mustCall: true })).result, { code: "tool-call" });
  });

  it("is not offered to a model that did not pass the test", async () => {
    const { result, words, requests } = await chat(["In the safe."], { tools, mayCall: false });
    await result;
    assert.equal(words(), "In the safe.");
    assert.deepEqual(
      requests.map(({ jsonSchema }) => jsonSchema),
      [undefined],
    );
  });

  const wrongNames = [
    "",
    "search",
    '{"tool":"delete"}',
    '{"tool":1}',
    '{"tool":"search","input":{}}',
    '["search"]',
  ];
  for (const answer of wrongNames)
    it(`is not what ${JSON.stringify(answer)} names`, async () => {
      const { result, parts } = await chat([answer], { tools });
      await assert.rejects(result, /choice of a tool could not be read/);
      assert.deepEqual(parts, []);
    });

  for (const answer of ["", "{}", '{"query":', '{"query":5}', '{"query":"a","x":1}', "I search for seal."])
    it(`is not called with ${JSON.stringify(answer)}`, async () => {
      const { result, parts } = await chat(['{"tool":"search"}', answer], { tools });
      await assert.rejects(result, /call of search could not be read/);
      assert.deepEqual(parts, []);
    });

  it("asks in Japanese where the user does", async () => {
    const { result, requests } = await chat(['{"tool":"answer_user"}', "金庫です。"], {
      tools,
      turns: question("印鑑はどこに保管しますか。"),
    });
    await result;
    assert.match(requests[0]?.messages.at(-1)?.text ?? "", /次に使うのは一覧のどれですか/u);
  });
});
