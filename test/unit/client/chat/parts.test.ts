import assert from "node:assert/strict";
import { confirmationFor } from "../../../../client/src/chat/confirmations";
import { type PartKinds, turnOf } from "../../../../client/src/chat/parts";
import { toolNames } from "../../../../server/src/protocol";
import { english, inJapanese } from "../../../support/translate";

class Text {
  constructor(readonly value: string) {}
}
class Call {
  constructor(
    readonly callId: string,
    readonly name: string,
    readonly input: object,
  ) {}
}
class Result {
  constructor(
    readonly callId: string,
    readonly content: readonly unknown[],
  ) {}
}
class Prompt {
  constructor(readonly value: unknown) {}
}
const kinds: PartKinds = {
  isText: (part): part is Text => part instanceof Text,
  isCall: (part): part is Call => part instanceof Call,
  isResult: (part): part is Result => part instanceof Result,
  isPrompt: (part): part is Prompt => part instanceof Prompt,
};
const bytes = (text: string) => new TextEncoder().encode(text);

describe("chat: the editor's messages", () => {
  const roles = [
    [1, "user"],
    [2, "assistant"],
    [3, "system"],
    [9, "user"],
  ] as const;
  for (const [role, known] of roles)
    it(`role ${role} is the ${known}'s`, () =>
      assert.equal(turnOf({ role, content: [] }, kinds).role, known));

  it("are told part by part; what is not text is said to be left out, thoughts are not told", () => {
    const content = [
      new Text("a"),
      new Call("1", "search", { query: "x" }),
      new Result("1", [new Text("b"), { mimeType: "text/plain", data: bytes("印鑑") }]),
      { mimeType: "image/png", data: bytes("x") },
      { value: "a thought", id: "t" },
      null,
      "words",
    ];
    assert.deepEqual(turnOf({ role: 1, content }, kinds).parts, [
      { kind: "text", text: "a" },
      { kind: "call", id: "1", tool: "search", input: { query: "x" } },
      { kind: "result", id: "1", text: "b\n印鑑" },
      { kind: "text", text: "[left out, not text: image/png]" },
    ]);
  });

  it("have the words of a tree of prompts", () => {
    const tree = {
      node: {
        type: 1,
        children: [
          { type: 2, text: "a", lineBreakBefore: false },
          { type: 1, children: [{ type: 2, text: "b", lineBreakBefore: true }] },
        ],
      },
    };
    const result = turnOf(
      { role: 1, content: [new Result("1", [new Prompt(tree), new Prompt("c")])] },
      kinds,
    );
    assert.deepEqual(result.parts, [{ kind: "result", id: "1", text: "a\nb\nc" }]);
  });
});

describe("chat: what is asked before a tool reads", () => {
  const inputs = {
    hanare_documents: [
      { question: "印鑑" },
      /All documents and code of this window are searched for “印鑑”/u,
    ],
    hanare_search: [{ query: "印鑑", paths: ["docs", "a.md"] }, /searched for “印鑑”: docs, a\.md/u],
    hanare_summarize: [{ path: "docs/a.md" }, /This is read: docs\/a\.md/],
    hanare_review: [{ path: "src" }, /everything below it if it is a folder: src/],
    hanare_locate: [{ path: "a.md", quote: "七年間" }, /This is read: a\.md\. The quote: “七年間”/u],
  } as const;
  for (const name of toolNames) {
    const [input, expected] = inputs[name];
    it(`${name} names what is read, and that the result may leave, in both languages`, () => {
      const { message } = confirmationFor(name, input, english);
      assert.match(message, expected);
      assert.match(message, /it leaves the computer/);
      const japanese = confirmationFor(name, input, inJapanese);
      assert.match(japanese.message, /コンピューターの外に出ます/u);
      for (const text of Object.values(japanese)) assert.match(text, /\p{Script=Hiragana}/u);
    });
  }

  it("shows what a model made up in one line that fits, and bears input of any kind", () => {
    const { message, doing } = confirmationFor(
      "hanare_review",
      { path: `a\n\u202e${"b".repeat(900)}` },
      english,
    );
    assert.match(message, /: a b+…\n\n/);
    assert.ok(doing.length < 400);
    for (const input of [undefined, null, 5, "x", [], { path: {} }])
      for (const name of toolNames) assert.ok(confirmationFor(name, input, english).message.length > 0);
  });
});
