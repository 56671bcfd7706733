import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { type Comparison } from "../../../../server/src/protocol";
import { compareDocuments } from "../../../../server/src/summarize/compare/compare";
import { regulation } from "../texts";

const read = (name: string, text: string, languageId = "plaintext") =>
  readText({ uri: `file:///${name}`, languageId, text });
const compare = (old: string, fresh: string, languageId?: string): Comparison =>
  compareDocuments(read("old.txt", old, languageId), read("new.txt", fresh, languageId));

/** `kind clause: details` of every change. */
const told = ({ changes }: Comparison) =>
  changes.map(({ kind, clause, details }) =>
    [`${kind} ${clause}`, ...details.map(({ text }) => text)].join(" | "),
  );

describe("comparison of two versions", () => {
  const cases: readonly (readonly [
    name: string,
    change: (text: string) => string,
    expected: readonly string[],
  ])[] = [
    ["nothing", (text) => text, []],
    ["widths of letters and spaces only", (text) => text.replace("10年", "１０ 年"), []],
    [
      "a period",
      (text) => text.replace("10年とする", "7年とする"),
      ["changed 第3章 › 第8条（保存期間及び廃棄） | 10年 becomes 7年"],
    ],
    [
      "a bound",
      (text) => text.replace("30日以内に確報", "30日以上で確報"),
      ["changed 第3章 › 第9条（漏えい等の報告） | 30日以内 becomes 30日以上"],
    ],
    [
      "a prohibition that became a permission",
      (text) =>
        text.replace("書面による承認なく行外に持ち出してはならない", "承認を得て行外に持ち出すことができる"),
      ["changed 第3章 › 第7条（持出しの禁止） | prohibition, exception becomes permission or possibility"],
    ],
    [
      "a clause that was put in, and those behind it renumbered",
      (text) =>
        text
          .replace("（罰則）\n第11条", "（罰則）\n第12条")
          .replace(
            "（教育）\n第10条　",
            "（監査）\n第10条　監査部は毎年この規程の遵守を監査する。\n\n（教育）\n第11条　",
          ),
      ["added 第4章 › 第10条（監査）", "changed 第4章 › 第11条（教育）", "changed 第4章 › 第12条（罰則）"],
    ],
    [
      "a paragraph that went",
      (text) => text.replace(/２　前項の変更を行った場合は.*\n/, ""),
      ["removed 第2章 › 第5条（利用目的の変更）"],
    ],
    [
      "a clause that went",
      (text) => text.replace(/（教育）\n第10条.*\n/, ""),
      ["removed 第4章 › 第10条（教育）"],
    ],
    [
      "a paragraph that moved",
      (text) =>
        text
          .replace(/２　業務を外部に委託する場合は.*\n/, "")
          .replace(
            "研修を実施する。\n",
            "研修を実施する。\n２　業務を外部に委託する場合は、委託先に対し、この規程と同等の措置を求めなければならない。\n",
          ),
      ["moved 第4章 › 第10条（教育）"],
    ],
  ];
  for (const [name, change, expected] of cases)
    it(`tells ${name}`, () => {
      const fresh = change(regulation);
      assert.ok(expected.length === 0 || fresh !== regulation);
      assert.deepEqual(told(compare(regulation, fresh)), expected);
    });

  it("quotes both versions at their own places", () => {
    const fresh = regulation.replace("10年とする", "7年とする");
    const { changes, unchanged } = compare(regulation, fresh);
    const [change] = changes;
    const at = (
      text: string,
      quote: typeof change extends undefined ? never : { range: { start: { line: number } } } | undefined,
    ) => text.split("\n")[quote?.range.start.line ?? -1];
    assert.match(at(regulation, change?.old) ?? "", /10年とする/);
    assert.match(at(fresh, change?.new) ?? "", /7年とする/);
    assert.equal(change?.old?.quote.includes("10年"), true);
    assert.ok(unchanged > 15);
  });

  it("compares the rows of tables, in Markdown and in English", () => {
    const table = (days: string) =>
      `# Policy\n\n## Limits\n\n| what | limit |\n| --- | --- |\n| reports | ${days} days |\n| reviews | 1 year |\n`;
    assert.deepEqual(told(compare(table("30"), table("14"), "markdown")), [
      "changed Limits | 30 days becomes 14 days",
    ]);
  });

  it("is linear enough for a book", () => {
    const book = (year: number) =>
      Array.from(
        { length: 800 },
        (_, at) =>
          `## ${at + 1}. 節${at}\n\n第${at}の帳簿は${at % 7 === 0 ? year : 5}年間保存する。\n\n責任者は課長${at}とする。\n`,
      ).join("\n");
    const { changes } = compare(book(10), book(7), "markdown");
    assert.equal(changes.length, Math.ceil(800 / 7));
  });
});
