// Writes regulation.docx with the npm package docx: `npm install docx@9.15.2` in an empty folder, then
// `node regulation.mjs OUTPUT` from there.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const docx = createRequire(`${process.cwd()}/`)("docx");
const { Paragraph, TextRun, Table, TableRow, TableCell, HeadingLevel, LevelFormat } = docx;

const level = (number, format, text) => ({ level: number, format, text, start: 1 });
const articles = {
  reference: "articles",
  levels: [
    level(0, LevelFormat.JAPANESE_COUNTING, "第%1章"),
    level(1, LevelFormat.DECIMAL_FULL_WIDTH, "第%2条"),
    level(2, LevelFormat.DECIMAL, "%3"),
    level(3, LevelFormat.DECIMAL_ENCLOSED_CIRCLE, "%4"),
  ],
};
const steps = {
  reference: "steps",
  levels: [level(0, LevelFormat.DECIMAL, "(%1)"), level(1, LevelFormat.IROHA_FULL_WIDTH, "%2")],
};
const numbered = (text, reference, number, instance = 0) =>
  new Paragraph({ text, numbering: { reference, level: number, instance } });
const cell = (text, more = {}) => new TableCell({ children: [new Paragraph(text)], ...more });

const document = new docx.Document({
  numbering: { config: [articles, steps] },
  footnotes: { 1: { children: [new Paragraph("民法第166条による。")] } },
  comments: {
    children: [
      { id: 0, author: "佐藤", date: new Date(0), children: [new Paragraph("期間を法務に確認する。")] },
    ],
  },
  features: { trackRevisions: true },
  sections: [
    {
      headers: { default: new docx.Header({ children: [new Paragraph("社外秘")] }) },
      footers: { default: new docx.Footer({ children: [new Paragraph("総務部")] }) },
      children: [
        new Paragraph({ text: "文書管理規程", heading: HeadingLevel.TITLE }),
        new Paragraph({
          text: "総則",
          heading: HeadingLevel.HEADING_1,
          numbering: { reference: "articles", level: 0 },
        }),
        numbered("この規程は、文書の管理について定める。", "articles", 1),
        new Paragraph({
          numbering: { reference: "articles", level: 1 },
          children: [
            new TextRun("帳票は"),
            new docx.DeletedTextRun({ text: "5年", id: 1, author: "佐藤", date: "2024-01-01T00:00:00Z" }),
            new docx.InsertedTextRun({ text: "7年", id: 2, author: "佐藤", date: "2024-01-01T00:00:00Z" }),
            new docx.CommentRangeStart(0),
            new TextRun("間保存する"),
            new docx.CommentRangeEnd(0),
            new TextRun({ children: [new docx.CommentReference(0)] }),
            new docx.FootnoteReferenceRun(1),
            new TextRun("。"),
          ],
        }),
        numbered("電子のものを含む。", "articles", 2),
        numbered("控えを除く。", "articles", 3),
        numbered("写しを除く。", "articles", 3),
        new Paragraph({
          text: "保存",
          heading: HeadingLevel.HEADING_1,
          numbering: { reference: "articles", level: 0 },
        }),
        numbered("保存の場所は別に定める。", "articles", 1),
        new Paragraph({
          children: [new TextRun("面積は100m"), new TextRun({ text: "2", superScript: true })],
        }),
        new Paragraph({ children: [new TextRun("見える"), new TextRun({ text: "内緒", vanish: true })] }),
        numbered("電源を切る。", "steps", 0),
        numbered("蓋を開ける。", "steps", 0),
        numbered("右の蓋", "steps", 1),
        numbered("電源を入れる。", "steps", 0, 1),
        new Table({
          rows: [
            new TableRow({ tableHeader: true, children: [cell("種類"), cell("名前"), cell("期間")] }),
            new TableRow({ children: [cell("帳票", { rowSpan: 2 }), cell("伝票"), cell("7年")] }),
            new TableRow({ children: [cell("契約書"), cell("10年")] }),
            new TableRow({ children: [cell("その他", { columnSpan: 2 }), cell("1年")] }),
          ],
        }),
        new docx.Textbox({
          alignment: "center",
          children: [new Paragraph("警告　高温につき触れないこと。")],
          style: { width: "200pt", height: "auto" },
        }),
        new Paragraph({
          children: [
            new TextRun("解は"),
            new docx.Math({
              children: [
                new docx.MathFraction({
                  numerator: [new docx.MathRun("a+b")],
                  denominator: [new docx.MathRun("2")],
                }),
              ],
            }),
          ],
        }),
      ],
    },
  ],
});

writeFileSync(process.argv[2], await docx.Packer.toBuffer(document));
