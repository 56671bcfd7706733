import assert from "node:assert/strict";
import { type Rule } from "../../../../server/src/documents/pdf/rules";
import { type Drawing, draw, laid, lines, ruled } from "./pages";

const full = "当行はお客さまの個人情報を利用目的の範囲で取り扱う";
const column = (x: number, texts: readonly string[]) => lines(texts, { x });

type Case = readonly [
  what: string,
  drawn: readonly Drawing[],
  items: readonly string[],
  rules?: readonly Rule[],
];

const cases: readonly Case[] = [
  [
    "lines of a Japanese paragraph are put together without spaces",
    lines([`　${full}`, "ものとし、その保存の期間は九十日を限度とし、更に延", "ばさない。"]),
    [`${full}ものとし、その保存の期間は九十日を限度とし、更に延ばさない。`],
  ],
  [
    "an indented line begins a paragraph",
    lines([full + "。", ...[]]).concat(lines(["次の段落はここからはじまるのです。"], { x: 60, y: 115 })),
    [`${full}。`, "次の段落はここからはじまるのです。"],
  ],
  [
    "lines of an English paragraph are put together with a space",
    lines(["The pump must be checked every day by the nurse", "in charge."]),
    ["The pump must be checked every day by the nurse in charge."],
  ],
  [
    "list items stay apart, also when they go on below",
    [
      ...lines(["(1) 電源を切り、主電源も切り、電源が切れたことを"]),
      ...lines(["表示で確かめる。"], { x: 65, y: 115 }),
      ...lines(["(2) 蓋を開ける。"], { y: 130 }),
    ],
    ["(1) 電源を切り、主電源も切り、電源が切れたことを表示で確かめる。", "(2) 蓋を開ける。"],
  ],
  [
    "a mark far from its text is one line with it",
    [
      ...[
        { text: "①", x: 50, y: 100 },
        { text: "電源を切る。", x: 90, y: 100 },
      ],
      ...[
        { text: "②", x: 50, y: 115 },
        { text: "蓋を開ける。", x: 90, y: 115 },
      ],
    ],
    ["①　電源を切る。", "②　蓋を開ける。"],
  ],
  [
    "two columns are read one after the other",
    [
      {
        text: "お知らせと大切なお願いを皆さまにこの紙面でお伝えしますのでお読みください",
        x: 50,
        y: 60,
        size: 12,
      },
      ...column(50, [
        "左の一行目はここから始まり、",
        "左の二行目につづいてゆき、",
        "左の三行目も同じ長さです。",
        "左の四行目まで続くのです。",
      ]),
      ...column(250, [
        "右の一行目はここから始まり、",
        "右の二行目につづいてゆき、",
        "右の三行目も同じ長さです。",
        "右の四行目まで続くのです。",
      ]),
    ],
    [
      "# お知らせと大切なお願いを皆さまにこの紙面でお伝えしますのでお読みください",
      "左の一行目はここから始まり、左の二行目につづいてゆき、左の三行目も同じ長さです。左の四行目まで続くのです。",
      "右の一行目はここから始まり、右の二行目につづいてゆき、右の三行目も同じ長さです。右の四行目まで続くのです。",
    ],
  ],
  [
    "rows whose texts stand in the same columns are a table",
    [
      ...[
        { text: "項目", x: 50, y: 100 },
        { text: "間隔", x: 200, y: 100 },
        { text: "担当", x: 300, y: 100 },
      ],
      ...[
        { text: "電池", x: 50, y: 120 },
        { text: "90日", x: 200, y: 120 },
        { text: "看護師", x: 300, y: 120 },
      ],
      ...[
        { text: "表示", x: 50, y: 140 },
        { text: "技士", x: 300, y: 140 },
      ],
    ],
    ["項目|間隔|担当 / 電池|90日|看護師 / 表示||技士"],
  ],
  [
    "what lines enclose is a cell, however many lines of text stand in it",
    [
      ...[
        { text: "流量の", x: 52, y: 110 },
        { text: "精度", x: 52, y: 122 },
        { text: "6か月", x: 152, y: 116 },
      ],
      ...[
        { text: "電池", x: 52, y: 140 },
        { text: "90日", x: 152, y: 140 },
      ],
    ],
    ["流量の精度|6か月 / 電池|90日"],
    ruled([100, 128, 146], [50, 150, 250]),
  ],
  [
    "one row alone is a line",
    [
      { text: "氏名", x: 50, y: 100 },
      { text: "山田", x: 120, y: 100 },
    ],
    ["氏名　山田"],
  ],
  [
    "readings above characters are left out",
    [
      { text: "看護師は", x: 50, y: 100 },
      { text: "輸液", x: 90, y: 100 },
      { text: "ゆえき", x: 91, y: 90, size: 5 },
    ],
    ["看護師は輸液"],
  ],
  [
    "a raised figure keeps its height, a lowered one too",
    [
      ...[
        { text: "面積は10", x: 50, y: 100 },
        { text: "2", x: 92, y: 96, size: 6 },
        { text: "、H", x: 95, y: 100 },
      ],
      ...[
        { text: "2", x: 110.5, y: 102, size: 6 },
        { text: "O", x: 114, y: 100 },
      ],
    ],
    ["面積は10²、H₂O"],
  ],
  [
    "a note at the foot is told apart, and the text refers to it",
    [
      { text: "記録は保存する", x: 50, y: 100 },
      { text: "1", x: 120, y: 96, size: 6 },
      { text: "。", x: 123, y: 100 },
      { text: "1", x: 50, y: 697, size: 5.5 },
      { text: "医療法による。", x: 54, y: 700, size: 9 },
      { text: "三年間とする。", x: 50, y: 712, size: 9 },
    ],
    ["記録は保存する[^1]。", "[^1] 医療法による。三年間とする。"],
  ],
  [
    "larger and bold lines are headings",
    [
      { text: "手順書", x: 50, y: 60, size: 18 },
      { text: "目的", x: 50, y: 90, size: 13 },
      ...lines([full, full]),
      { text: "注意すること", x: 50, y: 150, bold: true },
      ...lines([full], { y: 170 }),
    ],
    ["# 手順書", "## 目的", `${full}${full}`, "### 注意すること", full],
  ],
  [
    "a text drawn twice for weight is read once",
    [...lines(["重要"]), ...lines(["重要"], { x: 50.4 }), ...lines([`${full}。`, `${full}。`], { y: 130 })],
    ["## 重要".slice(1), `${full}。`.repeat(2)],
  ],
  [
    "slanted text is a watermark",
    [...lines([full]), { text: "写し", x: 200, y: 400, size: 60, angle: 315 }],
    [full, "watermark: 写し"],
  ],
  [
    "vertical writing is read from right to left",
    [
      { text: "休暇を取ろうとする従業員は、次のとおり所属長に届け出", x: 300, y: 50, vertical: true },
      { text: "なければならず、届出のない休暇は欠勤とみなし賃金規程", x: 280, y: 50, vertical: true },
      { text: "（第", x: 260, y: 50, vertical: true },
      { text: "12", x: 255, y: 79, vertical: false },
      { text: "条）。", x: 260, y: 80, vertical: true },
    ],
    [
      "休暇を取ろうとする従業員は、次のとおり所属長に届け出なければならず、届出のない休暇は欠勤とみなし賃金規程（第12条）。",
    ],
  ],
];

describe("layout of a page", () => {
  for (const [what, drawn, items, rules] of cases)
    it(what, () => assert.deepEqual(laid([draw(...drawn)], new Map(), rules)[0], items));
});

describe("layout of a document", () => {
  const body = (index: number): readonly Drawing[] =>
    lines([`${"一二三四五六七八"[index] ?? ""}番目の頁です。`], { y: 200 });
  const pages = (edges: (page: number) => readonly Drawing[], count = 3) =>
    laid(Array.from({ length: count }, (_, index) => draw(...edges(index + 1), ...body(index))));

  it("tells headers once and leaves page numbers to the page's mark", () => {
    const laidOut = pages((page) => [
      { text: "取扱手順書　第3版", x: 50, y: 30 },
      { text: `- ${page} -`, x: 280, y: 780 },
    ]);
    assert.deepEqual(laidOut, [
      ["header: 取扱手順書　第3版", "一番目の頁です。"],
      ["二番目の頁です。"],
      ["三番目の頁です。"],
    ]);
  });

  it("keeps a figure alone that is not the page's number", () => {
    const figure = (text: string) => laid([draw({ text, x: 280, y: 780 }, ...body(0))])[0];
    assert.deepEqual(figure("- 1 -"), ["一番目の頁です。"]);
    assert.deepEqual(figure("42"), ["一番目の頁です。", "42"]);
  });

  it("keeps headings that count and first lines that differ", () => {
    const laidOut = pages((page) => [{ text: `様式第${page}号`, x: 50, y: 30 }]);
    assert.deepEqual(laidOut[1], ["様式第2号", "二番目の頁です。"]);
  });

  it("puts a paragraph together that goes on on the next page", () => {
    const long = "契約の期間は九十日とし、期間の満了する日までに申出の";
    const [first, second] = laid([
      draw(...lines([long, long])),
      draw(...lines(["ないときは、更新しない。"]), ...lines(["次の段落です。"], { y: 160 })),
    ]);
    assert.deepEqual(first, [`${long}${long}ないときは、更新しない。`]);
    assert.deepEqual(second, ["次の段落です。"]);
  });

  it("takes the levels of headings from bookmarks", () => {
    const titles = new Map([
      ["1目的", 0],
      ["電源の点検", 1],
    ]);
    const [items] = laid(
      [draw(...lines(["1. 目的"]), ...lines(["電源の点検"], { y: 130 }), ...lines([full], { y: 160 }))],
      titles,
    );
    assert.deepEqual(items, ["# 1. 目的", "## 電源の点検", full]);
  });
});
