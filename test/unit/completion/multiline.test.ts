import assert from "node:assert/strict";
import { holeAt } from "../../../server/src/completion/hole";
import { wantsMultiline } from "../../../server/src/completion/multiline";
import { parse } from "../../support/cursor";

const wants = (marked: string, language = "typescript", explicit = false) => {
  const { text, offset } = parse(marked);
  return wantsMultiline(holeAt(text, offset, language), "auto", explicit);
};

describe("one line or several", () => {
  const cases: readonly [marked: string, multiline: boolean, language?: string][] = [
    ["function f() {|", true],
    ["function f() {|}", true],
    ["function f() {\n  |\n}", true],
    ["use(() => {|});", true],
    ["const f = () => |", true],
    ["// 合計を返す\n|", true],
    ["/* 合計を返す */\n|", true],
    ["/**\n顧客の|", false],
    ["def total(rows):|", true, "python"],
    ["for row in rows:\n    |", true, "python"],
    ["IF v_count = 0 THEN|", true, "plsql"],
    ["services:\n  db:|", true, "yaml"],
    ["const a = |", false],
    ["const a = |;", false],
    ["foo(|)", false],
    ["foo(|, b)", false],
    ["if (|) {", false],
    ["function f() {| return 1; }", false],
    ["// 合計を|", false],
    ["a(); // {|", false],
    ["/** 顧客 {|", false],
    ["/**\n * 顧客 [|", false],
    ["# if x:|", false, "python"],
    ["-- THEN|", false, "sql"],
    ["x = 1  # then:|", false, "python"],
    ["手順: [|", false, "markdown"],
    ["|", true],
  ];
  for (const [marked, multiline, language] of cases) {
    it(`${multiline ? "several" : "one"}: ${JSON.stringify(marked)}`, () => {
      assert.equal(wants(marked, language), multiline);
    });
  }

  it("gives more when asked by hand, but not in a comment or string", () => {
    assert.equal(wants("const a = |", "typescript", true), true);
    assert.equal(wants("手順|", "markdown", true), true);
    assert.equal(wants("a(); // 合計を|", "typescript", true), false);
    assert.equal(wants("/* 合計を|", "typescript", true), false);
    assert.equal(wants('const a = "顧客|', "typescript", true), false);
    assert.equal(wants("const a = it's|", "typescript", true), true);
  });

  it("gives the code that a comment asks for when asked by hand at its end", () => {
    assert.equal(wants("// 合計を返す|", "typescript", true), true);
    assert.equal(wants("// 合計を返す|", "typescript", false), false);
    assert.equal(wants("// 合計を|返す", "typescript", true), false);
    assert.equal(wants("-- 支店ごとの件数|", "sql", true), true);
  });

  it("obeys the setting", () => {
    const hole = holeAt("const a = ;", 10, "typescript");
    assert.equal(wantsMultiline(hole, "always", false), true);
    assert.equal(wantsMultiline(holeAt("{", 1, "typescript"), "never", true), false);
    assert.equal(wantsMultiline(holeAt("// 合計\n", 6, "typescript"), "never", true), false);
  });
});
