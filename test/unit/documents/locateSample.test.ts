import assert from "node:assert/strict";
import { measureFlips, measureForeign, measureHarmless, type Miss, ours } from "../../bench/documents/locate";
import { ownDocuments, quotesOf } from "../../bench/documents/quotes";

/** Every third sentence of the bench's own texts; the whole of it is `npm run bench:documents`. */
describe("locator, a sample of its bench", () => {
  const quotes = ownDocuments().flatMap((document) => quotesOf(document).filter((_, at) => at % 3 === 0));

  it("finds harmless deviations on the right span, as evidence where it is due", () => {
    const misses: Miss[] = [];
    const tallies = measureHarmless(quotes, ours, misses);
    assert.ok(tallies.size >= 8, [...tallies.keys()].join());
    // What an ellipsis leaves out may be the start of a bound, which makes a pointer of it.
    assert.deepEqual(
      misses.filter(({ kind, answer }) => kind !== "ellipsis" || !answer.startsWith("pointer")),
      [],
    );
  });

  it("takes no flip of meaning for evidence", () => {
    const { kinds, accepted } = measureFlips(quotes, ours);
    assert.ok(kinds.size >= 25, [...kinds.keys()].join());
    assert.deepEqual(accepted, []);
  });

  it("takes no quote of another document for evidence", () => {
    const { total, accepted } = measureForeign(quotes, ours, 200);
    assert.equal(total, 200);
    assert.deepEqual(accepted, []);
  });
});
