import assert from "node:assert/strict";
import { tableUnitIn, type Value, valuesIn } from "../../../server/src/documents/values";

function brief({ kind, amount, unit, date, bound, exclusive, range }: Value): string {
  const parts =
    date && [date.fiscal ? "FY" : "", date.year ?? "-", date.month ?? "-", date.day ?? "-"].join(" ").trim();
  const figure = Math.round(amount * 1e6) / 1e6;
  const shown = kind === "number" || kind === "date" ? "" : kind;
  return [parts ?? figure, unit, shown, bound ?? "", exclusive === true ? "ex" : "", range ?? ""]
    .filter((part) => part !== "")
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
    ["マイナス5℃、-3度、2-4名", ["-5 degree", "-3 degree", "2 person from", "4 person to"]],
    ["100万円を超え、5名未満", ["1000000 yen amount lower ex", "5 person upper ex"]],
    // Eras and dates.
    ["令和元年5月1日から令和7年3月31日まで", ["2019 5 1 from", "2025 3 31 upper to"]],
    ["R7年4月、H31/4/30、S64.1.7", ["2025 4 -", "2019 4 30", "1989 1 7"]],
    ["大正12年9月1日、明治元年", ["1923 9 1", "1868 - -"]],
    ["㋿7年度", ["FY 2025 - -"]],
    ["三月以内に、五日を経過した日", ["3 month upper", "5 day"]],
    ["2025年4月1日以降、2026-03-31以前", ["2025 4 1 lower", "2026 3 31 upper"]],
    // Numerals.
    ["1億2千万円", ["120000000 yen amount"]],
    ["3.5万人", ["35000 person"]],
    ["金壱百弐拾参万円", ["1230000 yen amount"]],
    ["萬円で金參萬圓", ["30000 yen amount"]],
    ["10百万円と4,560千円", ["10000000 yen amount", "4560000 yen amount"]],
    ["1億2,345万6,789円", ["123456789 yen amount"]],
    ["two million yen, twenty-five people", ["2000000 yen amount", "25 person"]],
    ["one hundred and twenty days", ["120 day"]],
    ["$1.5bn and €3m", ["1500000000 dollar amount", "3000000 euro amount"]],
    ["一部の十分な説明を一度行う", []],
    // Fractions, shares, powers.
    ["2分の1以上、三分の二を超える", ["0.5 lower", "0.666667 lower ex"]],
    ["two thirds of the votes", ["0.666667"]],
    ["10²、10^2、102", ["100", "100", "102"]],
    ["1e3, 1.5×10³, 2x10^-3", ["1000", "1500", "0.002"]],
    ["10 m²、10㎡、10平方メートル", ["10 m2", "10 m2", "10 m2"]],
    // Units that differ by a letter are different.
    ["5 mV, 5 MV, 5 mg/dL, 5 mg/kg", ["5 mV", "5", "5 mg/dL", "5 mg/kg"]],
    ["3日、3週間、3か月、3ヶ月", ["3 day", "3 week", "3 month", "3 month"]],
    ["第3条、3版", ["3 reference", "3 reference"]],
    // Bounds.
    ["10名以下、10名未満、10名まで", ["10 person upper", "10 person upper ex", "10 person upper"]],
    ["10名以上、10名超、10社以上", ["10 person lower", "10 person lower ex", "10 lower"]],
    ["5日を超えない、5日を超える、5日を下回らない", ["5 day upper", "5 day lower ex", "5 day lower"]],
    ["no less than 5 days, not more than 5 days", ["5 day lower", "5 day upper"]],
    ["less than 5 days, more than $5", ["5 day upper ex", "5 dollar amount lower ex"]],
    ["up to 5 GB; 5 GB or more; ≧5%", ["5 GB upper", "5 GB lower", "5 percent percent lower"]],
    // Ranges.
    ["5～10日", ["5 day from", "10 day to"]],
    ["5 to 10 days", ["5 day from", "10 day to"]],
    ["from 5 to 10 days", ["5 day from", "10 day to"]],
    ["between 5 and 10 days", ["5 day from", "10 day to"]],
    ["3日から5日まで", ["3 day from", "5 day upper to"]],
    ["1～2億円", ["100000000 yen amount from", "200000000 yen amount to"]],
    ["4月1日から3か月以内", ["- 4 1", "3 month upper"]],
    // Signs.
    ["△1,234、▲5%", ["-1234", "-5 percent percent"]],
    ["| (1,234) | （1,234名） |", ["-1234", "1234 person"]],
    ["定員（30名）", ["30 person"]],
    // Times.
    ["午後3時、15:30、9時半", ["900 time", "930 time", "570 time"]],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(valuesIn(text).map(brief), expected));

  it("knows where a value stands with its sign, unit and bound", () => {
    const text = "期限は５～１０日以内、対価は¥1,200以上とし、within 30 days とする。";
    assert.deepEqual(
      valuesIn(text).map(({ figure, span }) => [
        text.slice(figure.start, figure.end),
        text.slice(span.start, span.end),
      ]),
      [
        ["５", "５～１０日以内"],
        ["１０", "５～１０日以内"],
        ["1,200", "¥1,200以上"],
        ["30", "within 30 days"],
      ],
    );
  });

  const headers: readonly (readonly [string, string, readonly string[]])[] = [
    ["（単位：百万円）", "4,560", ["4560000000 yen amount"]],
    ["単位 千円", "△1,234", ["-1234000 yen amount"]],
    ["(in millions of yen)", "12.5%と3", ["12.5 percent percent", "3000000 yen amount"]],
    ["($ thousands)", "(1,234)", ["-1234000 dollar amount"]],
    ["単位：人", "15", ["15 person"]],
    ["金額（百万円）", "7", ["7000000 yen amount"]],
    ["氏名", "7", ["7"]],
  ];
  for (const [header, cell, expected] of headers)
    it(`a table with ${header}: ${cell}`, () =>
      assert.deepEqual(valuesIn(cell, tableUnitIn(header.normalize("NFKC"))).map(brief), expected));
});
