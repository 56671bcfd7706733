import assert from "node:assert/strict";
import { type Source } from "../../../server/src/ask/sources";
import { versionsAmong } from "../../../server/src/ask/versions";

const sourceOf = (name: string, format = "docx") =>
  ({ document: { format }, shown: { uri: `file:///w/${encodeURIComponent(name)}` } }) as Source;
const among = (...names: readonly string[]) =>
  versionsAmong(names.map((name) => sourceOf(name))).map((uri) =>
    decodeURIComponent(uri.slice("file:///w/".length)),
  );

describe("ask: versions of one document", () => {
  const versions: readonly (readonly [string, string])[] = [
    ["就業規則_2019.docx", "就業規則_2024.docx"],
    ["事務手順(令和5年4月1日).pdf", "事務手順(令和7年4月1日).pdf"],
    ["事務手順_旧.docx", "事務手順.docx"],
    ["規程 第3版.docx", "規程 第4版.pdf"],
    ["manual_v1.2.md", "manual_v2.md"],
    ["Policy draft.docx", "Policy final.docx"],
    ["要領 R5.10.docx", "要領 R7.4.docx"],
  ];
  for (const [one, other] of versions)
    it(`${one} and ${other}`, () => assert.deepEqual(among(one, "別紙.docx", other), [one, other]));

  const others: readonly (readonly [string, string])[] = [
    ["第1章.docx", "第2章.docx"],
    ["就業規則.docx", "賃金規則.docx"],
    ["README.md", "README.md"],
    ["2019.docx", "2024.docx"],
  ];
  for (const [one, other] of others)
    it(`not ${one} and ${other}`, () => assert.deepEqual(among(one, other), []));

  it("not of code", () =>
    assert.deepEqual(versionsAmong([sourceOf("a_v1.ts", "source"), sourceOf("a_v2.ts", "source")]), []));
});
