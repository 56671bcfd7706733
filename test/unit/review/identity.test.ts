import assert from "node:assert/strict";
import { inText, packsOf } from "../../support/reviewSample";

const packs = packsOf(
  "  - { id: R, severity: low, message: M, match: { any: [{ regex: 適宜 }] } }\n" +
    '  - { id: S, severity: high, message: M, mask: true, match: { any: [{ regex: "[0-9]{8,}" }] } }\n',
);
const idsOf = (text: string, path?: string) => inText(text, packs, path).map(({ id }) => id);

describe("identity of findings", () => {
  const base = "# 手順\n\n弁を適宜閉める。\n\n終わり。\n";
  const [known] = idsOf(base);
  const same: Readonly<Record<string, string>> = {
    "the text moves": `はじめに。\n\n${base}`,
    "other lines of the section change": base.replace("終わり。", "以上で終わり。"),
    "white space and widths change": base
      .replace("弁を適宜", "弁を適宜")
      .replace("閉める。\n", "閉める。  \n"),
    "lines end otherwise": base.replaceAll("\n", "\r\n"),
  };
  for (const [name, text] of Object.entries(same))
    it(`stays when ${name}`, () => assert.deepEqual(idsOf(text), [known]));

  const other: Readonly<Record<string, string>> = {
    "its sentence changes": base.replace("閉める", "開ける"),
    "its section is called otherwise": base.replace("# 手順", "# 点検"),
  };
  for (const [name, text] of Object.entries(other))
    it(`is another one when ${name}`, () => {
      const [id] = idsOf(text);
      assert.ok(id !== undefined && id !== known);
    });

  it("is another one in another file", () => assert.notEqual(idsOf(base, "docs/b.md")[0], known));

  it("tells equal lines of a section apart, and keeps the first when one is added", () => {
    const [first, second] = idsOf(`${base}\n弁を適宜閉める。\n`);
    assert.equal(first, known);
    assert.ok(second !== undefined && second !== known);
  });

  it("is another one when a secret changes that looks the same masked, and has no text in it", () => {
    const ids = ["12345678", "87654321", "11112222"].map((secret) => idsOf(`番号 ${secret} です。\n`)[0]);
    assert.equal(new Set(ids).size, 3);
    const [finding] = inText("番号 12345678 です。\n", packs);
    assert.match(
      JSON.stringify(finding?.fingerprint),
      /^\{"evidence":"[0-9a-f]{32}","context":"[0-9a-f]{32}"\}$/,
    );
  });
});
