/** PDF files of other programs and hostile ones, through the reader thread that ships and the command line. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { ArchiveError } from "../../server/src/documents/archive";
import { sourceSpan } from "../../server/src/documents/document";
import { type ReadFile } from "../../server/src/documents/readFile";
import { createReaderWorker, readerLimits, type ReaderWorker } from "../../server/src/node/readerWorker";
import { hanare } from "../support/commandLine";
import { officeFile } from "../support/documents/officeFiles";
import { pdfOf, streamOf } from "../support/documents/pdfOf";
import { root } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const never = new AbortController().signal;
const script = path.join(root, "dist/reader.js");

const shown = ({ blocks }: ReadFile) =>
  blocks.map(({ kind, level, text, place }) =>
    [place?.page, `${kind}${level ?? ""}`, text, place?.part].filter((each) => each != null).join("|"),
  );
const notes = ({ unread }: ReadFile) => unread.map(({ where, why }) => `${where}: ${why}`);

/** The lines of the view and what was left out, of files that others wrote (`test/fixtures/documents/pdf`). */
const samples: Readonly<Record<string, readonly string[]>> = {
  "not-embedded.pdf": [
    "1|heading1|個人情報取扱規程",
    "1|paragraph|第１条　この規程は、ＡＢＣ銀行が取り扱う個人情報について、その取扱いの基本を定める。保存期間は90日とする。",
    "2|paragraph|保存の期間は七年とする。",
    "3|paragraph|髙橋支店長の承認を得る。",
  ],
  "vertical.pdf": [
    "1|heading1|休暇の届出",
    "1|paragraph|従業員は、年次有給休暇を取ろうとするときは、三日前までに所属長に届け出なければならない。届出のない休暇は、欠勤とする。",
    "1|paragraph|この定めは、令和七年四月一日から適用する。",
    "1|paragraph|7",
  ],
  "office-vertical.pdf": [
    "1|heading1|就業規則の改正について",
    "1|paragraph|総務部は、就業規則第二十七条を次のとおり改める。従業員は、年次有給休暇を取ろうとするときは、三日前までに所属長に届け出なければならない。",
    "1|paragraph|この改正は、令和七年四月一日から施行する。なお、ABC社からの出向者には適用しない。",
  ],
  "scan.pdf": [
    "2|paragraph|契約書の第５条により、損害を賠償する。",
    "3|paragraph|見える文です。",
    "3|paragraph|見えない文です。",
    "Page 1: The page is only a picture. Recognise its text with your scanner's program (OCR) and read that.",
    "Page 2: The text comes from a recognition (OCR) of a picture and may hold mistakes. It was read.",
    "Page 3: Text that is not shown on the page was read too.",
  ],
  "form.pdf": [
    "1|paragraph|口座開設申込書",
    "1|paragraph|氏名",
    "1|paragraph|同意する",
    "1|paragraph|氏名: 山田太郎",
    "1|paragraph|consent: Yes",
    "1|paragraph|[Comment by 佐藤] 本人確認書類の写しを添える。|comment",
    "The whole document: Attached files that are not read: 1. Save them and choose them by themselves.",
  ],
  "turned.pdf": [
    "1|paragraph|横長の表を回して綴じたページです。",
    "1|paragraph|二行目は、この下にあります。",
    "2|paragraph|本文は、透かしとは別に読まれます。",
    "2|paragraph|写し禁止|watermark",
  ],
  "unmapped.pdf": [
    "1|paragraph|These letters are known.",
    "Page 1: 39 of 60 characters are not read: their fonts do not say which characters they are. Recognise the page with your scanner's program (OCR), or ask for the file it was made from.",
  ],
  "office-manual.pdf": [
    "1|paragraph|さくら病院　輸液ポンプ取扱手順書　第3版|header",
    "1|heading1|輸液ポンプ取扱手順書",
    "1|heading1|1. 目的",
    "1|paragraph|この手順書は、病棟で使う輸液ポンプの取扱いについて定め、患者の安全を守ることを目的とする。看護師は、担当する輸液ポンプの始業点検を毎日行い、その結果を点検表に記録しなければならない[^1]。記録のない機器を患者に使用してはならない。床面積は100m²以上とする。",
    "1|paragraph|点検で異常を見つけたときは、使用を中止し、臨床工学技士に連絡する。",
    "1|heading1|2. 始業点検",
    "1|heading2|電源の点検",
    "1|listItem|電源コードを抜き、内蔵電池で動くことを確かめる。電池の残りが30分に満たないときは使用せず、充電するか予備の機器に替えなければならない。",
    "1|listItem|警報音が鳴ることを確かめる。",
    "1|listItem|表示に欠けがないことを確かめる。",
    "1|heading2|点検の間隔",
    ...["項目", "間隔", "担当", "流量の精度", "6か月", "臨床工学技士", "内蔵電池", "90日", "看護師"].map(
      (text) => `1|tableCell|${text}`,
    ),
    "1|listItem|医療法第6条の12による。記録は3年間保存する。|footnote",
    "2|heading1|3. 緊急連絡先",
    "2|paragraph|異常が起きたときは、臨床工学室に連絡する。夜間は当直の技士に連絡し、翌日の朝までに報告書を提出する。",
    "2|paragraph|The infusion pump must be checked every day by the nurse in charge. If the battery holds less than thirty minutes, the pump shall not be used for a patient.",
    "3|heading1|4. 改訂履歴",
    "3|paragraph|令和7年4月1日　第3版を定めた。",
  ],
};
const mended =
  "The whole document: The file is damaged and was mended while reading; parts may be missing. Save it again in its program.";

describe("PDF files", function () {
  this.timeout(120_000);
  let worker: ReaderWorker;
  const log: string[] = [];
  before(() => {
    assert.ok(existsSync(script), "run npm run build first");
    worker = createReaderWorker({ script, log: (line) => log.push(line) });
  });
  after(() => worker.dispose());
  afterEach(() => assert.deepEqual(log.splice(0), []));

  const readBytes = (bytes: Uint8Array, signal = never) => worker.readFormat("pdf", bytes, signal);
  const read = (name: string) => readBytes(officeFile(`pdf/${name}`));

  for (const [name, expected] of Object.entries(samples))
    it(`${name} is read as it is seen`, async () => {
      const file = await read(name);
      assert.deepEqual([...shown(file), ...notes(file)], expected);
      for (const block of file.blocks) {
        const { start, end } = sourceSpan(block, 0, block.text.length);
        assert.equal(file.text.slice(start, end), block.text);
      }
    });

  it("columns are read one after the other, over pages too; what runs on every page is told once", async () => {
    const lines = shown(await read("columns.pdf"));
    assert.deepEqual(lines.slice(0, 3), [
      "1|paragraph|内部資料　取扱注意|header",
      "1|heading1|個人情報の取扱いに関するお知らせ",
      "1|heading2|1．お知らせの1番目",
    ]);
    const numbers = lines.flatMap((line) => /お知らせの(\d+)番目/.exec(line)?.[1] ?? []);
    assert.deepEqual(
      numbers,
      Array.from({ length: 13 }, (_, index) => String(index + 1)),
    );
    // A heading and two paragraphs each; one of them is cut, where a page ends with a sentence.
    assert.equal(lines.length, 2 + 13 * 3 + 1);
    assert.ok(lines.slice(3).every((line) => /heading|。(?:（その\d+）)?$/u.test(line)));
  });

  it("a document of Word's with tracked changes is read as it is printed", async () => {
    const lines = shown(await read("regulation.pdf"));
    assert.ok(lines.includes("1|heading2|第一章　総則"));
    assert.ok(lines.includes("1|listItem|民法第166条による。|footnote"));
    assert.ok(lines.includes("1|paragraph|警告　高温につき触れないこと。"));
  });

  it("pages are marked in the view", async () => {
    const { text } = await read("office-manual.pdf");
    assert.deepEqual(text.match(/^\[Page \d\]$/gmu), ["[Page 1]", "[Page 2]", "[Page 3]"]);
    assert.match(text, /^\| 項目 \| 間隔 \| 担当 \|\n\| --- \| --- \| --- \|$/mu);
  });

  it("a password only against changes does not keep from reading, one to open does", async () => {
    assert.deepEqual(shown(await read("restricted.pdf")), samples["not-embedded.pdf"]);
    await assert.rejects(read("locked.pdf"), /password.*save a copy without/);
  });

  it("what can be mended is read and said so, what cannot is refused", async () => {
    const file = await read("broken-xref.pdf");
    assert.deepEqual([...shown(file), ...notes(file)], [...(samples["not-embedded.pdf"] ?? []), mended]);
    await assert.rejects(
      read("cut.pdf"),
      (error) => error instanceof ArchiveError && /damaged/.test(error.message),
    );
    await assert.rejects(readBytes(Buffer.from("%PDF-1.7\n")), ArchiveError);
  });

  describe("with pictures", () => {
    const image = streamOf(
      "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
      "\x00\xff\xff\x00",
    );
    const font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
    const words = "BT /F1 12 Tf 72 600 Td (The valve is closed by the operator.) Tj ET";
    const at = (width: number, height: number, x: number, y: number) =>
      `q ${width} 0 0 ${height} ${x} ${y} cm /Im1 Do Q`;
    /** Word puts a clip before each picture and marks what it is. */
    const clipped = (width: number, height: number, x: number, y: number) =>
      `/Figure <</MCID 1>> BDC q ${x} ${y} ${width} ${height} re W* n ${at(width, height, x, y)} Q EMC`;

    function pdfWith(content: string, alt?: string): Uint8Array {
      const resources = "<< /Font << /F1 5 0 R >> /XObject << /Im1 6 0 R >> >>";
      const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Contents 4 0 R /Resources ${resources} >>`;
      const tags = alt === undefined ? "" : " /StructTreeRoot 7 0 R /MarkInfo << /Marked true >>";
      return pdfOf([
        `<< /Type /Catalog /Pages 2 0 R${tags} >>`,
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        ...[page, streamOf("", content), font, image],
        "<< /Type /StructTreeRoot /K 8 0 R /ParentTree << /Nums [0 [8 0 R 8 0 R]] >> >>",
        `<< /Type /StructElem /S /Figure /P 7 0 R /Pg 3 0 R /K 1 /Alt (${alt ?? ""}) >>`,
      ]);
    }
    const cases: readonly [what: string, pdf: Uint8Array, notes: readonly RegExp[], gap: boolean][] = [
      [
        "a logo above the text",
        pdfWith(`${at(120, 40, 60, 780)}\n${words}`),
        [/only adorn, not read: 1/],
        false,
      ],
      ["an icon in it", pdfWith(`${words}\n${at(40, 40, 60, 500)}`), [/only adorn, not read: 1/], false],
      [
        "a logo that Word clips",
        pdfWith(`${clipped(120, 40, 60, 780)}\n${words}`),
        [/only adorn, not read: 1/],
        false,
      ],
      [
        "a large picture in it",
        pdfWith(`${words}\n${clipped(400, 300, 60, 200)}`),
        [/Pictures that were not read: 1/],
        true,
      ],
      [
        "one with a description",
        pdfWith(`${words}\n${clipped(400, 300, 60, 200)}`, "Where the valve is"),
        [/with a description in the file, not read: 1/],
        false,
      ],
      ["a scan", pdfWith(at(595, 842, 0, 0), "A page"), [/only a picture/], true],
    ];
    for (const [what, pdf, expected, gap] of cases)
      it(`${what} ${gap ? "is" : "is no"} gap`, async () => {
        const { unread } = await readBytes(pdf);
        assert.equal(unread.length, expected.length, JSON.stringify(unread));
        for (const [index, pattern] of expected.entries()) assert.match(unread[index]?.why ?? "", pattern);
        assert.deepEqual(
          unread.map(({ textless }) => textless !== true),
          [gap],
        );
      });
  });

  describe("that are hostile", () => {
    const catalogue = "<< /Type /Catalog /Pages 2 0 R >>";
    const pages = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>";
    const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>";
    const circle = "<< /Type /Pages /Count 1 /Kids [2 0 R] >>";

    it("end with a page tree that bites its tail", async () => {
      await assert.rejects(readBytes(pdfOf([catalogue, circle])), ArchiveError);
    });

    it("end with a page tree as deep as the file", async () => {
      const depth = 20_000;
      const nodes = Array.from(
        { length: depth },
        (_, index) => `<< /Type /Pages /Count 1 /Kids [${index + 3} 0 R] /Parent ${index + 1} 0 R >>`,
      );
      const deep = pdfOf([catalogue, ...nodes, "<< /Type /Page /MediaBox [0 0 10 10] >>"]);
      await readBytes(deep).catch((error: unknown) => assert.ok(error instanceof ArchiveError));
    });

    it("end with a stream that unpacks to more than there is memory", async () => {
      const limited = createReaderWorker({
        script,
        log: (line) => log.push(line),
        limits: { ...readerLimits, memory: 300 },
      });
      const packed = deflateSync(deflateSync(Buffer.alloc(700_000_000, " ")));
      const bomb = pdfOf([catalogue, pages, page, streamOf("/Filter [/FlateDecode /FlateDecode]", packed)]);
      await assert.rejects(limited.readFormat("pdf", bomb, never), /memory|more than \d+ seconds/);
      await limited.dispose();
    });

    it("are left when nobody wants them any more", async () => {
      const controller = new AbortController();
      const reading = readBytes(
        Buffer.concat([officeFile("pdf/columns.pdf"), Buffer.from("\n")]),
        controller.signal,
      );
      controller.abort(new Error("not wanted"));
      await assert.rejects(reading, /not wanted/);
    });
  });

  describe("on the command line", () => {
    let folder: TemporaryFolder;
    before(async () => {
      folder = await temporaryFolder();
      await folder.write("手順書.pdf", officeFile("pdf/office-manual.pdf"));
      await folder.write("scan.pdf", officeFile("pdf/scan.pdf"));
      await folder.write(
        "rules.yaml",
        "hanare: 1\npack: { id: own, version: 1.0.0, title: Own }\nrules:\n  - { id: OWN-NIGHT, severity: high, message: M, match: { any: [{ regex: 当直の技士 }] } }\n",
      );
    });
    after(() => folder.remove());

    const cli = (...args: readonly string[]) => hanare(args, { cwd: folder.path });

    it("a quote is located by its page", async () => {
      const { code, out } = await cli("locate", "--quote", "翌日の朝までに報告書を提出する", "手順書.pdf");
      assert.equal(code, 0);
      assert.match(out, /"place": "Page 2 · /);
    });

    it("findings name their page, and a scanned page is a gap of the review", async () => {
      const { out } = await cli("review", "--rules", "rules.yaml", "手順書.pdf");
      assert.match(out, /^手順書\.pdf \(Page 2 · .*\): high \[OWN-NIGHT\]/m);
      const scanned = await cli("review", "--rules", "rules.yaml", "scan.pdf");
      assert.equal(scanned.code, 4);
      assert.match(scanned.out, /OCR/);
    });

    it("a summary cites pages", async () => {
      const { code, out } = await cli("summarize", "手順書.pdf");
      assert.equal(code, 0);
      assert.match(out, /Page 1/);
    });
  });
});
