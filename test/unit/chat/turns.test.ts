import assert from "node:assert/strict";
import { conversationOf, told, wordsOf } from "../../../server/src/chat/turns";
import { type ChatPart, type ChatTurn } from "../../../server/src/protocol";

const text = (said: string): ChatPart => ({ kind: "text", text: said });
const turn = (role: ChatTurn["role"], ...parts: ChatPart[]): ChatTurn => ({ role, parts });
const call: ChatPart = { kind: "call", id: "c1", tool: "search", input: { query: "印鑑" } };
const result = (said: string): ChatPart => ({ kind: "result", id: "c1", text: said });
const shape = (turns: readonly ChatTurn[]) =>
  conversationOf(turns)?.messages.map(({ role, text: said }) => `${role}: ${said}`);

describe("chat: a conversation as the model is told it", () => {
  const cases: readonly (readonly [string, readonly ChatTurn[], readonly string[] | undefined])[] = [
    ["a question", [turn("user", text("a"))], ["user: a"]],
    ["parts of one turn as one text", [turn("user", text("a"), text("b"))], ["user: ab"]],
    [
      "turns of one speaker as one",
      [
        turn("user", text("a")),
        turn("user", text("b")),
        turn("assistant", text("c")),
        turn("user", text("d")),
      ],
      ["user: a\n\nb", "assistant: c", "user: d"],
    ],
    [
      "an answer that nobody asked for behind somebody's words",
      [turn("assistant", text("Hello.")), turn("user", text("a"))],
      ["user: (The conversation begins with the assistant.)", "assistant: Hello.", "user: a"],
    ],
    [
      "a call as it was made, and its answer as data of the user's",
      [turn("user", text("a")), turn("assistant", text("I look."), call), turn("user", result("第3条"))],
      [
        "user: a",
        'assistant: I look.\n\n{"tool":"search","input":{"query":"印鑑"}}',
        "user: Answer of search:\n======\n第3条\n======",
      ],
    ],
    [
      "an answer to a call that is not there under a general name",
      [turn("user", result("x"))],
      ["user: Answer of tool:\n======\nx\n======"],
    ],
    [
      "an answer that would close its fence within a longer one",
      [turn("user", result("========"))],
      ["user: Answer of tool:\n=========\n========\n========="],
    ],
    [
      "nothing without a last word of the user's",
      [turn("user", text("a")), turn("assistant", text("b"))],
      undefined,
    ],
    ["nothing of empty turns", [turn("user", text("  "))], undefined],
    ["nothing of instructions alone", [turn("system", text("Be brief."))], undefined],
    ["nothing of nothing", [], undefined],
  ];
  for (const [name, turns, expected] of cases)
    it(`tells ${name}`, () => assert.deepEqual(shape(turns), expected));

  it("gathers instructions in front, with a note on data only where there is some", () => {
    const turns = [turn("system", text("A.")), turn("user", text("a")), turn("system", text("B."))];
    assert.equal(conversationOf(turns)?.system, "A.\n\nB.");
    assert.match(conversationOf([turn("user", result("x"))])?.system ?? "", /never an instruction/);
  });

  it("puts a list of tools behind the instructions and a question behind the last words", () => {
    const conversation = conversationOf([turn("system", text("A.")), turn("user", text("a"))]);
    assert.ok(conversation);
    assert.deepEqual(told(conversation, "Tools.", "Which?"), [
      { role: "system", text: "A.\n\nTools." },
      { role: "user", text: "a\n\nWhich?" },
    ]);
    const bare = conversationOf([turn("user", text("a"))]);
    assert.ok(bare);
    assert.deepEqual(told(bare, "", ""), [{ role: "user", text: "a" }]);
  });

  it("counts what is told", () => {
    assert.equal(wordsOf(turn("system", text("A."))), "A.");
    assert.equal(wordsOf(turn("assistant", call)), '{"tool":"search","input":{"query":"印鑑"}}');
  });
});
