import assert from "node:assert/strict";
import {
  largest,
  meaningOf,
  rangeOf,
  type Known,
  type Meaning,
} from "../../../../server/src/model/download/head";

const url = new URL("https://files.example.jp/m.gguf");
const none: Known = { written: 0, size: 0 };
const half: Known = { written: 50, size: 100, mark: '"v1"' };
const meaning = (status: number, headers: Readonly<Record<string, string>>, known = none): Meaning =>
  meaningOf({ status, header: (name) => headers[name] }, url, known);

describe("answer of a file server", () => {
  it("is asked for the rest only of a file that can be told from another", () => {
    assert.deepEqual(rangeOf(none), {});
    assert.deepEqual(rangeOf({ written: 50, size: 100 }), {});
    assert.deepEqual(rangeOf(half), { range: "bytes=50-", "if-range": '"v1"' });
  });

  const date = "Sun, 06 Nov 1994 08:49:37 GMT";
  const rest = { "content-range": "bytes 50-99/100" };
  const cases: readonly (readonly [
    what: string,
    status: number,
    headers: Readonly<Record<string, string>>,
    known: Known,
    expected: Meaning,
  ])[] = [
    ["a whole file", 200, { "content-length": "9" }, none, { kind: "begin", size: 9 }],
    ["a tag", 200, { "content-length": "9", etag: '"a"' }, none, { kind: "begin", size: 9, mark: '"a"' }],
    [
      "a weak tag and a date",
      200,
      { "content-length": "9", etag: 'W/"a"', "last-modified": date },
      none,
      { kind: "begin", size: 9, mark: date },
    ],
    [
      "a tag with a line in it",
      200,
      { "content-length": "9", etag: '"a\r\nb"' },
      none,
      { kind: "begin", size: 9 },
    ],
    ["no length", 200, {}, none, { kind: "wrong", what: "content-length" }],
    ["a length of nothing", 200, { "content-length": "0" }, none, { kind: "wrong", what: "content-length" }],
    ["no number", 200, { "content-length": "-5" }, none, { kind: "wrong", what: "content-length" }],
    [
      "an absurd length",
      200,
      { "content-length": String(largest + 1) },
      none,
      { kind: "wrong", what: "content-length" },
    ],
    [
      "packed bytes",
      200,
      { "content-length": "9", "content-encoding": "gzip" },
      none,
      { kind: "wrong", what: "content-encoding" },
    ],
    ["the rest", 206, rest, half, { kind: "continue" }],
    ["the rest with its tag", 206, { ...rest, etag: '"v1"' }, half, { kind: "continue" }],
    ["the rest of another file", 206, { ...rest, etag: '"v2"' }, half, { kind: "anew" }],
    ["another rest", 206, { "content-range": "bytes 40-99/100" }, half, { kind: "anew" }],
    ["the rest of a longer file", 206, { "content-range": "bytes 50-199/200" }, half, { kind: "anew" }],
    ["less than the rest", 206, { "content-range": "bytes 50-60/100" }, half, { kind: "anew" }],
    ["a rest that nobody says which", 206, {}, half, { kind: "anew" }],
    ["a part that nobody asked for", 206, rest, none, { kind: "wrong", what: "206" }],
    ["the whole in place of the rest", 200, { "content-length": "100" }, half, { kind: "begin", size: 100 }],
    ["that there is no such rest", 416, {}, half, { kind: "anew" }],
    ["that nobody asked for a rest", 416, {}, none, { kind: "refused", status: 416 }],
    ["that it is not there", 404, {}, half, { kind: "refused", status: 404 }],
    ["that it is busy", 503, { "retry-after": "7" }, half, { kind: "busy", wait: 7000 }],
    ["that it is too much", 429, { "retry-after": "soon" }, half, { kind: "busy" }],
    ["that nothing changed", 304, {}, half, { kind: "refused", status: 304 }],
  ];
  for (const [what, status, headers, known, expected] of cases)
    it(`says ${what}`, () => assert.deepEqual(meaning(status, headers, known), expected));

  it("leads elsewhere", () => {
    const led = meaning(302, { location: "https://mirror.example.jp/m.gguf" });
    assert.ok(led.kind === "redirect");
    assert.equal(led.to.host, "mirror.example.jp");
  });
});
