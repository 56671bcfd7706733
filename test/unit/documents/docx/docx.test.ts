import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { ArchiveError } from "../../../../server/src/documents/archive";
import { readDocx } from "../../../../server/src/documents/docx/read";
import { compoundFile } from "../../../support/compound";
import { changed } from "../../../support/documents/officeFiles";
import { p, r, wordFile, type WordParts } from "../../../support/officeSamples/wordFile";

const signal = new AbortController().signal;

/** Lines of the view; a block outside the running text has its part before it. */
async function read(bytes: Uint8Array): Promise<readonly string[]> {
  const { text, blocks, unread } = await readDocx(bytes, signal);
  const lines = blocks
    .filter(({ kind }) => kind !== "tableCell")
    .map(({ span, place }) => {
      const start = text.lastIndexOf("\n", span.start) + 1;
      return (place?.part ? `${place.part}: ` : "") + text.slice(start, span.end);
    });
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return [...lines, ...rows, ...unread.map(({ why }) => why)];
}

const cell = (content: string, properties = "") => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(content)}</w:tc>`;
const row = (...cells: readonly string[]) => `<w:tr>${cells.join("")}</w:tr>`;
const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
const field = (instruction: string, result = "") =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r>${result}` +
  '<w:r><w:fldChar w:fldCharType="end"/></w:r>';
const separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>';

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a text box once, though it is stored twice": [
    p(
      `${r("炉")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box("警告　高温")}</wps:txbx></w:drawing></mc:Choice>` +
        `<mc:Fallback><w:pict><v:textbox>${box("警告　高温")}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
    ["炉", "textBox: 警告　高温"],
  ],
  "ruby without its reading": [
    p(
      `<w:r><w:ruby><w:rt>${r("けいこく")}</w:rt><w:rubyBase>${r("警告")}</w:rubyBase></w:ruby></w:r>${r("を守る")}`,
    ),
    ["警告を守る"],
  ],
  "old ruby, a letter in a circle and a fraction, which are fields": [
    p(
      [
        field('EQ \\* jc2 \\* "Font:ＭＳ 明朝" \\* hps10 \\o\\ad(\\s\\up 9(けいこく),警告)'),
        field("EQ \\o\\ac(○,印)"),
        field("EQ \\f(1,2)"),
      ].join(""),
    ),
    ["警告印1/2"],
  ],
  "accepted text of tracked changes, 変更履歴": [
    p(
      `${r("帳票は")}<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:del><w:r><w:delText>年</w:delText></w:r></w:del>` +
        `<w:ins>${r("7年")}</w:ins>${r("間")}<w:del><w:r><w:delText>のみ</w:delText></w:r></w:del>`,
    ),
    ["帳票は7年間", "2 deleted passages are not read (tracked changes)."],
  ],
  "moved text where it went": [
    p(`<w:moveFrom>${r("移動")}</w:moveFrom>`, "<w:rPr><w:moveFrom/></w:rPr>") +
      p("間") +
      p(`<w:moveTo>${r("移動")}</w:moveTo>`),
    ["間", "移動"],
  ],
  "paragraphs whose break was deleted as one": [
    p("禁止しては", "<w:rPr><w:del/></w:rPr>") + p("ならない。"),
    ["禁止してはならない。"],
  ],
  "a drop cap with its word": [p("T", '<w:framePr w:dropCap="drop"/>') + p("he valve"), ["The valve"]],
  "hidden text apart": [
    p(r("公開") + r("内緒", "<w:vanish/>") + r("。", '<w:vanish w:val="0"/>')),
    ["公開。", "hidden: 内緒"],
  ],
  "results of fields, not what computes them": [
    p(
      r("第") +
        field(`REF a ${field("PAGE", separate + r("9"))}`, separate + r("3")) +
        r("条") +
        `<w:hyperlink>${r("参照")}</w:hyperlink><w:fldSimple w:instr="DATE">${r("4月")}</w:fldSimple>`,
    ),
    ["第3条参照4月"],
  ],
  "check boxes of forms": [
    p(
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>' +
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>' +
        r("同意"),
    ),
    ["☑同意"],
  ],
  "characters of symbol fonts": [
    p(
      `${r("5")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>${r("3")}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>` +
        '<w:r><w:sym w:font="Gaiji" w:char="E000"/></w:r>',
    ),
    ["5≥3☑□", "1 character of a symbol font is shown as □."],
  ],
  "raised and lowered figures": [
    p(
      r("10") +
        r("2", '<w:vertAlign w:val="superscript"/>') +
        r(" H") +
        r("2", '<w:vertAlign w:val="subscript"/>') +
        r("O"),
    ),
    ["10² H₂O"],
  ],
  "tabs, breaks, hyphens, text in content controls": [
    `<w:sdt><w:sdtContent>${p("<w:r><w:t>第1条</w:t><w:tab/><w:t> 目的 </w:t><w:br/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>")}</w:sdtContent></w:sdt>`,
    ["第1条\t目的\na-b"],
  ],
  equations: [
    p(
      "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f><m:r><m:t>≤</m:t></m:r>" +
        "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>",
    ),
    ["(a+b)/2≤10³"],
  ],
  "merged cells once, at their columns": [
    `<w:tbl><w:tblPr><w:tblLook w:val="04A0"/></w:tblPr>` +
      row(cell("種類"), cell("名前"), cell("期間")) +
      row(cell("帳票", '<w:vMerge w:val="restart"/>'), cell("伝票"), cell("7年")) +
      row(cell("", "<w:vMerge/>"), cell("契約", '<w:gridSpan w:val="2"/>')) +
      "</w:tbl>",
    ["| 種類 | 名前 | 期間 |", "| --- | --- | --- |", "| 帳票 | 伝票 | 7年 |", "|  | 契約 |  |"],
  ],
  "deleted rows counted, inserted ones read": [
    `<w:tbl>${row(cell("a"), cell("b"))}<w:tr><w:trPr><w:del/></w:trPr>${cell("c")}</w:tr><w:tr><w:trPr><w:ins/></w:trPr>${cell("d")}${cell("e")}</w:tr></w:tbl>`,
    ["| a | b |", "| d | e |", "1 deleted passage is not read (tracked changes)."],
  ],
  "a nested table behind its row": [
    `<w:tbl>${row(cell("外"), `<w:tc><w:tbl>${row(cell("内1"), cell("内2"))}</w:tbl>${p("後")}</w:tc>`)}${row(cell("次"), cell("行"))}</w:tbl>`,
    ["| 外 | 後 |", "| 内1 | 内2 |", "| 次 | 行 |"],
  ],
  "a frame of one cell as text": [
    `<w:tbl>${row(cell("注意　必ず読むこと。"))}</w:tbl>`,
    ["注意　必ず読むこと。"],
  ],
  "pictures by their descriptions, objects counted": [
    p(
      '<w:r><w:drawing><wp:inline><wp:docPr descr="非常停止ボタン"/><pic:pic/></wp:inline></w:drawing><w:drawing><wp:inline><wp:docPr descr="C:\\a.png"/><pic:pic/></wp:inline></w:drawing></w:r>' +
        "<w:r><w:object><v:imagedata/></w:object></w:r>",
    ),
    [
      "[Picture] 非常停止ボタン",
      "1 embedded object is not read.",
      "Pictures that were not read: 1. Read them yourself; a picture with an alternative text, or marked as decorative, is no gap.",
      "Pictures of which only the descriptions were read (1): 非常停止ボタン",
    ],
  ],
};

const drawn = (size: string, more: string) =>
  p(
    `<w:r><w:drawing><wp:inline><wp:extent ${size}/><wp:docPr>${more}</wp:docPr><pic:pic/></wp:inline></w:drawing></w:r>`,
  );
const adorns = "Logos, icons and other pictures that only adorn, not read: 1";
const isGap = /^Pictures that were not read: 1\./;

describe("docx pictures", () => {
  const large = 'cx="5400000" cy="3600000"';
  const decorative = '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>';
  const gaps: readonly [what: string, body: string, why: RegExp | string][] = [
    ["a large one is a gap", drawn(large, ""), isGap],
    ["one of 15 mm is an icon", drawn('cx="540000" cy="540000"', ""), adorns],
    ["one that is marked as decorative adorns", drawn(large, decorative), adorns],
    [
      "a small one of an old kind is an icon",
      p('<w:r><w:pict><v:shape style="width:30pt;height:24pt"><v:imagedata/></v:shape></w:pict></w:r>'),
      adorns,
    ],
    [
      "a large one of an old kind is a gap",
      p('<w:r><w:pict><v:shape style="width:300pt;height:240pt"><v:imagedata/></v:shape></w:pict></w:r>'),
      isGap,
    ],
  ];
  for (const [what, body, why] of gaps)
    it(what, async () => {
      const [skip, ...others] = (await readDocx(wordFile(body), signal)).unread;
      assert.deepEqual(others, []);
      if (typeof why === "string") assert.equal(skip?.why, why);
      else assert.match(skip?.why ?? "", why);
      assert.equal(skip?.textless, typeof why === "string" ? true : undefined);
    });
});

describe("readDocx reads", () => {
  for (const [what, [body, expected]] of Object.entries(cases))
    it(what, async () => assert.deepEqual(await read(wordFile(body)), expected));
});

const style = (id: string, name: string, more = "") =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;
const based = (id: string) => `<w:basedOn w:val="${id}"/>`;
const styled = (id: string) => `<w:pStyle w:val="${id}"/>`;

describe("docx headings", () => {
  const styles = [
    style("1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    style("a", "章", based("1")),
    style("b", "目次の見出し", `${based("1")}<w:pPr><w:outlineLvl w:val="9"/></w:pPr>`),
    style("c", "見出し 3"),
    style("d", "表題"),
    style("e", "Author", based("d")),
    style("f", "輪", based("g")),
    style("g", "輪2", based("f")),
  ].join("");
  const paragraphs: readonly (readonly [string, string])[] = [
    [styled("1"), "# 見出し"],
    [styled("a"), "# 見出し"],
    [styled("b"), "見出し"],
    [styled("c"), "### 見出し"],
    [styled("d"), "# 見出し"],
    [styled("e"), "見出し"],
    [styled("f"), "見出し"],
    ['<w:outlineLvl w:val="1"/>', "## 見出し"],
    [`${styled("1")}<w:outlineLvl w:val="9"/>`, "見出し"],
    [styled("missing"), "見出し"],
  ];
  for (const [properties, expected] of paragraphs)
    it(properties, async () =>
      assert.deepEqual(await read(wordFile(p("見出し", properties), { styles })), [expected]),
    );
});

describe("docx notes, headers and charts", () => {
  const parts: WordParts = {
    footnotes: `<w:footnote w:id="2">${p("民法による。")}</w:footnote><w:footnote w:id="3">${p('<w:r><w:footnoteReference w:id="3"/></w:r>')}</w:footnote>`,
    others: {
      header1:
        '<w:hdr><w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="写"/></v:shape></w:pict></w:r></w:p></w:hdr>',
      chart1:
        '<c:chartSpace><c:chart><c:title><a:t>売上</a:t></c:title><c:ser><c:tx><c:pt idx="0"><c:v>東京</c:v></c:pt></c:tx>' +
        '<c:cat><c:pt idx="0"><c:v>4月</c:v></c:pt></c:cat><c:val><c:pt idx="0"><c:v>12</c:v></c:pt></c:val></c:ser></c:chart></c:chartSpace>',
      diagramData1:
        '<dgm:dataModel><dgm:pt><dgm:t><a:p><a:t>受付</a:t></a:p></dgm:t></dgm:pt><dgm:pt type="pres"><dgm:t><a:p><a:t>x</a:t></a:p></dgm:t></dgm:pt></dgm:dataModel>',
    },
  };
  const reference = (id: string) => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`;
  const body =
    p(`${r("時効")}${reference("2")}${r("は5年")}${reference("3")}${reference("9")}`) +
    p(
      '<w:r><w:drawing><c:chart r:id="chart1"/></w:drawing><w:drawing><dgm:relIds r:dm="diagramData1"/></w:drawing><w:drawing><c:chart r:id="x"/></w:drawing></w:r>',
    ) +
    '<w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="gone"/></w:sectPr>';

  it("stand apart and say what they are; those that are missing are left out", async () =>
    assert.deepEqual(await read(wordFile(body, parts)), [
      "watermark: 写",
      "時効[^1]は5年[^2]",
      "footnote: [^1] 民法による。",
      "売上",
      "textBox: 受付",
      "|  | 東京 |",
      "| --- | --- |",
      "| 4月 | 12 |",
      "1 chart is not read.",
    ]));

  it("reads strict files and prefixes that nobody else uses", async () => {
    const strict = 'xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"';
    const xml = `<x:document ${strict}><x:body><x:p><x:pPr><x:outlineLvl x:val="0"/></x:pPr><x:r><x:t>総則</x:t></x:r></x:p></x:body></x:document>`;
    const relation = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument";
    const bytes = zipSync({
      "_rels/.rels": strToU8(
        `<Relationships><Relationship Id="a" Type="${relation}" Target="/a/b.xml"/></Relationships>`,
      ),
      "a/b.xml": strToU8(xml),
    });
    assert.deepEqual(await read(bytes), ["# 総則"]);
  });
});

describe("docx that is broken or hostile", () => {
  const table = "<w:tbl><w:tr><w:tc>";
  const bad: Readonly<Record<string, () => Uint8Array>> = {
    "an archive cut off": () => wordFile("").slice(0, 100),
    "no archive": () => strToU8("PK\u0003\u0004 not"),
    "no document in it": () => zipSync({ "[Content_Types].xml": strToU8("<Types/>") }),
    "a document without a body": () => zipSync({ "word/document.xml": strToU8("<w:document/>") }),
    "another kind of document": () => zipSync({ "word/document.xml": strToU8("<x:workbook/>") }),
    "an encrypted document": () => compoundFile(["EncryptedPackage", "EncryptionInfo"]),
    "a document cut off": () =>
      changed(wordFile(p("期限は30日")), { "word/document.xml": (xml) => xml.slice(0, xml.indexOf("30")) }),
    "tables without end": () => wordFile(table.repeat(100_000)),
    "an archive that claims more than it holds": () => wordFile("").fill(0xff, 30, 60),
  };
  for (const [what, bytes] of Object.entries(bad))
    it(what, async () => assert.rejects(async () => readDocx(bytes(), signal), ArchiveError));

  it("a cell over a thousand million columns is one cell", async () =>
    assert.deepEqual(
      await read(wordFile(`<w:tbl>${row(cell("a", '<w:gridSpan w:val="999999999"/>'), cell("b"))}</w:tbl>`)),
      ["| a | b |"],
    ));

  it("takes nothing from outside the file", async () => {
    const entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>';
    const document = `${entity}<w:document><w:body>${p("a&x;&y;b")}</w:body></w:document>`;
    assert.deepEqual(await read(zipSync({ "word/document.xml": strToU8(document) })), ["a&x;&y;b"]);
  });

  it("ends when it is told to, whatever is left", async () => {
    const stop = new AbortController();
    let pauses = 0;
    const pause = async () => {
      if (++pauses === 5) stop.abort(new Error("stopped"));
    };
    const body = "<w:p/>".repeat(20_000);
    await assert.rejects(async () => readDocx(wordFile(body), stop.signal, pause), /stopped/);
    assert.equal(pauses, 5);
  });
});
