import assert from "node:assert/strict";
import { builtinFormat } from "../../../../server/src/documents/xlsx/builtinFormats";
import { numberFormat } from "../../../../server/src/documents/xlsx/displayValue";

const reiwa7 = 46022; // 2025-12-31
const gannen = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日"';

/** Format, value, what Excel shows. */
const cases: readonly (readonly [string, number, string])[] = [
  ["General", 0, "0"],
  ["General", 1234567, "1234567"],
  ["General", 123456789012, "123456789012"],
  ["General", 0.1 + 0.2, "0.3"],
  ["General", 3.14159265358979, "3.141592654"],
  ["General", -1.5, "-1.5"],
  ["General", 0.00001234, "0.00001234"],
  ["General", 0.000012345678, "1.23457E-05"],
  ["General", 1.5e20, "1.5E+20"],
  ['General"円"', 1200, "1200円"],
  ["0", 2.5, "3"],
  ["0", -2.5, "-3"],
  ["0.00", 1.005, "1.01"],
  ["0.00", 1234.5, "1234.50"],
  ["#,##0", 1234567.8, "1,234,568"],
  ["#,##0", 999, "999"],
  ["#,##0.00", 0, "0.00"],
  ["#,###", 0, ""],
  ["#.##", 0.5, ".5"],
  [".00", 12.5, "12.50"],
  ["0.0##", 1.25, "1.25"],
  ["0.???", 1.5, "1.5"],
  ["00000", 42, "00042"],
  ["0000,000", 1234, "0,001,234"],
  ["000-0000", 1000001, "100-0001"],
  ["00-0000-0000", 312345678, "03-1234-5678"],
  ["0%", 0.125, "13%"],
  ["0.0%", 0.985, "98.5%"],
  ["0.00%", -0.005, "-0.50%"],
  ["#,##0,", 1234567, "1,235"],
  ['#,##0,,"百万円"', 1234567890, "1,235百万円"],
  ['0.0,"千円"', 1250, "1.3千円"],
  ['"¥"#,##0', 1234, "¥1,234"],
  ["[$¥-411]#,##0", 1234, "¥1,234"],
  ["[$€-407] #,##0.00", 1.5, "€ 1.50"],
  ["\\¥#,##0;[Red]\\¥\\-#,##0", -1234, "¥-1,234"],
  ['#,##0;"△"#,##0', -1234, "△1,234"],
  ['#,##0;"▲ "#,##0;"-"', 0, "-"],
  ["#,##0_);(#,##0)", -1234, "(1,234)"],
  ["#,##0_);(#,##0)", 1234, "1,234"],
  ['_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', -7, "-7"],
  ["[<100]0.0;0", 12.34, "12.3"],
  ["[<100]0.0;0", 1234.5, "1235"],
  ['[>=1000]#,##0"以上";0', -5, "-5"],
  ['[<0]"負"0;0', -5, "負5"],
  ['[=1]"済";[=0]"未";General', 1, "済"],
  ['[=1]"済";[=0]"未";General', 7, "7"],
  ['"第"0"条"', 12, "第12条"],
  ["0.00E+00", 12345, "1.23E+04"],
  ["0.00E+00", 0.00012345, "1.23E-04"],
  ["0.0E+0", 9.99, "1.0E+1"],
  ["##0.0E+0", 12345, "12.3E+3"],
  ["# ?/?", 1.5, "1 1/2"],
  ["# ??/??", 3.14159, "3 14/99"],
  ["# ?/8", 0.375, "3/8"],
  ["# ?/?", 2, "2"],
  ["[DBNum1]General", 1234, "千二百三十四"],
  ["[DBNum1]0", 1234, "一二三四"],
  ["[DBNum2]General", 1234, "壱阡弐百参拾四"],
  ["[DBNum3]#,##0", 1234, "１,２３４"],
  ["yyyy/m/d", reiwa7, "2025/12/31"],
  ["yyyy-mm-dd", reiwa7, "2025-12-31"],
  ["yy.mm.dd", reiwa7, "25.12.31"],
  ['yyyy"年"m"月"d"日"(aaa)', reiwa7, "2025年12月31日(水)"],
  ["yyyy年m月d日", reiwa7, "2025年12月31日"],
  ["aaaa", reiwa7, "水曜日"],
  ["d-mmm-yy", reiwa7, "31-Dec-25"],
  ["dddd, mmmm d, yyyy", reiwa7, "Wednesday, December 31, 2025"],
  ["[$-411]dddd", reiwa7, "水曜日"],
  ["[$-409]ddd", reiwa7, "Wed"],
  ['[$-411]ggge"年"m"月"d"日"', reiwa7, "令和7年12月31日"],
  ["[$-411]ge.m.d", reiwa7, "R7.12.31"],
  ["[$-411]gge.mm.dd", 32509, "昭64.01.01"],
  ["[$-411]ge.m.d", 32516, "H1.1.8"],
  [gannen, 43586, "令和元年5月1日"],
  [gannen, 43585, "平成31年4月30日"],
  ['[$-411]ggge"年"', 43586, "令和1年"],
  ['ggge"年"', 9855, "大正15年"],
  ['ggge"年"', 366, "明治33年"],
  ['[DBNum1][$-411]ggge"年"m"月"d"日"', reiwa7, "令和七年十二月三十一日"],
  ['[DBNum3]yyyy"年"', reiwa7, "２０２５年"],
  ["[$-404]e", reiwa7, "114"],
  ["[$-804]e", reiwa7, "2025"],
  ["yyyy/m/d", 59, "1900/2/28"],
  ["yyyy/m/d", 60, "1900/2/29"],
  ["yyyy/m/d", 61, "1900/3/1"],
  ["yyyy/m/d", 1, "1900/1/1"],
  ["yyyy/m/d", -1, "-1"],
  ["yyyy/m/d", 3e6, "3000000"],
  ["h:mm", 0.5, "12:00"],
  ["h:mm", 0.999999, "0:00"],
  ["h:mm AM/PM", 0.75, "6:00 PM"],
  ["[$-411]AM/PM h:mm", 0.25, "午前 6:00"],
  ['h"時"mm"分"ss"秒"', 0.5123, "12時17分43秒"],
  ["mm:ss.0", 0.000145, "00:12.5"],
  ["[h]:mm", 1.5, "36:00"],
  ["[h]:mm:ss", 27.5 / 24, "27:30:00"],
  ["[mm]:ss", 0.1, "144:00"],
  ["[ss]", 0.01, "864"],
  ["yyyy/mm/dd hh:mm", 45351.99931, "2024/02/29 23:59"],
  ["m/d h:m", 45351.25, "2/29 6:0"],
  [";;;", 5, ""],
  ["0;;", -5, ""],
  ['"済"', 5, "済"],
  ["@", 5, "5"],
];

describe("number formats", () => {
  for (const [code, value, shown] of cases)
    it(`${code} shows ${value} as ${shown}`, () => {
      assert.equal(numberFormat(code, false).number(value), shown);
    });

  const texts: readonly (readonly [string, string, string])[] = [
    ['@"様"', "山田", "山田様"],
    ['0;-0;0;"「"@"」"', "a", "「a」"],
    ["#,##0", "a  b", "a  b"],
    [";;;", "x", ""],
  ];
  for (const [code, value, shown] of texts)
    it(`${code} shows the text ${value} as ${shown}`, () => {
      assert.equal(numberFormat(code, false).text(value), shown);
    });

  it("counts from 1904 where the workbook does", () => {
    assert.equal(numberFormat("yyyy/m/d", true).number(0), "1904/1/1");
    assert.equal(numberFormat("yyyy/m/d", true).number(44560), "2025/12/31");
    assert.equal(numberFormat("[h]:mm", true).number(1.5), "36:00");
  });

  it("names the formats that files give only a number", () => {
    const shown = [3, 9, 14, 20, 28, 31, 46, 57].map((id) =>
      numberFormat(builtinFormat(id), false).number(reiwa7),
    );
    assert.deepEqual(shown, [
      "46,022",
      "4602200%",
      "2025/12/31",
      "0:00",
      "令和7年12月31日",
      "2025年12月31日",
      "1104528:00:00",
      "R7.12.31",
    ]);
    assert.equal(builtinFormat(999), "General");
  });

  it("ends soon on a format without end", () => {
    const long = numberFormat("[h]".repeat(100_000) + "#,".repeat(100_000), false).number(1e308);
    assert.ok(long.length < 100_000);
  });
});
