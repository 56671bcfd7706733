import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { readXlsx } from "../../../../server/src/documents/xlsx/readXlsx";
import { type Finding } from "../../../../server/src/protocol";
import { writers } from "../../../../server/src/review/report";
import { setLanguage } from "../../../../server/src/util/l10n";
import { contextOf, inText, never, packsOf, reportOf } from "../../../support/reviewSample";

const packs = packsOf(
  "  - { id: R, severity: high, message: 曖昧です, match: { any: [{ regex: '適宜.*' }] }, refs: [{ control: 第1条 }] }\n",
);
const [found] = inText('# 一\n\n適宜、"記録",する\n', packs);
assert.ok(found);
const finding: Finding = found;
const columns = ["No.", "文書", "箇所", "原文", "規則・根拠条文", "判定", "対応", "担当", "期限", "状態"];

/** RFC 4180, read back. */
function rowsOf(csv: string): readonly (readonly string[])[] {
  const rows = csv.slice(1).match(/(?:"(?:[^"]|"")*"|[^"\r\n])*\r\n/g) ?? [];
  return rows.map((row) =>
    [...row.slice(0, -2).matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = ""]) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    ),
  );
}

describe("list of findings (指摘一覧表)", () => {
  const decided: Finding = {
    ...finding,
    decision: {
      ...{ verdict: "toFix", by: "佐藤", on: "2026-03-01", reason: "改訂する", due: "2026-05-31" },
      ...{ owner: "製造部", approvals: [], state: "open" },
    },
  };

  it("has the columns that Japanese auditors use, in their order", () => {
    setLanguage("ja");
    try {
      const csv = writers.csv(reportOf([decided]), contextOf(packs));
      assert.equal(csv.charCodeAt(0), 0xfeff);
      const [head, row] = rowsOf(csv);
      assert.deepEqual(head, columns);
      assert.deepEqual(row, [
        "1",
        "docs/a.md",
        "3行目",
        '適宜、"記録",する',
        "R: 曖昧です\n第1条",
        "高",
        "要修正: 改訂する（佐藤、2026-03-01）",
        "製造部",
        "2026-05-31",
        "要修正",
      ]);
    } finally {
      setLanguage("en");
    }
  });

  for (const start of ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠A", "\t=1", " =1", "\r=1"])
    it(`runs no formula that begins with ${JSON.stringify(start)}`, () => {
      const csv = writers.csv(reportOf([{ ...finding, evidence: start }]), contextOf(packs));
      const cell = rowsOf(csv)[1]?.[3] ?? "";
      assert.ok(cell.startsWith("'"), cell);
    });

  it("keeps lines in a cell and ends each row with CRLF", () => {
    const csv = writers.csv(reportOf([{ ...finding, evidence: "a\r\nb" }]), contextOf(packs));
    assert.equal(rowsOf(csv)[1]?.[3], "a\nb");
    assert.ok(csv.endsWith("\r\n"));
  });
});

describe("Excel workbook", () => {
  const hostile: Finding = { ...finding, evidence: '=HYPERLINK("x")<&\u0001', message: "]]>" };
  const report = reportOf([finding, hostile]);
  const bytes = writers.xlsx(report, contextOf(packs));
  const parts = unzipSync(bytes);
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"] ?? new Uint8Array());

  it("is the same bytes again", () => {
    assert.deepEqual(bytes, writers.xlsx(report, contextOf(packs)));
  });

  it("is read by our own reader, with coverage on the second sheet", async () => {
    const { text } = await readXlsx(bytes, never);
    for (const part of ["Source text", "適宜、", "HYPERLINK", "docs/a.md", "Nothing was left out.", "No. "])
      assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it("has a head that stays, a filter, a list of states, and no formula", () => {
    assert.match(sheet, /<pane ySplit="1"[^>]*state="frozen"\/>/);
    assert.match(sheet, /<autoFilter ref="A1:J3"\/>/);
    assert.match(
      sheet,
      /sqref="J2:J202"><formula1>"Not handled,To be fixed,Waiting for approval,Excused,Fixed"/,
    );
    assert.doesNotMatch(sheet, /<f>|<f /);
    assert.ok(!sheet.includes("\u0001"));
  });
});
