import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { tokenizerVersion, tokensOf } from "../../../server/src/retrieval/tokens";

const cases: readonly (readonly [string, readonly string[]])[] = [
  ["個人情報を", ["個人", "人情", "情報"]],
  ["第27条の2", ["第", "27", "条", "2"]],
  ["サーバーとサーバ、ユーザー", ["サーバ", "サーバ", "ユーザ"]],
  ["キー コピー ﾃﾞｰﾀ", ["キー", "コピー", "データ"]],
  ["getUserName max_retry HTTPServer", ["get", "user", "name", "max", "retry", "http", "server"]],
  ["ＡＢＣ１２３ the of", ["abc123"]],
  ["時々々 한국어 Москва", ["時々", "々々", "한국어", "москва"]],
  ["であるから。😀", []],
];

describe("words of a text", () => {
  for (const [text, tokens] of cases) it(text, () => assert.deepEqual(tokensOf(text), tokens));

  it("keep their version while they stay the same", () => {
    const all = JSON.stringify(cases.map(([text]) => tokensOf(text)));
    const digest = createHash("sha256").update(all).digest("hex").slice(0, 16);
    // Other words, other version: an index on disk must not be asked with words it does not have.
    assert.deepEqual([tokenizerVersion, digest], [1, "3cdc2d4b32e00d7e"]);
  });
});
