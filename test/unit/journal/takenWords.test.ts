import assert from "node:assert/strict";
import { createRecentAnswers, type TakenWords } from "../../../server/src/journal/takenWords";

const uri = "file:///w/a.ts";
const answer = { id: "one", uris: [uri], answer: "return total;\n}\n" };

describe("journal: which kept answer words were taken from", () => {
  const cases: readonly (readonly [string, TakenWords, unknown])[] = [
    [
      "all of it",
      { uri, words: "return total;\n}" },
      { id: "one", verdict: { outcome: "taken", text: "return total;\n}" } },
    ],
    [
      "its rest, behind what was typed",
      { uri, words: "total;" },
      { id: "one", verdict: { outcome: "taken", text: "return total;" } },
    ],
    [
      "lines of a file from Windows",
      { uri, words: "total;\r\n}" },
      { id: "one", verdict: { outcome: "taken", text: "return total;\n}" } },
    ],
    [
      "words that were changed",
      { uri, words: "return total;", standing: { text: "return total / n;", share: 0.8 } },
      { id: "one", verdict: { outcome: "edited", text: "return total / n;" } },
    ],
    [
      "words that were taken away again",
      { uri, words: "return total;", standing: { text: "", share: 0.2 } },
      { id: "one", verdict: { outcome: "bad" } },
    ],
    ["words of nobody", { uri, words: "something else" }, undefined],
    ["words in another document", { uri: "file:///w/b.ts", words: "total" }, undefined],
    ["nothing", { uri, words: "  " }, undefined],
  ];
  for (const [name, words, expected] of cases)
    it(`knows ${name}`, () => {
      const recent = createRecentAnswers();
      assert.equal(recent.add(answer), undefined);
      assert.deepEqual(recent.taken(words), expected);
    });

  it("knows words that were taken before the answer had ended, once", () => {
    const recent = createRecentAnswers();
    assert.equal(recent.taken({ uri, words: "return total;" }), undefined);
    const verdict = { outcome: "taken", text: "return total;" };
    assert.deepEqual(recent.add(answer), { id: "one", verdict });
    assert.equal(recent.add({ ...answer, id: "two" }), undefined);
  });

  it("takes the newest answer, and forgets old ones", () => {
    const recent = createRecentAnswers();
    recent.add(answer);
    recent.add({ ...answer, id: "two" });
    assert.equal(recent.taken({ uri, words: "total" })?.id, "two");
    for (let at = 0; at < 50; at += 1) recent.add({ id: `n${at}`, uris: [uri], answer: "x" });
    assert.equal(recent.taken({ uri, words: "total" }), undefined);
  });
});
