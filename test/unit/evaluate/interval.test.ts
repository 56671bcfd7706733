/** Against the values that were published with the methods. */
import assert from "node:assert/strict";
import { bootstrap, certain, mcnemar, wilson } from "../../../server/src/evaluate/interval";

const near = (actual: number, expected: number, by = 5e-5) =>
  assert.ok(Math.abs(actual - expected) < by, `${actual} is not ${expected}`);

describe("intervals", () => {
  // Newcombe 1998, table I, method 3.
  const published: readonly (readonly [number, number, number, number])[] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [count, of, low, high] of published)
    it(`Wilson's of ${count} of ${of}`, () => {
      near(wilson(count, of).low, low);
      near(wilson(count, of).high, high);
      // The same, seen from the other side.
      near(wilson(of - count, of).low, 1 - high);
    });

  it("Wilson's of all, and of nothing", () => {
    assert.deepEqual(wilson(0, 0), { low: 0, high: 1 });
    assert.equal(wilson(9, 9).high, 1);
  });

  it("McNemar's mid-p", () => {
    // Fagerland, Lydersen, Laake 2013: airway reactivity before and after stem cell transplantation, 1 and 7.
    near(mcnemar(1, 7), 0.0391);
    near(mcnemar(7, 1), 0.0391);
    assert.equal(mcnemar(0, 0), 1);
    assert.equal(mcnemar(4, 4), 1);
    // Half of the chance of the one outcome on both sides.
    near(mcnemar(0, 5), 1 / 32, 1e-12);
    assert.ok(mcnemar(900, 1100) < 1e-4 && mcnemar(900, 1100) > 0);
  });

  it("of a mean of differences hold it, repeat, and are a point where nothing differs", () => {
    const differences = [1, 1, 0, 0, 0, -1, 0, 1, 0, 1];
    const { low, high } = bootstrap(differences);
    assert.ok(low < 0.3 && high > 0.3 && low >= -1 && high <= 1, `${low} ${high}`);
    assert.deepEqual(bootstrap(differences), { low, high });
    assert.deepEqual(bootstrap([0, 0, 0]), { low: 0, high: 0 });
    assert.deepEqual(bootstrap([]), { low: 0, high: 0 });
  });

  it("of the bootstrap come near those of the normal distribution where there are many", () => {
    const values = Array.from({ length: 400 }, (_, at) => (at % 4 === 0 ? 1 : 0));
    const reach = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
    near(bootstrap(values).low, 0.25 - reach, 0.01);
    near(bootstrap(values).high, 0.25 + reach, 0.01);
  });

  it("Holm's correction is stricter the more is tested", () => {
    assert.deepEqual(certain([0.04]), [true]);
    assert.deepEqual(certain([0.04, 0.5]), [false, false]);
    assert.deepEqual(certain([0.01, 0.04, 0.03]), [true, false, false]);
    assert.deepEqual(certain([0.01, 0.02, 0.03]), [true, true, true]);
    assert.deepEqual(certain([]), []);
  });
});
