/** A filter's table: each case says what must be cut, or what must not. */
import assert from "node:assert/strict";
import { holeAt } from "../../../../server/src/completion/hole";
import { filters, type FilterName } from "../../../../server/src/completion/postprocess";
import { wantsMultiline } from "../../../../server/src/completion/multiline";
import { draw, parseSuggestion } from "../../../support/cursor";

export interface FilterCase {
  readonly why: string;
  /** Default `typescript`. */
  readonly language?: string;
  readonly given: string;
  /** Absent: the suggestion stays as it is. `dropped`: nothing of it may stay. */
  readonly becomes?: string;
  /** Default: what `multiline.ts` decides. */
  readonly multiline?: boolean;
  readonly encodable?: (char: string) => boolean;
}

export function check(name: FilterName, cases: readonly FilterCase[]): void {
  describe(`completion filter ${name}`, () => {
    for (const { why, language = "typescript", given, becomes = given, ...options } of cases) {
      it(`${becomes === given ? "keeps" : "cuts"}: ${why}`, () => {
        const { text, offset, suggestion, replace } = parseSuggestion(given);
        const hole = holeAt(text, offset, language);
        const multiline = options.multiline ?? wantsMultiline(hole, "auto", false);
        const encodable = options.encodable && { encodable: options.encodable };
        const draft = filters[name]({ text: suggestion, replace }, { hole, multiline, ...encodable });
        const shown =
          draft === undefined || draft.text === ""
            ? "dropped"
            : draw({ text, offset, suggestion: draft.text, replace: draft.replace });
        assert.equal(shown, becomes);
      });
    }
  });
}
