import assert from "node:assert/strict";
import { negatesAlike, strayFigure } from "../../../server/src/documents/sameCount";

describe("figures and negations by number", () => {
  const figures: readonly (readonly [sentence: string, source: string, stray: string | undefined])[] = [
    ["1日目に立ち、8日目に階段を上った", "1日目に立ち、8日目に階段を上った。", undefined],
    ["8日目に立ち、8日目に階段を上った", "1日目に立ち、8日目に階段を上った。", "8"],
    ["11Mを変える", "4Mを変える", "11"],
    ["4Mを変える", "４Ｍを変える", undefined],
    ["on 3 March", "on 3 March she left", undefined],
    ["on 3 March 2031", "on 3 March she left", "3 March 2031"],
    ["令和7年4月1日", "2025/4/1", undefined],
  ];
  for (const [sentence, source, stray] of figures)
    it(`${sentence} of ${source}`, () => {
      const found = strayFigure(sentence, source);
      assert.equal(found === undefined, stray === undefined, found);
    });

  const negations: readonly (readonly [string, string, boolean])[] = [
    ["一致するときは止めずに連絡する", "一致しないときは、止めずに連絡する。", false],
    ["一致しないときは止めずに連絡する", "一致しないときは、止めずに連絡する。", true],
    ["報告が必要", "報告しなければならない。", true],
    ["報告しなければなりません。", "報告しなければならない。", true],
    ["報告しないといけません。", "報告しなければならない。", false],
    ["持ち出しは禁止", "持ち出してはならない。", true],
    ["Copies are prohibited", "Copies must not be made.", true],
    ["Copies are made", "Copies must not be made.", false],
  ];
  for (const [sentence, source, expected] of negations)
    it(`${sentence} ${expected ? "denies as" : "does not deny as"} ${source}`, () =>
      assert.equal(negatesAlike(sentence, source), expected));
});
