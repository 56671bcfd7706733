import assert from "node:assert/strict";
import { holeAt } from "../../../server/src/completion/hole";
import { type SkipReason, skipReason } from "../../../server/src/completion/skip";
import { parse } from "../../support/cursor";

const skip = (marked: string, language: string, explicit = false) => {
  const { text, offset } = parse(marked);
  return skipReason(holeAt(text, offset, language), explicit);
};

describe("places without a suggestion", () => {
  const cases: readonly [marked: string, reason: SkipReason | undefined, language?: string][] = [
    ["|", "empty-document"],
    [" \n\t|\n", "empty-document"],
    ["const na|me = 1;", "inside-word"],
    ["const a_|b = 1;", "inside-word"],
    ["const 顧|客 = 1;", "inside-word"],
    ["|  const a = 1;", "before-text"],
    ["  |const a = 1;", "before-text"],
    ["const a = 1;|", undefined],
    [`const a = "${"x".repeat(5000)}" + |`, "long-line"],
    ["const a = |b;", undefined],
    ["const a = b|;", undefined],
    ["foo.|bar", undefined],
    ["for (let i = 0;|)", undefined],
    ["for (let i = 0;|", undefined],
    ["// 例: a = 1;|", undefined],
    ["a = 1;|", undefined, "markdown"],
    ["  |", "empty-document"],
    ["if (a) {\n  |\n}", undefined],
    ["申請の|承認を受ける", undefined, "markdown"],
    ["承認|を受ける", undefined, "markdown"],
    ["使用Windows|端末", undefined, "markdown"],
  ];
  for (const [marked, reason, language = "typescript"] of cases) {
    it(`${reason ?? "asks"}: ${JSON.stringify(marked.slice(0, 40))}`, () => {
      assert.equal(skip(marked, language), reason);
    });
  }

  it("asked by hand, only an empty document and a giant line are refused", () => {
    assert.equal(skip("const na|me", "typescript", true), undefined);
    assert.equal(skip("const a = 1;|", "typescript", true), undefined);
    assert.equal(skip("|", "typescript", true), "empty-document");
  });
});
