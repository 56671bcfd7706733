import assert from "node:assert/strict";
import { joinLines, lineText } from "../../../../server/src/documents/pdf/lineText";
import { draw, type Drawing } from "./pages";

const line = (...drawings: readonly Drawing[]) => lineText(draw(...drawings), { y: 100, size: 10 });
const at = (x: number, text: string, width?: number): Drawing => ({
  text,
  x,
  y: 100,
  ...(width !== undefined && { width }),
});

describe("text of a line", () => {
  const cases: readonly (readonly [what: string, text: string, expected: string])[] = [
    [
      "the room between an ideograph and a figure is no space",
      line(at(0, "第"), at(12, "1"), at(19, "条")),
      "第1条",
    ],
    [
      "a character's width of room is an ideographic space",
      line(at(0, "第１条"), at(40, "総則")),
      "第１条　総則",
    ],
    ["words stay apart", line(at(0, "pump", 20), at(22.5, "off", 15)), "pump off"],
    ["letters of one word stay together", line(at(0, "pu", 10), at(10.2, "mp", 10)), "pump"],
    ["spread type is closed", line(at(0, "社 外 秘", 39)), "社外秘"],
    ["spaces that are as wide as characters stay", line(at(0, "目 次", 30)), "目　次"],
  ];
  for (const [what, text, expected] of cases) it(what, () => assert.equal(text, expected));
});

describe("lines put together", () => {
  const known = new Set(["information", "reader"]);
  const cases: readonly (readonly [before: string, after: string, joined: string])[] = [
    ["個人", "情報", "個人情報"],
    ["ABC", "銀行", "ABC銀行"],
    ["the nurse", "in charge", "the nurse in charge"],
    ["infor-", "mation on", "information on"],
    ["well-", "known", "well-known"],
    ["2025-", "04", "2025-04"],
    ["infor\u00ad", "mal", "informal"],
    ["range -", "high", "range - high"],
    ["", "text", "text"],
  ];
  for (const [before, after, joined] of cases)
    it(`${before} + ${after}`, () => assert.equal(joinLines(before, after, known), joined));
});
