import assert from "node:assert/strict";
import { anchorAt, middleOf, roughTokens } from "../../../../server/src/completion/context/anchor";
import { holeAt } from "../../../../server/src/completion/hole";
import { parse } from "../../../support/cursor";

const holeOf = (marked: string) => {
  const { text, offset } = parse(marked);
  return holeAt(text, offset, "typescript");
};

describe("anchor", () => {
  const cases: readonly [why: string, anchored: string, then: string, middle: string | undefined][] = [
    ["is the start of the line", "a();\n  ret|\nb();", "a();\n  ret|\nb();", "  ret"],
    ["stays while keys are typed", "a();\n  |\nb();", "a();\n  return x|\nb();", "  return x"],
    ["stays after backspaces", "a();\n  return x|\nb();", "a();\n  ret|\nb();", "  ret"],
    ["outlives the line", "a();\n|\nb();", "a();\nc();\nd(|\nb();", "c();\nd("],
    ["does not mind a bracket the editor closed", "a();\n|\nb();", "a();\nfoo(|)\nb();", "foo("],
    [
      "does not mind a block the editor closed",
      "a();\n|\nb();",
      "a();\nif (x) {\n  |\n}\nb();",
      "if (x) {\n  ",
    ],
    ["does not mind a closed quote", "a();\n|\nb();", 'a();\nfoo("|")\nb();', 'foo("'],
    ["ends where words were put behind the cursor", "a();\n|\nb();", "a();\nfoo|bar\nb();", undefined],
    ["ends where a closing bracket was typed over", "a();\nfoo(|)\nb();", "a();\nfoo(x)|\nb();", undefined],
    ["ends where the text below changed", "a();\n|\nb();", "a();\n|\nc();", undefined],
    ["ends where the text above changed", "a();\n|\nb();", "z();\n|\nb();", undefined],
    ["ends after a dozen lines", "a();\n|\n", `a();\n${"b();\n".repeat(13)}|\n`, undefined],
    ["ends after many words", "a();\n|\n", `a();\n${"顧客".repeat(100)}|\n`, undefined],
    ["is not left behind in a line above", "a();\nb();\n|\n", "a();\n|b();\n\n", undefined],
  ];
  for (const [why, anchored, then, middle] of cases) {
    it(why, () => assert.equal(middleOf(anchorAt(holeOf(anchored), 256), holeOf(then), 256), middle));
  }

  it("of a very long line is the cursor", () => {
    const line = "x = 1; ".repeat(200);
    assert.equal(anchorAt(holeOf(`a();\n${line}|\n`), 256).prefix, `a();\n${line}`);
  });

  it("takes Japanese for more tokens than Latin of the same length", () => {
    assert.ok(roughTokens("顧客番号") > roughTokens("customer number".slice(0, 4)));
    assert.equal(roughTokens(""), 0);
  });
});
