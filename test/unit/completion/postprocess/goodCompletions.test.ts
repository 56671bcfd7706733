import assert from "node:assert/strict";
import { holeAt } from "../../../../server/src/completion/hole";
import { wantsMultiline } from "../../../../server/src/completion/multiline";
import { afterCache, applyFilters, beforeCache } from "../../../../server/src/completion/postprocess";
import { isFinished } from "../../../../server/src/completion/stop";
import { parseSuggestion } from "../../../support/cursor";
import { goodCode } from "./goodCode";
import { goodData } from "./goodData";

const goodCompletions = [...goodCode, ...goodData];

describe("completion filters leave good code alone", () => {
  for (const { why, language, given, explicit = false } of goodCompletions) {
    const { text, offset, suggestion } = parseSuggestion(given);
    const hole = holeAt(text, offset, language);
    const multiline = wantsMultiline(hole, "auto", explicit) || suggestion.includes("\n");

    it(`${language}: ${why}`, () => {
      const dropped: string[] = [];
      const draft = { text: suggestion, replace: 0 };
      const names = [...beforeCache, ...afterCache];
      const filtered = applyFilters(names, draft, { hole, multiline }, (name) => dropped.push(name));
      assert.deepEqual(
        { dropped, text: filtered?.text, replace: filtered?.replace },
        { dropped: [], ...draft },
      );
    });

    it(`${language}: ${why}, to its last character`, () => {
      const heard = Array.from(suggestion, (_, end) => end).find((end) =>
        isFinished(suggestion.slice(0, end), hole, multiline),
      );
      assert.equal(heard === undefined ? suggestion : suggestion.slice(0, heard), suggestion);
    });
  }

  it("knows what more than one language is", () => {
    assert.ok(
      goodCompletions.length >= 60 && new Set(goodCompletions.map(({ language }) => language)).size >= 15,
    );
  });
});
