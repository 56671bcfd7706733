import assert from "node:assert/strict";
import { similarQuery } from "../../../../server/src/completion/context/similar";
import { familyOf } from "../../../../server/src/completion/context/words";
import { lines, parse } from "../../../support/cursor";

const at = (text: string, languageId = "typescript") =>
  similarQuery({ uri: "file:///own.ts", languageId, ...parse(text) });

describe("query for similar code", () => {
  it("weighs words by their distance, in total not without end, and leaves keywords out", () => {
    const text = lines(
      "far();",
      ...Array.from({ length: 12 }, () => "many();"),
      "const middle = 1;",
      "return near(|",
      "after();",
    );
    const words = at(text)?.words ?? new Map<string, number>();
    assert.deepEqual([...words.keys()].sort(), ["after", "far", "many", "middle", "near"]);
    const weight = (word: string) => words.get(word) ?? 0;
    assert.ok(weight("near") > weight("middle") && weight("middle") > weight("far") && weight("far") > 0);
    assert.equal(weight("many"), 3);
    assert.equal(weight("near"), 1);
  });

  it("looks twenty lines back and four ahead", () => {
    const many = (name: string, count: number) =>
      Array.from({ length: count }, (_, line) => `${name}x${line};`);
    const words = at(lines(...many("before", 40), "here| there", ...many("after", 40)))?.words;
    const found = (name: string) => [...(words?.keys() ?? [])].filter((word) => word.startsWith(name)).length;
    assert.deepEqual([found("before"), found("after")], [20, 4]);
  });

  it("asks for other files of the same family only", () => {
    const accept = at("alpha(beta, gamma|)")?.accept ?? (() => false);
    const taken = [
      "file:///a.ts",
      "file:///b.jsx",
      "file:///own.ts",
      "file:///a.py",
      "file:///a.md",
      "file:///x",
    ].filter(accept);
    assert.deepEqual(taken, ["file:///a.ts", "file:///b.jsx"]);
    assert.equal(familyOf("CPP"), familyOf("c"));
  });

  const none: readonly (readonly [string, string, string?])[] = [
    ["an empty file", "|"],
    ["a place with hardly a word", "const x = 1;\nreturn load(|)"],
    ["written language", "alpha beta gamma delta|", "markdown"],
    ["data", "alpha: beta\ngamma: delta|", "yaml"],
    ["one enormous line", `${"alpha beta gamma ".repeat(500)}|`],
  ];
  for (const [name, text, languageId] of none)
    it(`is none for ${name}`, () => assert.equal(at(text, languageId), undefined));

  it("knows Japanese words", () => {
    const words = at("// 請求書の合計を計算する\nconst 消費税 = |;")?.words;
    for (const word of ["請求", "合計", "計算", "消費"]) assert.ok(words?.has(word), word);
  });
});
