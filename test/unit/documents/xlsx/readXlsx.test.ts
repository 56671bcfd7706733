import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { ArchiveError } from "../../../../server/src/documents/archive";
import { type ReadFile } from "../../../../server/src/documents/readFile";
import { readXlsx } from "../../../../server/src/documents/xlsx/readXlsx";
import { changed, officeFile, sheetFile } from "../../../support/documents/officeFiles";

const read = (bytes: Uint8Array) => readXlsx(bytes, new AbortController().signal);
const at = ({ blocks }: ReadFile, cell: string) => blocks.find(({ place }) => place?.cell === cell);
const why = ({ unread }: ReadFile) => unread.map((each) => `${each.where}: ${each.why}`);
const cell = (name: string, text: string) =>
  `<x:c r="${name}" t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;

describe("xlsx, a ledger of openpyxl", () => {
  let ledger: ReadFile;
  before(async () => (ledger = await read(officeFile("xlsx/ledger.xlsx"))));

  const shown: Readonly<Record<string, string>> = {
    "売上!A1": "令和6年度 売上一覧",
    "売上!B3": "平成31年4月30日",
    "売上!B4": "令和元年5月1日",
    "売上!C3": "¥1,234,567",
    "売上!C4": "△¥45,000",
    "売上!C5": "-",
    "売上!D3": "98.5%",
    "売上!B9": "27:30",
    "売上!B10": "TRUE",
    "売上!B11": "#REF!",
    "'原価 表'!B7": "仕入原価は公開しない",
  };
  for (const [name, text] of Object.entries(shown))
    it(`shows ${text} in ${name}`, () => {
      const block = at(ledger, name);
      assert.equal(block?.text, text);
      assert.equal(ledger.text.slice(block?.span.start, block?.span.end), text);
    });

  it("finds the heads of tables, and none in a form", () => {
    const heads = ledger.blocks.filter(({ header }) => header).map(({ place }) => place?.cell);
    assert.deepEqual(heads, [
      ...["A2", "B2", "C2", "D2", "E2"].map((name) => `売上!${name}`),
      ...["A1", "B1", "D1", "B2", "C2", "D2", "E2"].map((name) => `集計!${name}`),
      ...["A1", "B1"].map((name) => `List!${name}`),
    ]);
    assert.equal(at(ledger, "売上!A7")?.kind, "paragraph");
    assert.deepEqual(at(ledger, "顧客!B1")?.headings, ["顧客"]);
  });

  it("reads what is hidden, marks it and says so", () => {
    const hidden = ledger.blocks.filter(({ place }) => place?.part === "hidden").map(({ text }) => text);
    for (const text of ["備考", "継続", "さくら病院", "仕入原価は公開しない", "パスワード"])
      assert.ok(hidden.includes(text), text);
    assert.ok(!hidden.includes("東京物産"));
    assert.deepEqual(why(ledger), [
      "売上: Hidden rows were read too: 5",
      "売上: Hidden columns were read too: E",
      "売上: Cells that show an error (1): B11",
      "売上: Formulas without a value yet (1): C6. Open the file in its program and save it again.",
      "原価 表: The sheet is hidden. It was read.",
      "設定: The sheet is hidden so that Excel's menus do not show it. It was read.",
    ]);
  });

  it("reads comments and what is printed around the sheet", () => {
    const parts = ledger.blocks.filter(({ place }) => ["comment", "header"].includes(place?.part ?? ""));
    assert.deepEqual(
      parts.map(({ text }) => text),
      ["社外秘 & 取扱注意", "要確認: 請求書と違う"],
    );
  });
});

describe("xlsx, 方眼紙 of XlsxWriter", () => {
  it("joins squares to texts and keeps tables", async () => {
    const form = await read(officeFile("xlsx/grid-form.xlsx"));
    const texts = form.blocks.map(({ kind, text, place }) =>
      [kind, text, place?.cell?.split("!")[1]].join("|"),
    );
    assert.deepEqual(texts.slice(1, 9), [
      "paragraph|休暇申請書|K1",
      "paragraph|氏名 山田太郎|B3",
      "paragraph|所属 経理部|Z3",
      "paragraph|休暇を取るときは、この用紙に必要な事項を漏れなく記入して、\n三日前までに上長の承認を受けなければならない。|B5",
      "paragraph|・記入は黒のペンで行う|B7",
      "tableCell|期間|B9",
      "tableCell|種類|J9",
      "tableCell|日数|Z9",
    ]);
    assert.equal(at(form, "申請書!J11")?.text, "特別休暇");
    assert.equal(at(form, "申請書!B14")?.text, "必ず本人が記入すること。");
    assert.equal(at(form, "申請書!C16")?.place?.part, "textBox");
    assert.equal(at(form, "申請書!C25")?.text, "休暇の取得日数\n2024年度");
    assert.equal(at(form, "申請書!F3")?.text, "旧姓も書く");
    assert.deepEqual(why(form), [
      "申請書: Charts of which only titles and names were read: 1",
      "申請書: Pictures of which only the descriptions were read (1): 社印の見本",
    ]);
  });
});

describe("xlsx, small changes", () => {
  it("counts days from 1904 and costs cells, not the area they claim", async () => {
    const log = await read(officeFile("xlsx/dates-1904.xlsx"));
    assert.equal(at(log, "Log!A2")?.text, "2024-02-29 23:59");
    assert.equal(at(log, "Log!C2")?.text, "$1,234.50");
    assert.equal(at(log, "Log!XFD1048576")?.text, "7");
    assert.ok(log.text.length < 200);
  });

  it("leaves the reading of kanji out", async () => {
    const bytes = changed(officeFile("xlsx/grid-form.xlsx"), {
      "xl/sharedStrings.xml": (xml) =>
        xml.replace(
          "<t>年次休暇</t>",
          '<r><t>年次</t></r><r><t>休暇</t></r><rPh sb="0" eb="2"><t>ネンジ</t></rPh>',
        ),
    });
    const form = await read(bytes);
    assert.equal(at(form, "申請書!J10")?.text, "年次休暇");
    assert.ok(!form.text.includes("ネンジ"));
  });

  it("reads threads instead of their copies for older programs", async () => {
    const type = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment";
    const ledger = await read(
      changed(officeFile("xlsx/ledger.xlsx"), {
        "xl/worksheets/_rels/sheet1.xml.rels": (xml) =>
          xml.replace("</Rel", `<Relationship Id="t" Type="${type}" Target="../threads.xml"/></Rel`),
        "xl/threads.xml":
          '<ThreadedComments><threadedComment ref="C3"><text>直しました</text></threadedComment></ThreadedComments>',
      }),
    );
    const comments = ledger.blocks.filter(({ place }) => place?.part === "comment");
    assert.deepEqual(
      comments.map(({ text }) => text),
      ["直しました"],
    );
  });

  it("does not lose what a format conceals", async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>';
    const file = changed(sheetFile('<x:row r="1"><x:c r="A1" s="1"><x:v>42</x:v></x:c></x:row>'), {
      "xl/styles.xml": styles,
    });
    assert.deepEqual(at(await read(file), "S!A1")?.place, { cell: "S!A1", part: "hidden" });
  });

  it("reads rows without numbers, prefixed names, escapes and a sheet's kinds of cells", async () => {
    const rows = `<x:row><x:c t="str"><x:f>A</x:f><x:v>a_x000A_b</x:v></x:c><x:c t="d"><x:v>2024-04-01</x:v></x:c></x:row>
      <x:row><x:c t="b"><x:v>0</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c><x:v>x</x:v></x:c></x:row>`;
    const { blocks } = await read(sheetFile(rows));
    assert.deepEqual(
      blocks.slice(1).map(({ text, place }) => `${place?.cell} ${text}`),
      ["S!A1 a b", "S!B1 45383", "S!A2 FALSE", "S!B2 #N/A", "S!C2 x"],
    );
  });
});

describe("xlsx, broken and hostile", () => {
  it("says which cells point nowhere and which sheet is missing", async () => {
    const strings = { "xl/sharedStrings.xml": "<sst><si><t>only</t></si></sst>" };
    const form = await read(changed(officeFile("xlsx/grid-form.xlsx"), strings));
    assert.match(why(form)[0] ?? "", /^申請書: Cells whose text the file does not have \(\d+\): L1, M1, /);
    const sheet = { "xl/worksheets/sheet2.xml": undefined };
    const ledger = await read(changed(officeFile("xlsx/ledger.xlsx"), sheet));
    assert.ok(why(ledger).includes("原価 表: The file does not contain this sheet."));
    assert.ok(ledger.text.includes("東京物産"));
    const other = await read(changed(officeFile("xlsx/ledger.xlsx"), { "xl/worksheets/sheet2.xml": "PK" }));
    assert.ok(why(other).includes("原価 表: The file does not contain this sheet."));
  });

  it("stays small whatever area, merges and columns are claimed", async () => {
    const cells = Array.from({ length: 3000 }, (_, index) => index + 1);
    const diagonal = cells
      .map(
        (row) =>
          `<x:row r="${row}"><x:c r="${["A", "XFD", "ZZ", "B"][row % 4]}${row}"><x:v>${row}</x:v></x:c></x:row>`,
      )
      .join("");
    const around = {
      before: '<x:dimension ref="A1:XFD1048576"/><x:cols><x:col min="1" max="99999999" width="2"/></x:cols>',
      after: '<x:mergeCell ref="A1:XFD1048576"/>'.repeat(1000),
    };
    const { blocks, text } = await read(sheetFile(diagonal, around));
    assert.equal(blocks.length, 3001);
    assert.ok(text.length < 200_000);
  });

  it("takes cells in any order and with names that no sheet has", async () => {
    const { blocks } = await read(
      sheetFile(
        `<x:row r="9">${cell("B9", "second")}${cell("A9", "first")}${cell("ZZZZ1", "third")}</x:row>`,
      ),
    );
    assert.deepEqual(
      blocks.slice(1).map(({ text }) => text),
      ["first", "second third"],
    );
  });

  const compound = (name: string) => {
    const bytes = new Uint8Array(2048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    new DataView(bytes.buffer).setUint16(30, 9, true);
    new DataView(bytes.buffer).setUint32(48, 0, true);
    bytes.set(Buffer.from(name, "utf16le"), 512);
    new DataView(bytes.buffer).setUint16(512 + 64, name.length * 2 + 2, true);
    return bytes;
  };
  const cut = (xml: string) => xml.slice(0, -8);
  const refused: Readonly<Record<string, readonly [Uint8Array, RegExp]>> = {
    "a password": [compound("EncryptedPackage"), /encrypted/],
    "rights management": [compound("\tDRMContent"), /rights management/],
    "an older format": [compound("Workbook"), /older Office format/],
    "no archive": [strToU8("no"), /damaged/],
    "an archive cut off": [officeFile("xlsx/ledger.xlsx").slice(0, 5000), /damaged/],
    "an archive without a workbook": [zipSync({ a: strToU8("x") }), /damaged/],
    "a workbook that is none": [zipSync({ "xl/workbook.xml": strToU8("<html/>") }), /damaged/],
    "a sheet cut off": [changed(sheetFile(""), { "xl/worksheets/sheet1.xml": cut }), /damaged/],
    "elements without end": [sheetFile("<x:row>".repeat(5000)), /damaged/],
    "a bomb": [changed(sheetFile(""), { "xl/styles.xml": "<a/>".repeat(3_000_000) }), /unpacks to more/],
  };
  for (const [what, [bytes, message]] of Object.entries(refused))
    it(`refuses ${what}`, () =>
      assert.rejects(read(bytes), (error) => error instanceof ArchiveError && message.test(error.message)));

  it("stops when asked", async () => {
    const aborted = AbortSignal.abort(new Error("enough"));
    await assert.rejects(readXlsx(officeFile("xlsx/ledger.xlsx"), aborted), /enough/);
  });
});
