import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { ArchiveError } from "../../../../server/src/documents/archive";
import { readOdt } from "../../../../server/src/documents/odt/read";
import { odtFile } from "../../../support/officeSamples/wordFile";

const signal = new AbortController().signal;

/** Lines of the view; a block outside the running text has its part before it. */
async function read(bytes: Uint8Array): Promise<readonly string[]> {
  const { text, blocks, unread } = await readOdt(bytes, signal);
  const lines = blocks
    .filter(({ kind }) => kind !== "tableCell")
    .map(({ span, place }) => {
      const start = text.lastIndexOf("\n", span.start) + 1;
      return (place?.part ? `${place.part}: ` : "") + text.slice(start, span.end);
    });
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  return [...lines, ...rows, ...unread.map(({ why }) => why)];
}

const p = (content: string, style = "") => `<text:p text:style-name="${style}">${content}</text:p>`;
const items = (content: readonly string[], more = "") =>
  `<text:list ${more}>${content.map((each) => `<text:list-item>${each}</text:list-item>`).join("")}</text:list>`;

const styles = [
  '<style:style style:family="text" style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>',
  '<style:style style:family="text" style:name="T2"><style:text-properties text:display="none"/></style:style>',
  '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="Title"/>',
  '<style:style style:family="paragraph" style:name="P2" style:parent-style-name="P3"/>',
  '<style:style style:family="paragraph" style:name="P3" style:parent-style-name="P2"/>',
  '<style:style style:family="paragraph" style:name="Title"/>',
  '<text:list-style style:name="L1">',
  '<text:list-level-style-number text:level="1" style:num-format="１, ２, ３, ..." style:num-prefix="第" style:num-suffix="条"/>',
  '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix=")"/>',
  "</text:list-style>",
  '<text:list-style style:name="L2">',
  '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." loext:num-list-format="第%1%章"/>',
  '<text:list-level-style-bullet text:level="2" text:bullet-char="\uf0b7"><style:text-properties style:font-name="Symbol"/></text:list-level-style-bullet>',
  "</text:list-style>",
].join("");

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "white space as a program shows it": [
    p("\n   この\n   <text:span> 規程</text:span><text:s text:c='2'/>は<text:tab/>A<text:line-break/>B"),
    ["この 規程  は\tA\nB"],
  ],
  "ruby without its reading": [
    p(
      "<text:ruby><text:ruby-base>警告</text:ruby-base><text:ruby-text>けいこく</text:ruby-text></text:ruby>を守る",
    ),
    ["警告を守る"],
  ],
  "accepted text of tracked changes, 変更履歴": [
    `<text:tracked-changes><text:changed-region><text:deletion>${p("5年")}</text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>` +
      p('帳票は<text:change text:change-id="1"/><text:change-start/>7年<text:change-end/>間'),
    ["帳票は7年間", "1 deleted passage is not read (tracked changes)."],
  ],
  "hidden text, paragraphs and sections apart": [
    p("公開<text:span text:style-name='T2'>内緒</text:span><text:hidden-text text:string-value='秘'/>") +
      p("<text:hidden-paragraph text:is-hidden='true'/>全部") +
      `<text:section text:display="none">${p("旧版")}</text:section>`,
    ["公開", "hidden: 内緒秘", "hidden: 全部", "hidden: 旧版"],
  ],
  "headings, titles and styles based on each other": [
    `${p("規程", "P1")}<text:h text:outline-level="2">目的</text:h>${p("文", "P2")}`,
    ["# 規程", "## 目的", "文"],
  ],
  "raised figures and formulas": [
    p(
      "10<text:span text:style-name='T1'>2</text:span>は<draw:frame><draw:object><math:math><math:mfrac><math:mi>a</math:mi><math:mn>2</math:mn></math:mfrac></math:math></draw:object><draw:image/></draw:frame>",
    ),
    ["10²はa/2"],
  ],
  "lists that count on, begin again and are nested": [
    items([p("a"), p("b") + items([p("c"), p("d")])], 'text:style-name="L1" xml:id="x"') +
      items([p("e")], 'text:style-name="L1"') +
      items([p("f") + p("続き")], 'text:style-name="L1" text:continue-list="x"') +
      items([p("g")], 'text:style-name="L1" text:continue-numbering="true"'),
    ["第１条 a", "第２条 b", "  ２.1) c", "  ２.2) d", "第１条 e", "第３条 f", "続き", "第４条 g"],
  ],
  "formats that say the whole mark, bullets, list headers": [
    `<text:list text:style-name="L2"><text:list-header>${p("頭")}</text:list-header><text:list-item text:start-value="4">${p("a")}${items([p("b")])}</text:list-item></text:list>`,
    ["頭", "第四章 a", "  • b"],
  ],
  "merged cells once, at their columns": [
    `<table:table><table:table-header-rows><table:table-row><table:table-cell>${p("種類")}</table:table-cell><table:table-cell>${p("名前")}</table:table-cell></table:table-row></table:table-header-rows>` +
      `<table:table-row><table:table-cell table:number-columns-spanned="2">${p("その他")}</table:table-cell><table:covered-table-cell/></table:table-row></table:table>`,
    ["| 種類 | 名前 |", "| --- | --- |", "| その他 |  |"],
  ],
  "text boxes, shapes, pictures once": [
    p(
      `炉<draw:frame><draw:text-box>${p("警告　高温")}</draw:text-box></draw:frame><draw:g><draw:custom-shape>${p("矢印")}</draw:custom-shape></draw:g>` +
        "<draw:frame><draw:image/><draw:image/><svg:desc>非常停止ボタン</svg:desc></draw:frame><draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>",
    ),
    [
      "炉",
      "textBox: 警告　高温",
      "textBox: 矢印",
      "[Picture] 非常停止ボタン",
      "1 embedded object is not read.",
      "Pictures of which only the descriptions were read (1): 非常停止ボタン",
    ],
  ],
  "notes and comments behind their paragraph": [
    p(
      `時効<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>${p("民法による。")}</text:note-body></text:note>は5年` +
        `<office:annotation><dc:creator>田中</dc:creator><dc:date>2024</dc:date>${p("確認する")}</office:annotation>`,
    ),
    ["時効[^i]は5年", "endnote: [^i] 民法による。", "comment: [Comment by 田中] 確認する"],
  ],
  "sources of tables of contents and forms never": [
    `<office:forms><form:text>${p("x")}</form:text></office:forms><text:table-of-content><text:table-of-content-source>${p("x")}</text:table-of-content-source><text:index-body><text:index-title>${p("目次")}</text:index-title></text:index-body></text:table-of-content>`,
    ["目次"],
  ],
};

describe("readOdt reads", () => {
  for (const [what, [body, expected]] of Object.entries(cases))
    it(what, async () => assert.deepEqual(await read(odtFile(body, styles)), expected));

  it("charts from the data they are drawn from", async () => {
    const chart = `<office:document-content><office:body><office:chart><chart:chart><chart:title>${p("売上")}</chart:title><table:table><table:table-row><table:table-cell>${p("4月")}</table:table-cell><table:table-cell>${p("12")}</table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>`;
    const body = p("<draw:frame><draw:object xlink:href='./Object 1'/></draw:frame>");
    assert.deepEqual(await read(odtFile(body, "", { "Object 1/content.xml": chart })), [
      "売上",
      "| 4月 | 12 |",
    ]);
  });
});

describe("odt that is broken or hostile", () => {
  const bad: Readonly<Record<string, () => Uint8Array>> = {
    "no content": () => zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.text") }),
    "a spreadsheet": () =>
      zipSync({
        "content.xml": strToU8(
          "<office:document-content><office:body><office:spreadsheet/></office:body></office:document-content>",
        ),
      }),
    "an encrypted file": () => odtFile("", "", { "META-INF/manifest.xml": "<manifest:encryption-data/>" }),
    "lists without end": () => odtFile("<text:list><text:list-item>".repeat(100_000)),
    "an archive cut off": () => odtFile(p("a")).slice(0, -40),
  };
  for (const [what, bytes] of Object.entries(bad))
    it(what, async () => assert.rejects(async () => readOdt(bytes(), signal), ArchiveError));

  it("repeats rows, cells and spaces only so often", async () => {
    const many = "99999999";
    const body = `<table:table><table:table-row table:number-rows-repeated="${many}"><table:table-cell table:number-columns-repeated="${many}">${p(`a<text:s text:c="${many}"/>b`)}</table:table-cell></table:table-row></table:table>`;
    const { text } = await readOdt(odtFile(body), signal);
    assert.ok(text.length < 10_000_000);
  });

  it("takes nothing from outside the file", async () => {
    const content = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><office:document-content><office:body><office:text>${p("a&x;b")}</office:text></office:body></office:document-content>`;
    assert.deepEqual(await read(zipSync({ "content.xml": strToU8(content) })), ["a&x;b"]);
  });
});
