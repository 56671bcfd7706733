import assert from "node:assert/strict";
import { disagreement, markersIn } from "../../../server/src/documents/meaning";

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
