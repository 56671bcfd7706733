import assert from "node:assert/strict";
import { type CacheEntry, createCache } from "../../../server/src/completion/cache";

const entry = (text: string, complete = true): CacheEntry => ({
  draft: { text, replace: 1 },
  multiline: false,
  complete,
});
const place = (prefix: string, suffix = ")", fingerprint = "m") => ({ prefix, suffix, fingerprint });
const any = () => true;

describe("suggestion cache", () => {
  const cache = createCache();
  cache.put(place("foo("), entry("customer, 顧客"));
  const cases: readonly [why: string, at: ReturnType<typeof place>, text: string | undefined][] = [
    ["the same place", place("foo("), "customer, 顧客"],
    ["the first letters typed", place("foo(cust"), "omer, 顧客"],
    ["Japanese letters typed", place("foo(customer, 顧"), "客"],
    ["all typed", place("foo(customer, 顧客"), undefined],
    ["other letters typed", place("foo(cus!"), undefined],
    ["letters deleted", place("foo"), undefined],
    ["another suffix", place("foo(", "]"), undefined],
    ["another model", place("foo(", ")", "n"), undefined],
  ];
  for (const [why, at, text] of cases) {
    it(`${text === undefined ? "misses" : "finds"} ${why}`, () => {
      assert.deepEqual(cache.find(at, any), text === undefined ? undefined : entry(text));
    });
  }

  it("remembers that there was nothing to say", () => {
    cache.put(place("bar("), entry(""));
    assert.equal(cache.find(place("bar("), any)?.draft.text, "");
    assert.equal(cache.find(place("bar(a"), any), undefined);
  });

  it("passes over what is not accepted", () => {
    cache.put(place("baz("), entry("a", false));
    assert.equal(
      cache.find(place("baz("), ({ complete }) => complete),
      undefined,
    );
  });

  it("forgets what was used longest ago", () => {
    const small = createCache(2);
    for (const prefix of ["a", "b"]) small.put(place(prefix), entry(prefix));
    small.find(place("a"), any);
    small.put(place("c"), entry("c"));
    assert.deepEqual(
      ["a", "b", "c"].map((prefix) => small.find(place(prefix), any) !== undefined),
      [true, false, true],
    );
  });
});
