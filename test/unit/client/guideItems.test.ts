import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { guides } from "../../../client/src/guideItems";
import { english, inJapanese } from "../../support/translate";

describe("guides", () => {
  it("leads to every guide, which is there in both languages", () => {
    const files = guides(english).map(({ file }) => file);
    for (const file of files)
      for (const ending of [".md", ".ja.md"]) assert.ok(existsSync(`docs/${file}${ending}`), file + ending);
    const written = readdirSync("docs").filter((name) => name.endsWith("-guide.md"));
    assert.deepEqual(
      written.filter((name) => !files.includes(name.replace(/\.md$/, ""))),
      [],
    );
  });

  it("says in Japanese whom each is for", () => {
    for (const { label, detail } of guides(inJapanese)) assert.match(label + detail, /[ぁ-ん]/u);
  });
});
