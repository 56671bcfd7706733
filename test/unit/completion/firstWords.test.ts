import assert from "node:assert/strict";
import { firstWords } from "../../../server/src/completion/firstWords";
import { holeAt } from "../../../server/src/completion/hole";
import { parse } from "../../support/cursor";

/** Marked text, what the model has said, what of it the user typed; what is shown, or nothing. */
type Case = readonly [where: string, said: string, typed: string, shown: string | undefined];

const cases: Readonly<Record<string, readonly Case[]>> = {
  "whole words only": [
    ["const a = |", "customerOf(request", "", "customerOf("],
    ["const a = |", "customer.name", "", "customer."],
    ["const a = |", "customerName", "", undefined],
    ["return |", "total * taxRate + ship", "", "total * taxRate +"],
  ],
  "Japanese as far as it goes": [["// |", "期限が今日より前の予約", "", "期限が今日より前の予約"]],
  "enough to be worth a look": [
    ["x|", " = 1 +", "", undefined],
    ["return |", "a + b + c + d", "", undefined],
    ["return |", "a + b + c + d + e", "", "a + b + c + d +"],
  ],
  "of several lines the first, whole": [
    ["function f() {|}", "\n  return total;\n  rest", "", "\n  return total;"],
    ["if (a) {\n  |\n}", "return total;\n", "", "return total;"],
  ],
  "behind what was typed of it": [
    ["const a = |", "customerOf(request, now", "custo", "merOf(request,"],
    ["const a = |", "customerOf(request, now)", "customerOf(request,", undefined],
    ["const a = |", "customerOf(request, now)", "x", undefined],
  ],
  "not where the line goes on with words of its own": [
    ["const a = | + b", "customerOf(request, ", "", undefined],
    ["call(|);", "customerOf(request, ", "", "customerOf(request,"],
  ],
  "not what may yet repeat a line that is there": [
    ["  total += rate * 2;\n  |", "total += rate * ", "", undefined],
    ["  |\n  total += rate * 2;", "total += rate * ", "", undefined],
    ["  total += rate * 2;\n  |", "total += fee * ", "", "total += fee *"],
  ],
  "not what is no code": [
    ["const a = |", "<|fim_middle|>customerOf(", "", undefined],
    ["const a = |", "customer\uFFFDname(", "", "customer"],
  ],
};

describe("first words of a suggestion", () => {
  for (const [name, rows] of Object.entries(cases))
    it(name, () => {
      for (const [marked, said, typed, shown] of rows) {
        const { text, offset } = parse(marked);
        assert.equal(firstWords(said, typed, holeAt(text, offset, "typescript")), shown, marked + said);
      }
    });
});
