import assert from "node:assert/strict";
import { nextPlace, placesOf } from "../../../../client/src/repeatChange/places";

/** `«` stands before each place. */
const cases: readonly (readonly [what: string, marked: string, before: string, after: string])[] = [
  ["whole words only", "«fee + fees + lockerFee + «fee", "fee", "price"],
  ["not what is changed already", "«fee and fee.total", "fee", "fee.total"],
  ["not twice over the same text", "«aaa aaa", "aaa aaa", "bbb"],
  ["Japanese between other scripts", "«利用者の«利用者は利用者証を", "利用者", "患者"],
  ["calls", "«load(uri); reload(uri); load(uri, signal); x.«load(uri)", "load(uri)", "load(uri, signal)"],
  ["nothing where there is nothing", "price", "fee", "price"],
];

describe("places that a change leaves", () => {
  for (const [what, marked, before, after] of cases)
    it(what, () => {
      const expected: number[] = [];
      const text = marked.replace(/«/g, (_, at: number) => {
        expected.push(at - expected.length);
        return "";
      });
      assert.deepEqual(placesOf(text, { before, after }), expected);
    });

  it("end where search and replace begins", () =>
    assert.equal(placesOf("fee ".repeat(2000), { before: "fee", after: "price" }).length, 500));

  it("come round: behind the cursor first, then from the top", () => {
    assert.deepEqual(
      [0, 4, 5, 9].map((offset) => nextPlace([4, 8], offset)),
      [4, 4, 8, 4],
    );
    assert.equal(nextPlace([], 3), undefined);
  });
});
