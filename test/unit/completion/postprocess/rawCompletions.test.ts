import assert from "node:assert/strict";
import { holeAt } from "../../../../server/src/completion/hole";
import { wantsMultiline } from "../../../../server/src/completion/multiline";
import { afterCache, applyFilters, beforeCache } from "../../../../server/src/completion/postprocess";
import { draw, parseSuggestion } from "../../../support/cursor";
import { rawCompletions } from "./rawCompletions";

describe("all completion filters together", () => {
  for (const { why, language, given, becomes } of rawCompletions) {
    it(`${language}: ${why}`, () => {
      const { text, offset, suggestion } = parseSuggestion(given);
      const hole = holeAt(text, offset, language);
      const oneLine = !isBlankLine(hole.linePrefix) && hole.syntax.prose;
      const multiline = !oneLine && (wantsMultiline(hole, "auto", false) || /^\s*$/u.test(hole.lineSuffix));
      let dropped: string | undefined;
      const names = [...beforeCache, ...afterCache];
      const draft = applyFilters(names, { text: suggestion, replace: 0 }, { hole, multiline }, (name) => {
        dropped = name;
      });
      const shown = draft && draw({ text, offset, suggestion: draft.text, replace: draft.replace });
      assert.deepEqual(shown ?? { dropped }, becomes);
    });
  }

  it("knows enough ways to go wrong", () => assert.ok(rawCompletions.length >= 40));
});

const isBlankLine = (line: string) => line.trim() === "";
