import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { ArchiveError } from "../../../../server/src/documents/archive";
import { numberMark } from "../../../../server/src/documents/pptx/listMarks";
import { readPptx } from "../../../../server/src/documents/pptx/readPptx";
import { type ReadFile } from "../../../../server/src/documents/readFile";
import { changed, officeFile } from "../../../support/documents/officeFiles";

const read = (bytes: Uint8Array) => readPptx(bytes, new AbortController().signal);
const shown = ({ blocks }: ReadFile) =>
  blocks.map(({ kind, text, place, header }) =>
    [place?.slide, kind + (header === true ? "!" : ""), text, place?.part]
      .filter((each) => each != null)
      .join("|"),
  );
const manual = () => officeFile("pptx/manual.pptx");
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const related = (type: string, target: string) => (xml: string) =>
  xml.replace(
    "</Relationships>",
    `<Relationship Id="new" Type="${type}" Target="${target}"/></Relationships>`,
  );

describe("pptx, a manual of python-pptx", () => {
  it("reads slides in the order they are shown, shapes in the order they are read", async () => {
    const file = await read(manual());
    assert.deepEqual(shown(file), [
      "1|heading|装置の 取扱い",
      "1|paragraph|第3版",
      "2|heading|始める前に",
      "2|listItem|電源を切る",
      "2|listItem|主電源も切る",
      "2|listItem|手袋を着ける",
      "2|paragraph|ここで実物を見せる。|notes",
      "3|heading|点検",
      "3|tableCell!|項目",
      "3|tableCell!|間隔",
      "3|tableCell|フィルター",
      "3|tableCell|30日",
      "3|tableCell|ベルト",
      "3|tableCell|1年",
      "3|paragraph|故障の推移",
      "3|paragraph|故障件数, 4月, 5月",
      "4|heading|Slide 4",
      "4|paragraph|左上の文",
      "4|paragraph|右上の文",
      "4|paragraph|組の左",
      "4|paragraph|組の右",
      "4|paragraph|下の文",
      "5|heading|社内だけ|hidden",
    ]);
    assert.match(file.text, /\n• 電源を切る\n\n {2}– 主電源も切る\n/);
    assert.deepEqual(
      file.unread.map(({ where, why }) => `${where}: ${why}`),
      [
        "Slide 3: Charts of which only titles and names were read: 1",
        "Slide 4: Pictures of which only the descriptions were read (1): 配線図",
        "Slide 5: The slide is hidden. It was read.",
      ],
    );
  });

  it("leaves numbers of slides and dates out and keeps footers apart", async () => {
    const placeholder = (type: string, body: string) =>
      `<p:sp><p:nvSpPr><p:cNvPr id="9" name="x"/><p:cNvSpPr/><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:p>${body}</a:p></p:txBody></p:sp>`;
    const file = await read(
      changed(manual(), {
        "ppt/slides/slide1.xml": (xml) =>
          xml.replace(
            "</p:spTree>",
            placeholder("sldNum", "<a:r><a:t>99</a:t></a:r>") +
              placeholder(
                "ftr",
                '<a:r><a:t>社外秘</a:t></a:r><a:fld type="datetime1"><a:t>2024/1/1</a:t></a:fld>',
              ) +
              "</p:spTree>",
          ),
      }),
    );
    assert.ok(shown(file).includes("1|paragraph|社外秘|footer"));
    assert.ok(!file.text.includes("99") && !file.text.includes("2024/1/1"));
  });

  it("reads comments of both kinds, and SmartArt as an outline even when it is its own ancestor", async () => {
    const point = (id: string, text: string, type = "node") =>
      `<dgm:pt modelId="${id}" type="${type}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`;
    const link = (from: string, to: string, order: number) =>
      `<dgm:cxn srcId="${from}" destId="${to}" srcOrd="${order}"/>`;
    const frame =
      '<p:graphicFrame><p:nvGraphicFramePr/><a:graphic><a:graphicData><dgm:relIds r:dm="new"/></a:graphicData></a:graphic></p:graphicFrame>';
    const file = await read(
      changed(manual(), {
        "ppt/slides/slide1.xml": (xml) => xml.replace("</p:spTree>", `${frame}</p:spTree>`),
        "ppt/slides/_rels/slide1.xml.rels": related(`${office}/diagramData`, "../data.xml"),
        "ppt/slides/_rels/slide2.xml.rels": related(`${office}/comments`, "../comments.xml"),
        "ppt/data.xml": `<dgm:dataModel><dgm:ptLst>${point("0", "", "doc")}${point("1", "親")}${point("2", "次")}${point("3", "子")}</dgm:ptLst><dgm:cxnLst>${link("0", "2", 1)}${link("0", "1", 0)}${link("1", "3", 0)}${link("3", "1", 0)}</dgm:cxnLst></dgm:dataModel>`,
        "ppt/comments.xml":
          "<p:cmLst><p:cm><p:text>古い</p:text></p:cm><p:cm><p:txBody><a:p><a:r><a:t>新しい</a:t></a:r></a:p></p:txBody></p:cm></p:cmLst>",
      }),
    );
    assert.match(file.text, /• 親\n\n {2}• 子\n\n• 次\n/);
    const comments = shown(file).filter((each) => each.endsWith("comment"));
    assert.deepEqual(comments, ["2|paragraph|古い|comment", "2|paragraph|新しい|comment"]);
  });
});

describe("pptx, marks of lists", () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ["arabicPeriod", 3, "3."],
    ["arabicParenBoth", 3, "(3)"],
    ["alphaLcParenR", 2, "b)"],
    ["alphaUcPeriod", 27, "AA."],
    ["romanLcPeriod", 9, "ix."],
    ["circleNumDbPlain", 2, "②"],
    ["ea1JpnChsDbPeriod", 12, "十二."],
    ["arabicDbPlain", 5, "５"],
  ];
  for (const [scheme, number, mark] of cases)
    it(`${scheme} writes ${number} as ${mark}`, () => assert.equal(numberMark(number, scheme), mark));
});

describe("pptx, broken and hostile", () => {
  it("names a slide that the file does not have and reads the others", async () => {
    for (const content of [undefined, "PK", "<html/>"]) {
      const file = await read(changed(manual(), { "ppt/slides/slide2.xml": content }));
      assert.deepEqual(file.unread[0], { where: "Slide 2", why: "The file does not contain this slide." });
      assert.ok(file.text.includes("点検"));
    }
  });

  it("goes on without layouts, notes and charts", async () => {
    const parts = ["slideLayouts/slideLayout2", "notesSlides/notesSlide1", "slideMasters/slideMaster1"];
    const file = await read(
      changed(manual(), Object.fromEntries(parts.map((name) => [`ppt/${name}.xml`, undefined]))),
    );
    assert.ok(file.text.includes("電源を切る"));
  });

  const groups = (count: number) => (xml: string) =>
    xml.replace("</p:spTree>", "<p:grpSp>".repeat(count) + "</p:grpSp>".repeat(count) + "</p:spTree>");
  const refused: Readonly<Record<string, Uint8Array>> = {
    "groups in groups without end": changed(manual(), { "ppt/slides/slide1.xml": groups(2000) }),
    "a presentation that is none": zipSync({ "ppt/presentation.xml": strToU8("<html/>") }),
    "an archive cut off": manual().slice(0, 9000),
  };
  for (const [what, bytes] of Object.entries(refused))
    it(`refuses ${what}`, () => assert.rejects(read(bytes), ArchiveError));

  it("reads groups as deep as any program makes them", async () => {
    const file = await read(changed(manual(), { "ppt/slides/slide1.xml": groups(100) }));
    assert.equal(file.blocks.length, 23);
  });
});
