import assert from "node:assert/strict";
import { withCase } from "../../../server/src/evaluate/ownSuite";
import { readSuite } from "../../../server/src/evaluate/suite";
import { type ExpectedAnswer } from "../../../server/src/protocol";

const text = "# 解約\n\n申込書は、解約した日から7年間保存する。\n";
const texts = [{ name: "手順.md", text }];
const asked: ExpectedAnswer = {
  ...{ kind: "ask", question: "何年保存しますか", uris: ["file:///w/手順.md"] },
  quotes: ["解約した日から７年間保存する"],
};
const summarized: ExpectedAnswer = {
  ...{ kind: "summarize", uri: "file:///w/手順.md", length: "short" },
  ...{ facts: ["7年間"], absent: ["5年間"] },
};

function casesOf(suite: string) {
  const read = readSuite({ name: "private.yaml", text: suite });
  assert.ok("suite" in read, JSON.stringify(read));
  return read.suite.cases;
}

describe("evaluate: a suite of one's own", () => {
  it("begins with a question, its documents and what must be cited", () => {
    const { text: suite, id, replaced } = withCase({ expected: asked, note: "良い\n答え" }, texts);
    const [one] = casesOf(suite);
    assert.equal(one?.kind, "ask");
    assert.deepEqual([one.id, one.quotes, one.notFound, replaced], [id, asked.quotes, false, false]);
    assert.deepEqual(one.materials, [{ name: "手順.md", text }]);
    assert.match(suite, /# 良い\n\s*# 答え\n/);
  });

  it("takes a summary and a question without an answer to what is there, and leaves the rest as it was", () => {
    const mine =
      "# Mine\nhanare-suite: 1\nid: ours\ntitle: Ours\ncases:\n  # kept\n  - id: a\n    kind: refuse\n    prompt: x\n    refusal: true\n";
    const first = withCase({ expected: summarized, suite: { name: "s.yaml", text: mine } }, texts);
    const second = withCase(
      { expected: { ...asked, quotes: [] }, suite: { name: "s.yaml", text: first.text } },
      texts,
    );
    const cases = casesOf(second.text);
    assert.deepEqual(
      cases.map(({ kind }) => kind),
      ["refuse", "summarize", "ask"],
    );
    assert.equal(cases[2]?.kind === "ask" && cases[2].notFound, true);
    assert.match(second.text, /^# Mine\n[^]*# kept\n/);
  });

  it("puts what was judged again in the place of the case that was there", () => {
    const first = withCase({ expected: asked }, texts);
    const again = withCase(
      { expected: { ...asked, quotes: [] }, suite: { name: "s.yaml", text: first.text } },
      texts,
    );
    assert.deepEqual([again.replaced, again.id], [true, first.id]);
    assert.equal(casesOf(again.text).length, 1);
  });

  it("tells two documents of one name apart", () => {
    const { text: suite } = withCase({ expected: asked }, [...texts, { name: "手順.md", text: "x" }]);
    const [one] = casesOf(suite);
    assert.deepEqual(one?.kind === "ask" && one.materials.map((each) => ("name" in each ? each.name : "")), [
      "手順.md",
      "2-手順.md",
    ]);
  });

  it("takes a question of the chat as a plain prompt, with what must and must not be said", () => {
    const chat: ExpectedAnswer = {
      kind: "chat",
      question: "鍵は誰が持ちますか",
      must: ["課長"],
      mustNot: ["部長"],
    };
    const { text: suite, id } = withCase({ expected: chat, note: "正しい" }, []);
    const [one] = casesOf(suite);
    assert.match(id, /^chat-/);
    assert.equal(one?.kind, "refuse");
    assert.deepEqual(
      [one.prompt, one.must, one.mustNot, one.refusal, one.material],
      ["鍵は誰が持ちますか", [["課長"]], ["部長"], false, undefined],
    );
    const empty = { ...chat, must: [], mustNot: [] };
    assert.throws(() => withCase({ expected: empty }, []), /must be in the answer/);
  });

  const words = { must: ["880"], mustNot: [] };
  const works: readonly (readonly [string, ExpectedAnswer, object])[] = [
    [
      "an explanation of code",
      { kind: "code", task: "explain", name: "fee.py", text: "fee = 880\n", ...words },
      { kind: "code", task: "explain", material: { name: "fee.py", text: "fee = 880\n" }, must: [["880"]] },
    ],
    [
      "refactored code, which needs no words",
      { kind: "code", task: "refactor", name: "fee.py", text: "fee = 880", must: [], mustNot: [] },
      { kind: "code", task: "refactor", must: [], mustNot: [] },
    ],
    [
      "a draft, with the documents' text",
      { kind: "draft", template: "procedure", uris: ["file:///w/手順.md"], ...words },
      { kind: "draft", template: "procedure", materials: texts },
    ],
    [
      "a commit message, with the diff",
      { kind: "commit", diff: "--- a/x\n+++ b/x\n", ...words },
      { kind: "commit", material: { name: "", text: "--- a/x\n+++ b/x\n" } },
    ],
  ];
  for (const [what, expected, wanted] of works)
    it(`takes ${what}`, () => {
      const { text: suite, id } = withCase({ expected }, expected.kind === "draft" ? texts : []);
      const [one] = casesOf(suite);
      assert.ok(one !== undefined);
      assert.deepEqual({ ...one, ...wanted }, one);
      assert.match(id, new RegExp(`^${expected.kind}-`));
    });

  const refused: readonly (readonly [string, Parameters<typeof withCase>[0], RegExp])[] = [
    ["words that stand nowhere", { expected: { ...asked, quotes: ["9年間"] } }, /“9年間” stands in none/],
    [
      "a summary without words",
      { expected: { ...summarized, facts: [], absent: [] } },
      /must be in the summary/,
    ],
    [
      "an explanation without words",
      { expected: { kind: "code", task: "explain", name: "a.py", text: "f()", must: [], mustNot: [] } },
      /must be in the answer/,
    ],
    [
      "a file that is no suite",
      { expected: asked, suite: { name: "s.yaml", text: "a: 1" } },
      /s\.yaml, line 1/,
    ],
    [
      "a file that is no YAML",
      { expected: asked, suite: { name: "s.yaml", text: "a: [" } },
      /not valid YAML/,
    ],
  ];
  for (const [why, params, message] of refused)
    it(`refuses ${why}`, () => assert.throws(() => withCase(params, texts), message));

  it("keeps texts that look like YAML as they are", () => {
    const odd = "---\n- a: b\n#c\n  \ttab\n\"quoted\": 'x'\n...\n";
    const { text: suite } = withCase({ expected: { ...asked, quotes: [] } }, [{ name: "a.txt", text: odd }]);
    const [one] = casesOf(suite);
    assert.deepEqual(one?.kind === "ask" && one.materials, [{ name: "a.txt", text: odd }]);
  });
});
