import assert from "node:assert/strict";
import { createRecentAnswers } from "../../../../client/src/rating/answers";

describe("answers that can be rated", () => {
  it("are the last ten with words, the newest first", () => {
    const answers = createRecentAnswers();
    for (const text of ["1", "2", " \n", ...Array.from("3456789abc")])
      answers.add({ task: "chat", label: "?", text, model: "m" });
    assert.equal(
      answers
        .all()
        .map(({ text }) => text)
        .join(""),
      "cba9876543",
    );
  });
});
