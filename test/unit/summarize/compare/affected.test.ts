import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { affectedBy } from "../../../../server/src/summarize/compare/affected";
import { compareDocuments } from "../../../../server/src/summarize/compare/compare";
import { writeComparison } from "../../../../server/src/summarize/compare/writers";
import { regulation } from "../texts";

const read = (name: string, text: string, languageId = "markdown") =>
  readText({ uri: `file:///${name}`, languageId, text });
const fresh = regulation.replace("10年とする", "7年とする").replace("30日以内に確報", "14日以内に確報");
const comparison = compareDocuments(
  read("old.txt", regulation, "plaintext"),
  read("new.txt", fresh, "plaintext"),
);
const rules = [
  read(
    "manual.md",
    `# 窓口の手引き

## 第3条（書類の保存）

個人データの保存期間は、取引終了の日から10年とし、書庫に置く。

## 第4条（根拠）

個人情報取扱規程第9条の報告は、課長が取りまとめる。

## 第5条（休憩）

休憩は10年前から12時に始まる。
`,
  ),
];

describe("affected clauses", () => {
  const affected = affectedBy(comparison, rules);

  it("are those that have the old figure among the same words, or cite the clause; nothing else", () => {
    assert.deepEqual(
      affected.map(({ change, clause, why }) => [comparison.changes[change]?.clause, clause, ...why]),
      [
        ["第3章 › 第8条（保存期間及び廃棄）", "第3条（書類の保存）", "figure", "words"],
        ["第3章 › 第9条（漏えい等の報告）", "第4条（根拠）", "cites"],
      ],
    );
  });

  it("are quoted in every format", () => {
    const whole = { ...comparison, affected };
    assert.match(
      String(writeComparison(whole, "csv")),
      /Affected rules[\s\S]*窓口の手引き 第3条（書類の保存） \(has the old figure, says much of the same\): 個人データの保存期間/,
    );
    assert.match(String(writeComparison(whole, "markdown")), /Affected rules: 窓口の手引き 第4条/);
    for (const format of ["docx", "xlsx"] as const)
      assert.ok(writeComparison(whole, format).length > writeComparison(comparison, format).length);
  });
});
