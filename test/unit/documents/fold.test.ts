import assert from "node:assert/strict";
import { fold, sourceOf } from "../../../server/src/documents/fold";

describe("fold", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["ＡＢＣ１２３（株）", "ABC123(株)"],
    ["⺟と⼀つの⻑い⻄の道", "母と一つの長い西の道"],
    ["髙橋、山﨑、𠮷田", "高橋、山崎、吉田"],
    ["國の學校の證券", "国の学校の証券"],
    ["5〜10、5～10", "5~10、5~10"],
    ["デ－タ、デ―タ、ﾃﾞｰﾀ、データ", "データ、データ、データ、データ"],
    ["3−2、3–2、3ー2、3－2", "3-2、3-2、3-2、3-2"],
    ["コード－1", "コード-1"],
    ["辻\u{E0100}さん、葛\uFE00", "辻さん、葛"],
    ["ｶﾞｷﾞﾊﾟ か\u3099", "ガギパ が"],
    ["佐々木、いすゞ", "佐々木、いすゞ"],
    ["10²、10⁻³、m²、㎡", "10^2、10^-3、m^2、m^2"],
    ["CO₂、10₂", "CO2、10_2"],
    ["①と1½", "(1)と1+1/2"],
    ["㍻31年、㋿7年", "平成31年、令和7年"],
    ["“a” ‘b’", "\"a\" 'b'"],
    ["a\u00adb\u200bc", "abc"],
    ["e\u0301", "é"],
  ];
  for (const [text, expected] of cases)
    it(`${text} → ${expected}`, () => {
      assert.equal(fold(text).text, expected);
      assert.equal(fold(expected).text, expected, "folding twice changes nothing more");
    });

  it("maps every unit back to the source", () => {
    const text = "第㍻ｶﾞ10²𠮷辻\u{E0100}。";
    const map = fold(text);
    const back = (part: string) => {
      const at = map.text.indexOf(part);
      const { start, end } = sourceOf(map, at, at + part.length);
      return text.slice(start, end);
    };
    assert.deepEqual(["第", "平成", "ガ", "10^2", "吉", "辻", "。"].map(back), [
      "第",
      "㍻",
      "ｶﾞ",
      "10²",
      "𠮷",
      "辻\u{E0100}",
      "。",
    ]);
  });

  it("leaves a lone surrogate and an empty text alone", () => {
    assert.equal(fold("").text, "");
    assert.equal(fold("a\ud800b").text.length, 3);
  });
});
