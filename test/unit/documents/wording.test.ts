import assert from "node:assert/strict";
import { rejection } from "../../../server/src/documents/wording";

/** Wordings of one sentence in its own language. */
const cases: readonly (readonly [
  what: string,
  source: string,
  wording: string,
  expected: string | undefined,
])[] = [
  [
    "the opposite verb",
    "作業の前に、担当者はバルブを開けてから圧力計の値を記録する。",
    "作業前に、担当者はバルブを閉めてから圧力計の値を記録する。",
    "unsupported",
  ],
  [
    "the opposite verb in English",
    "Before the work the operator opens the inlet valve and records the pressure.",
    "Before the work the operator closes the inlet valve and records the pressure.",
    "unsupported",
  ],
  [
    "another person",
    "窓口の担当者は申込書の写しを金庫に保管する。",
    "窓口の責任者は申込書の写しを金庫に保管する。",
    "unsupported",
  ],
  [
    "fewer words",
    "窓口の担当者は、受け付けた申込書の写しを、必ず金庫に保管しなければならない。",
    "窓口の担当者は申込書の写しを金庫に保管する必要がある。",
    undefined,
  ],
  [
    "fewer words in English",
    "The operator must report every failure of the pump to the head of the section within 24 hours.",
    "Every pump failure must be reported to the head of section within 24 hours.",
    undefined,
  ],
];

describe("wording of a sentence", () => {
  for (const [what, source, wording, expected] of cases)
    it(`with ${what} is ${expected === undefined ? "shown" : "refused"}`, () =>
      assert.equal(rejection(wording, source, /[ぁ-ん]/u.test(source) ? "ja" : "en"), expected));
});
