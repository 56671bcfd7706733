import assert from "node:assert/strict";
import {
  enclosingSymbol,
  inTime,
  isLibrary,
  type OutlineSymbol,
  type RangeInFile,
  withoutRepetition,
} from "../../../client/src/definitionRanges";

const lines = (start: number, end: number, character = 0): RangeInFile => ({
  start: { line: start, character },
  end: { line: end, character: 80 },
});
const symbol = (start: number, end: number, ...children: readonly OutlineSymbol[]): OutlineSymbol => ({
  range: lines(start, end),
  children,
});
const name = (line: number, from = 4, to = 10): RangeInFile => ({
  start: { line, character: from },
  end: { line, character: to },
});

const classWithMethod = [symbol(0, 2), symbol(4, 30, symbol(6, 12), symbol(14, 20))];
const flat = [symbol(4, 30), symbol(14, 20), symbol(0, 2)];

const cases: readonly (readonly [string, readonly OutlineSymbol[], RangeInFile, RangeInFile | undefined])[] =
  [
    ["the method, not its class", classWithMethod, name(14), lines(14, 20)],
    ["the class between its methods", classWithMethod, name(4), lines(4, 30)],
    ["the smallest of a flat list", flat, name(15), lines(14, 20)],
    ["nothing outside of all symbols", classWithMethod, name(3), undefined],
    ["nothing in a file without an outline", [], name(0), undefined],
    ["nothing for a range that sticks out", [symbol(0, 2)], lines(1, 5), undefined],
  ];

describe("enclosingSymbol", () => {
  for (const [title, symbols, range, expected] of cases)
    it(`finds ${title}`, () => assert.deepEqual(enclosingSymbol(symbols, range), expected));

  it("looks at columns on a line that several symbols share", () => {
    const one = { range: name(0, 0, 20), children: [] };
    const two = { range: name(0, 22, 40), children: [] };
    assert.deepEqual(enclosingSymbol([one, two], name(0, 24, 30)), two.range);
  });
});

describe("withoutRepetition", () => {
  it("keeps the first of each place, in order", () => {
    const a = { uri: "a", range: lines(1, 2), nth: 1 };
    const b = { uri: "b", range: lines(1, 2), nth: 2 };
    const c = { uri: "a", range: lines(1, 3), nth: 3 };
    assert.deepEqual(withoutRepetition([a, b, { ...a, nth: 4 }, c, { ...b, nth: 5 }]), [a, b, c]);
  });
});

describe("isLibrary", () => {
  const uris: readonly (readonly [string, boolean])[] = [
    ["file:///p/node_modules/x/index.d.ts", true],
    ["file:///p/.venv/lib/python3.12/site-packages/x.py", true],
    ["file:///p/src/%2Evenv/x.py", true],
    ["file:///p/src/venvs.py", false],
    ["file:///c%3A/%E5%A3%B2%E4%B8%8A/a.py", false],
  ];
  for (const [uri, expected] of uris) it(uri, () => assert.equal(isLibrary(uri), expected));
});

describe("inTime", () => {
  const never = new Promise<string>(() => undefined);

  it("answers all when all are there before the limit", async () =>
    assert.deepEqual(await inTime([Promise.resolve("a"), Promise.resolve("b")], never), ["a", "b"]));

  it("answers what is there when the limit comes", async () => {
    const late = Promise.resolve()
      .then(() => undefined)
      .then(() => undefined);
    assert.deepEqual(await inTime([Promise.resolve("a"), never], late), ["a"]);
  });

  it("leaves out what fails", async () =>
    assert.deepEqual(await inTime([Promise.reject(new Error("x")), Promise.resolve("b")], never), ["b"]));
});
