import assert from "node:assert/strict";
import { hasMoreLines, indexLines, lineStartOf } from "../../../server/src/util/lines";

describe("lines", () => {
  for (const text of ["", "a", "a\n", "a\r\nb", "a\rb\n\nc", "\r\n\r\n", "\n\r", "\r\r\n\n", "あ\r\n\rい\n"])
    it(`of ${JSON.stringify(text)} begin after CRLF, LF and CR`, () => {
      const expected = text.split(/\r\n|\n|\r/);
      const lines = indexLines(text);
      assert.equal(lines.lineCount, expected.length);
      assert.equal(hasMoreLines(text, expected.length), false);
      assert.equal(hasMoreLines(text, expected.length - 1), true);
      assert.deepEqual(
        expected.map((_, line) => lines.textOf(line)),
        expected,
      );
      for (let offset = 0; offset <= text.length; offset += 1) {
        const { line, character } = lines.positionAt(offset);
        assert.equal(lines.startOf(line) + character, offset);
        const isInBreak = text[offset - 1] === "\r" && text[offset] === "\n";
        if (!isInBreak) assert.equal(lineStartOf(text, offset), lines.startOf(line));
      }
    });
});
