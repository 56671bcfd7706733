import assert from "node:assert/strict";
import { createBm25, type Query } from "../../../server/src/retrieval/bm25";

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The formula, read off the paper, over everything again for each query. */
function naive(units: ReadonlyMap<string, readonly string[]>, query: Query) {
  const weights =
    query instanceof Map ? [...query] : [...(query as Iterable<string>)].map((token) => [token, 1] as const);
  const mean = [...units.values()].reduce((sum, { length }) => sum + length, 0) / units.size;
  const scored = [...units].map(([key, tokens]) => {
    let score = 0;
    for (const [token, weight] of weights) {
      const holders = [...units.values()].filter((other) => other.includes(token)).length;
      const count = tokens.filter((other) => other === token).length;
      const idf = Math.log(1 + (units.size - holders + 0.5) / (holders + 0.5));
      score += (weight * idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * tokens.length) / mean));
    }
    return { key, score };
  });
  return scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || byName(a.key, b.key));
}

/** Mulberry32: the same numbers on every machine. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Few words, so that ties, words in every unit and repeated words all happen. */
function words(next: (below: number) => number, most: number): string[] {
  return Array.from(
    { length: next(most) },
    () => ["予算", "alpha", "beta", "円", "x1", "gamma", "delta"][next(7)] ?? "",
  );
}

function assertSame(
  index: ReturnType<typeof createBm25<string>>,
  units: Map<string, string[]>,
  query: Query,
) {
  const expected = naive(units, query);
  const found = index.query(query, 100);
  const rounded = (list: readonly { key: string; score: number }[]) =>
    list.map(({ key, score }) => `${key} ${score.toFixed(9)}`).sort();
  assert.deepEqual(rounded(found), rounded(expected));
  found.forEach(({ key, score }, at) => {
    const before = found[at - 1];
    assert.ok(before === undefined || before.score > score || (before.score === score && before.key < key));
    assert.ok(score < index.bound(query) + 1e-9);
  });
}

describe("BM25", () => {
  it("scores as the formula says, while units come, change and go", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const next = random(seed);
      const index = createBm25<string>(byName);
      const units = new Map<string, string[]>();
      for (let step = 0; step < 30; step++) {
        const key = `unit ${next(12)}`;
        if (next(3) === 0) assert.equal(index.remove(key), units.delete(key));
        else {
          const tokens = words(next, 15);
          index.add(key, tokens);
          units.set(key, tokens);
        }
        assert.equal(index.size, units.size);
        assertSame(index, units, words(next, 5));
      }
      assertSame(
        index,
        units,
        new Map([
          ["alpha", 0.5],
          ["円", 2],
          ["beta", 0],
        ]),
      );
    }
  });

  it("is after a removal what it would be without the unit, past every merge and sweep", () => {
    const next = random(7);
    const token = () => `t${next(40) * next(40)}`;
    const unit = () => Array.from({ length: 30 }, token);
    const texts = new Map(Array.from({ length: 1200 }, (_, at) => [`unit ${at}`, unit()]));
    const lived = createBm25<string>(byName);
    for (const key of texts.keys()) lived.add(key, unit());
    for (const [key, tokens] of texts) lived.add(key, tokens);
    for (const key of texts.keys()) if (!key.endsWith("0")) lived.remove(key);
    const fresh = createBm25<string>(byName);
    for (const [key, tokens] of texts) if (key.endsWith("0")) fresh.add(key, tokens);
    for (let at = 0; at < 50; at++) {
      const query = [token(), token(), token()];
      assert.deepEqual(lived.query(query, 20), fresh.query(query, 20));
      assert.equal(lived.bound(query), fresh.bound(query));
    }
    for (const key of texts.keys()) lived.remove(key);
    assert.deepEqual(lived.query(["t0", "t1"], 10), []);
    assert.ok(lived.bytes() < 100_000, `${lived.bytes()} bytes for nothing`);
  });

  it("passes over most of the frequent words without another answer", () => {
    const next = random(3);
    // Word n about n times rarer than word 1, as in any language.
    const word = () => `w${Math.floor(Math.exp((next(1e6) / 1e6) * Math.log(3000)))}`;
    const index = createBm25<string>(byName);
    for (let at = 0; at < 3000; at++) index.add(`unit ${at}`, Array.from({ length: 10 + next(60) }, word));
    for (let at = 0; at < 3000; at += 5) index.remove(`unit ${at}`);
    const even = (key: string) => /[02468]$/.test(key);
    for (let at = 0; at < 25; at++) {
      const query = Array.from({ length: 1 + next(25) }, word);
      // With no end of places nothing can be passed over.
      const whole = index.query(query, 1e6);
      for (const limit of [1, 3, 10, 200]) {
        assert.deepEqual(index.query(query, limit), whole.slice(0, limit));
        const accepted = whole.filter(({ key }) => even(key)).slice(0, limit);
        assert.deepEqual(index.query(query, limit, even), accepted);
      }
    }
  });

  it("answers the best of those that are accepted", () => {
    const index = createBm25<string>(byName);
    for (let at = 0; at < 500; at++)
      index.add(`unit ${at}`, ["word", ...Array.from({ length: at }, () => "filler")]);
    const best = index.query(["word"], 3).map(({ key }) => key);
    assert.deepEqual(best, ["unit 0", "unit 1", "unit 2"]);
    const even = index.query(["word"], 3, (key) => Number(key.slice(5)) % 2 === 0);
    assert.deepEqual(
      even.map(({ key }) => key),
      ["unit 0", "unit 2", "unit 4"],
    );
  });

  const nothing: readonly (readonly [string, Query, number])[] = [
    ["an empty query", [], 10],
    ["no unit wanted", ["word"], 0],
    ["an unknown word", ["toString", "__proto__", "constructor"], 10],
    ["a weight of nothing", new Map([["word", 0]]), 10],
  ];
  for (const [name, query, limit] of nothing)
    it(`answers nothing to ${name}`, () => {
      const index = createBm25<string>(byName);
      index.add("only", ["word"]);
      index.add("empty", []);
      assert.deepEqual(index.query(query, limit), []);
    });

  it("stays whole when the caller's own function throws", () => {
    const index = createBm25<string>(byName);
    index.add("a", ["word"]);
    const before = index.query(["word"], 1);
    assert.throws(() => index.query(["word"], 1, () => assert.fail("refused")));
    assert.deepEqual(index.query(["word"], 1), before);
  });
});

describe("retrieval: bm25, tokens", () => {
  it("says how many units hold a token, without those that were removed", () => {
    const index = createBm25<string>(byName);
    index.add("a", ["pump", "valve", "pump"]);
    index.add("b", ["valve"]);
    assert.deepEqual(
      ["pump", "valve", "motor"].map((token) => index.holders(token)),
      [1, 2, 0],
    );
    index.remove("a");
    assert.deepEqual(
      ["pump", "valve"].map((token) => index.holders(token)),
      [0, 1],
    );
    assert.ok([...index.tokens()].includes("valve"));
  });
});
