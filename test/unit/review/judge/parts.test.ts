import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { estimateTokens } from "../../../../server/src/model/tokenEstimate";
import { limitsFor, partsOf } from "../../../../server/src/review/judge/parts";

const read = (text: string, languageId = "markdown") => readText({ uri: "file:///a", languageId, text });
const limits = limitsFor(8192);

describe("parts of a document for a model", () => {
  it("is each section with its headings; a heading alone is none", () => {
    const parts = partsOf(
      read("# 規程\n\n## 1. 目的\n\n目的を定める。\n\n## 2. 保管\n\n鍵をかける。\n"),
      limits,
    );
    assert.deepEqual(
      parts.map(({ headings, text }) => [headings.join(">"), text]),
      [
        ["規程>1. 目的", "目的を定める。"],
        ["規程>2. 保管", "鍵をかける。"],
      ],
    );
  });

  it("brings the definitions of terms that a section uses from elsewhere", () => {
    const text =
      "# 規程\n\n「保有データ」とは、当社が管理する記録をいう。\n\n## 保管\n\n保有データは3年間保管する。\n\n## 鍵\n\n鍵は課長が持つ。\n";
    const definitions = partsOf(read(text), limits).map((part) => part.definitions.length);
    assert.deepEqual(definitions, [0, 1, 0]);
  });

  it("divides a long section, repeats a little, and leaves nothing out", () => {
    const sentences = Array.from({ length: 400 }, (_, index) => `第${index}の品目は倉庫に保管する。`);
    const parts = partsOf(read(`# 一覧\n\n${sentences.join("\n")}\n`), limitsFor(1024));
    assert.ok(parts.length > 3);
    for (const { tokens, text } of parts)
      assert.ok(tokens <= 461 && estimateTokens(text) <= 600, String(tokens));
    const all = parts.map(({ text }) => text).join("\n");
    for (const sentence of sentences) assert.ok(all.includes(sentence), sentence);
    const repeated = sentences.filter((sentence) => all.split(sentence).length > 2);
    assert.ok(repeated.length >= parts.length - 1);
  });

  it("takes windows of source code that hold every line and begin at a declaration", () => {
    const lines = Array.from(
      { length: 120 },
      (_, index) =>
        `export function handler${index}(request: Request) {\n  return store(request.body, ${index});\n}\n`,
    );
    const text = lines.join("\n");
    const parts = partsOf(read(text, "typescript"), limitsFor(1024));
    assert.ok(parts.length > 2);
    for (const line of text.split("\n"))
      assert.ok(
        parts.some((part) => part.text.includes(line)),
        line,
      );
    for (const { span, text: own } of parts) assert.equal(text.slice(span.start, span.end), own);
    for (const part of parts.slice(1)) assert.match(part.text, /^\s*export function/);
  });

  it("is nothing for an empty document", () => {
    assert.deepEqual(partsOf(read(""), limits), []);
    assert.deepEqual(partsOf(read("# Only a title\n"), limits), []);
  });
});
