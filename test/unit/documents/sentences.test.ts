import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { sentencesOf } from "../../../server/src/documents/sentences";

function sentences(text: string, languageId = "markdown") {
  const document = readText({ uri: "file:///a", languageId, text });
  return document.blocks.flatMap((block) => [...sentencesOf(block)]);
}

describe("sentences", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["一つ目です。二つ目ですか？三つ目！", ["一つ目です。", "二つ目ですか？", "三つ目！"]],
    ["彼は「はい。そうです。」と言った。次。", ["彼は「はい。そうです。」と言った。", "次。"]],
    ["対象（休日を除く。）は次のとおり。次。", ["対象（休日を除く。）は次のとおり。", "次。"]],
    ["閉じない「括弧。次の文。", ["閉じない「括弧。次の文。"]],
    [
      "See No. 3, e.g. Dr. Smith's 3.14 value. Next one? Yes! End",
      ["See No. 3, e.g. Dr. Smith's 3.14 value.", "Next one?", "Yes!", "End"],
    ],
    [
      "He works at ABC Inc. in the U.S. today. Then v1.2 came.",
      ["He works at ABC Inc. in the U.S. today.", "Then v1.2 came."],
    ],
    [
      "これはバージョン1.2です。値は３．１４とする．次．",
      ["これはバージョン1.2です。", "値は３．１４とする．", "次．"],
    ],
    [
      "この文は途中で折り返されているため長い一行になっており、次の行に\n続きます。短い。",
      ["この文は途中で折り返されているため長い一行になっており、次の行に続きます。", "短い。"],
    ],
    [
      "A sentence that was wrapped at\nthe margin of a page. Next.",
      ["A sentence that was wrapped at the margin of a page.", "Next."],
    ],
    ["日時：4月1日\n場所：会議室\n議題", ["日時：4月1日", "場所：会議室", "議題"]],
    ["本当に！？はい。", ["本当に！？", "はい。"]],
  ];
  for (const [text, expected] of cases) {
    it(text.slice(0, 30).replace(/\n/g, "⏎"), () => {
      assert.deepEqual(
        sentences(text).map((sentence) => sentence.text),
        expected,
      );
    });
  }

  it("answers exact spans, marks and line breaks included", () => {
    const text =
      "# 題\r\n\r\n**一つ目**です。二つ目の文は紙の端で折り返されており、\r\n次の行の`x`まで続きます。\r\n";
    const spans = sentences(text).map(({ span }) => text.slice(span.start, span.end));
    assert.deepEqual(spans, [
      "題",
      "一つ目**です。",
      "二つ目の文は紙の端で折り返されており、\r\n次の行の`x`まで続きます。",
    ]);
  });

  it("loses no letter of a text", () => {
    const text = "ab。c(d。e\n\nfor. G」h 「".repeat(200);
    const letters = (source: string) => source.replace(/[^\p{L}]/gu, "");
    assert.equal(
      letters(
        sentences(text, "plaintext")
          .map((sentence) => sentence.text)
          .join(""),
      ),
      letters(text),
    );
  });
});
