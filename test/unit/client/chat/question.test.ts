import assert from "node:assert/strict";
import { questionIn } from "../../../../client/src/chat/question";
import { type ChatTurn } from "../../../../server/src/protocol";

const user = (...texts: readonly string[]): ChatTurn => ({
  role: "user",
  parts: texts.map((text) => ({ kind: "text", text })),
});
const result: ChatTurn = { role: "user", parts: [{ kind: "result", id: "1", text: "found" }] };

describe("the user's words in a request of the chat", () => {
  const questions: readonly (readonly [what: string, turns: readonly ChatTurn[], question: string])[] = [
    ["the last one", [user("A?"), { role: "assistant", parts: [] }, user(" 何年", "ですか\n")], "何年ですか"],
    ["the one before a tool's answer", [user("A?"), result], "A?"],
    [
      "what the user wrote inside VS Code's own words",
      [user("<context>x</context>\n<userRequest>\n何年？\n</userRequest>")],
      "何年？",
    ],
    ["none where only tools spoke", [result], ""],
  ];
  for (const [what, turns, question] of questions) it(what, () => assert.equal(questionIn(turns), question));
});
