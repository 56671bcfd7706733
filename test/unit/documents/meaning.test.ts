import assert from "node:assert/strict";
import { disagreement, markersIn } from "../../../server/src/documents/meaning";
import { type Value, valuesIn } from "../../../server/src/documents/values";

function brief({ kind, amount, unit, date, bound }: Value): string {
  const parts =
    date && [date.fiscal ? "FY" : "", date.year ?? "-", date.month ?? "-", date.day ?? "-"].join(" ").trim();
  return [parts ?? amount, unit, kind === "number" || kind === "date" ? "" : kind, bound ?? ""]
    .filter(Boolean)
    .join(" ");
}

describe("values", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["令和7年4月1日", ["2025 4 1"]],
    ["R7.4.1", ["2025 4 1"]],
    ["２０２５年４月１日", ["2025 4 1"]],
    ["二〇二五年十二月", ["2025 12 -"]],
    ["平成元年度", ["FY 1989 - -"]],
    ["昭和64年1月7日", ["1989 1 7"]],
    ["4月1日から3か月以内", ["- 4 1", "3 month upper"]],
    ["on 1 April 2025 or April 2, 2025", ["2025 4 1", "2025 4 2"]],
    ["午後3時30分 / 15:30 / 3:30 pm", ["930 time", "930 time", "930 time"]],
    ["1億2,000万円", ["120000000 yen amount"]],
    ["３．５百万円", ["3500000 yen amount"]],
    ["三百二十万円", ["3200000 yen amount"]],
    ["¥1,200 and $30", ["1200 yen amount", "30 dollar amount"]],
    ["3 million yen", ["3000000 yen amount"]],
    ["二割、10%以上、12.5％", ["20 percent percent", "10 percent percent lower", "12.5 percent percent"]],
    ["within thirty days, at least 72 hours", ["30 day upper", "72 hour lower"]],
    ["第三者に十分説明し、一部を除く", []],
    ["第3条第2項", ["3 reference", "2 reference"]],
    ["マイナス5℃、-3度、2-4名", ["-5 degree", "-3 degree", "2", "4 person"]],
    ["100万円を超え、5名未満", ["1000000 yen amount lower", "5 person upper"]],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(valuesIn(text).map(brief), expected));
});

describe("meaning guard", () => {
  const report = "30日以内に報告しなければならない。";
  const sales = "売上は前年比12.5％増の4,560百万円となりました。";
  const take = "許可なく持ち出してはならない。";
  /** Wording, source, whether it may stand for the source. */
  const cases: readonly (readonly [string, string, boolean])[] = [
    ["30日以内の報告が義務", report, true],
    ["Report within 30 days is required.", report, true],
    ["三十日以内に報告が必要", report, true],
    ["90日以内に報告が必要", report, false],
    ["30日以上後に報告が必要", report, false],
    ["報告が必要", report, false],
    ["30日以内に報告してもよい", report, false],
    ["30日以内に報告する必要はない", report, false],
    ["売上は45.6億円で12.5%増", sales, true],
    ["売上は4,560万円で12.5%増", sales, false],
    ["許可なく持ち出し禁止", take, true],
    ["持ち出し禁止", take, false],
    ["Taking it out without permission is prohibited.", take, true],
    ["データを持ち出してもよい", "データを持ち出してはならない。", false],
    ["You must not take data out.", "データを持ち出してはならない。", true],
    ["You may take data out.", "You must not take data out.", false],
    ["バックアップは完了した", "バックアップは完了しなかった。", false],
    ["異常時は停止", "異常を検知した場合は、直ちに停止する。", false],
    ["異常検知の場合は直ちに停止", "異常を検知した場合は、直ちに停止する。", true],
    ["委託先を除き提供禁止", "委託先を除き、第三者に提供してはならない。", true],
    ["第三者への提供は禁止", "委託先を除き、第三者に提供してはならない。", false],
    ["次回会議は2025年5月10日", "次回会議は令和7年5月10日（土）とする。", true],
    ["次回会議は2024年5月10日", "次回会議は令和7年5月10日（土）とする。", false],
    ["4月から施行", "令和7年4月1日から施行する。", false],
    ["Passwords shall change every 90 days", "Passwords must be changed every 90 days.", true],
    ["Passwords should change every 90 days", "Passwords must be changed every 90 days.", false],
    ["120台の設置は6月末に完了の見込み", "6月末までに全拠点120台の設置が完了する見込みである。", true],
    ["120台の設置は6月末に完了した", "6月末までに全拠点120台の設置が完了する見込みである。", false],
  ];
  for (const [wording, source, agrees] of cases) {
    it(`${wording} ${agrees ? "←" : "✗"} ${source}`, () => {
      assert.equal(
        disagreement(wording, source) === undefined,
        agrees,
        JSON.stringify(disagreement(wording, source)),
      );
    });
  }

  it("takes no word for a negation that only looks like one", () => {
    for (const text of [
      "必ず報告する",
      "件数は少ない",
      "まず確認する",
      "担当者のみならず全員",
      "No. 3 の部品",
      "来週からはじめる",
    ]) {
      assert.ok(!markersIn(text).has("negation"), text);
    }
  });
});
