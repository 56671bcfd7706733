import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { extract } from "../../../server/src/summarize/extract";
import * as texts from "./texts";

const read = (text: string, languageId = "markdown") => readText({ uri: "file:///a", languageId, text });
const sentencesOf = (text: string, length: "short" | "medium" | "long", languageId?: string) =>
  extract(read(text, languageId), length).sections.flatMap(({ sentences }) =>
    sentences.map((sentence) => sentence.text),
  );

describe("extractive summary", () => {
  /** What a reader of the document would not forgive the summary for leaving out, or for bringing. */
  const cases: readonly (readonly [keyof typeof texts, string, readonly RegExp[], readonly RegExp[]])[] = [
    [
      "minutes",
      "markdown",
      [/6月20日までに再計測/, /次回会議で判断/, /棚卸しを毎月末/, /見積書提出/, /次回は令和7年6月26日/],
      [/^以上/, /出席者/],
    ],
    [
      "regulation",
      "plaintext",
      [
        /目的とする/,
        /承認なく行外に持ち出してはならない/,
        /10年とする/,
        /直ちに個人情報保護管理者に報告/,
        /4月1日から施行/,
      ],
      [/次の各号/],
    ],
    [
      "manual",
      "markdown",
      [/自己判断して治療を行わない/, /ACアダプタ以外/, /30分以上巻いたまま/, /135\/85mmHg/, /保証期間/],
      [/次の手順/, /初版/, /ありがとうございます/],
    ],
    [
      "policy",
      "markdown",
      [/sets out how/, /14 characters/, /within 2 hours/, /expire after 6 months/],
      [/ISO\/IEC/, /weekly/],
    ],
  ];
  for (const [name, languageId, wanted, unwanted] of cases) {
    it(`of ${name} holds what matters`, () => {
      const all = sentencesOf(texts[name], "medium", languageId);
      for (const pattern of wanted)
        assert.ok(
          all.some((text) => pattern.test(text)),
          `${pattern} in\n${all.join("\n")}`,
        );
      for (const pattern of unwanted)
        assert.ok(!all.some((text) => pattern.test(text)), `${pattern} in\n${all.join("\n")}`);
    });
  }

  it("keeps the length that was asked for, in the document's order, without repeating itself", () => {
    const limits = { short: 3, medium: 12, long: 30 } as const;
    for (const name of ["minutes", "regulation", "manual", "policy"] as const) {
      const document = read(texts[name], name === "regulation" ? "plaintext" : "markdown");
      for (const length of ["short", "medium", "long"] as const) {
        const starts = extract(document, length).sections.flatMap(({ sentences }) =>
          sentences.map(({ span }) => span.start),
        );
        assert.ok(
          starts.length > 0 && starts.length <= limits[length],
          `${name} ${length}: ${starts.length}`,
        );
        assert.deepEqual(
          starts,
          [...new Set(starts)].sort((left, right) => left - right),
        );
      }
    }
  });

  it("says the same for the same document", () => {
    assert.deepEqual(extract(read(texts.minutes), "long"), extract(read(texts.minutes), "long"));
  });

  it("leaves out front matter, code and directives; takes the comments of functions", () => {
    assert.deepEqual(
      sentencesOf(
        "---\ntitle: 秘密の題名です。\n---\n\n本文の一文です。\n\n```\nコードです。\n```\n",
        "long",
      ),
      ["本文の一文です。"],
    );
    const source =
      "// eslint-disable-next-line\n/** Reads the file and throws when it is missing. */\nfunction read() {\n  // const old = 1;\n}\nfunction write() {}\n";
    const { sections } = extract(read(source, "typescript"), "long");
    assert.deepEqual(
      sections.map(({ headings, sentences }) => [...headings, ...sentences.map(({ text }) => text)]),
      [
        ["function read()", "Reads the file and throws when it is missing."],
        ["function write() {}", "function write() {}"],
      ],
    );
    assert.deepEqual(sentencesOf("function only() {}\n", "medium", "typescript"), ["function only() {}"]);
  });

  it("names what is beyond its limits instead of reading on", () => {
    const text = `${"これは長い記録の一行です。\n".repeat(100)}\n# 次\n\n${"別の章の記録です。\n".repeat(100)}\n# 末尾\n\n終わり。\n`;
    const { unread, sourceSentences } = extract(read(text), "medium", {
      limits: { section: 500, document: 800 },
    });
    assert.equal(unread.length, 3);
    assert.ok(sourceSentences < 90);
    assert.match(unread.at(-1)?.where ?? "", /lines 205 to 208/);
  });

  for (const text of ["", "\n\n", "# 題だけ\n", "```\ncode\n```\n"]) {
    it(`of ${JSON.stringify(text)} is empty`, () =>
      assert.deepEqual(extract(read(text), "medium").sections, []));
  }
});
