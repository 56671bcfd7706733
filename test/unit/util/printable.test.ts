import assert from "node:assert/strict";
import { printable, printableLine } from "../../../server/src/util/printable";

describe("printable", () => {
  const cases: readonly [what: string, text: string, expected: string][] = [
    ["keeps text, tabs and line breaks", "手順\t1\n2 é", "手順\t1\n2 é"],
    ["clears no screen", "a\u001b[2Jb\u009b2Jc", "a\ufffd[2Jb\ufffd2Jc"],
    ["overwrites no line", "bad\rgood\b\b", "bad\ufffdgood\ufffd\ufffd"],
    ["turns no text around", "a\u202ecba\u2066x", "a\ufffdcba\ufffdx"],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.equal(printable(text), expected));

  it("makes one line of a name with breaks", () =>
    assert.equal(printableLine("a\nNothing was left out.\r\nb"), "a⏎Nothing was left out.⏎b"));
});
