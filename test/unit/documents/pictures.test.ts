import assert from "node:assert/strict";
import {
  isDescription,
  kindOf,
  millimetres,
  type Picture,
  pictureSkips,
} from "../../../server/src/documents/pictures";

const picture = (more: Partial<Picture> = {}): Picture => ({ description: "", ...more });

describe("pictures", () => {
  const kinds: readonly [what: string, picture: Picture, kind: string][] = [
    ["in the text, of unknown size", picture(), "gap"],
    ["in the text, large", picture({ width: 120, height: 80 }), "gap"],
    ["high and narrow", picture({ width: 15, height: 80 }), "gap"],
    ["of an icon's size", picture({ width: 20, height: 12 }), "adorning"],
    ["a line", picture({ width: 160, height: 1 }), "adorning"],
    ["in a header", picture({ running: true, width: 60, height: 20 }), "adorning"],
    ["marked as decorative", picture({ decorative: true, width: 160, height: 80 }), "adorning"],
    [
      "with a description",
      picture({ description: "非常停止ボタンの位置", width: 160, height: 80 }),
      "described",
    ],
    ["with a file's name", picture({ description: "scan01.PNG", width: 160, height: 80 }), "gap"],
  ];
  for (const [what, one, kind] of kinds) it(`${what}: ${kind}`, () => assert.equal(kindOf(one), kind));

  for (const text of ["会社のロゴ", "Emergency stop", "図3 非常停止ボタンの位置"])
    it(`“${text}” describes`, () => assert.equal(isDescription(text), true));
  for (const text of [
    "",
    " ",
    "図 1",
    "Picture 12",
    "画像２",
    "グラフ, 棒グラフ が含まれている画像 自動的に生成された説明",
    "A screenshot of a computer Description automatically generated",
    "AI 生成コンテンツは誤りを含む可能性があります。",
    "C:\\scan\\a.jpeg",
  ])
    it(`“${text}” does not describe`, () => assert.equal(isDescription(text), false));

  it("have lengths in the units of office files", () => {
    const lengths = ["25mm", "2.5cm", "1in", "72pt", "6pc", "96px", "3em", "", undefined].map(millimetres);
    assert.deepEqual(
      lengths.map((one) => (one === undefined ? undefined : Math.round(one))),
      [...[25, 25, 25, 25, 25, 25], ...[undefined, undefined, undefined]],
    );
  });

  it("are named, each kind once, and only gaps are gaps", () => {
    const all = [picture(), picture(), picture({ running: true }), picture({ description: "押しボタン" })];
    assert.deepEqual(
      pictureSkips("Slide 1", all).map(({ where, why, textless }) => [where, /\d+/.exec(why)?.[0], textless]),
      [
        ["Slide 1", "2", undefined],
        ["Slide 1", "1", true],
        ["Slide 1", "1", true],
      ],
    );
  });
});
