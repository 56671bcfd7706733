import assert from "node:assert/strict";
import { compilePattern, stretchOf } from "../../../../server/src/review/matchers/pattern";
import { costOf } from "../../../../server/src/review/matchers/patternCost";
import { headOf } from "../../../../server/src/review/matchers/patternHead";
import { readPattern } from "../../../../server/src/review/matchers/patternSyntax";
import { linearPattern } from "../../../../server/src/review/matchers/linearPattern";
import { compileTerms } from "../../../../server/src/review/matchers/terms";
import { processorTime } from "../../../support/processorTime";

function find(source: string, text: string, flags = "") {
  const result = compilePattern(source, flags);
  assert.ok("pattern" in result, JSON.stringify(result));
  return result.pattern.find(stretchOf(text));
}
const found = (source: string, text: string, flags = "") =>
  find(source, text, flags)?.map(({ start, end }) => text.slice(start, end));

describe("pattern", () => {
  it("answers every match with its offsets and its value group", () => {
    assert.deepEqual(find('pw="(?<value>[^"]+)"', 'あ pw="ひみつ" pw="x"'), [
      { start: 2, end: 10, groups: { value: "ひみつ" }, value: { start: 6, end: 9 } },
      { start: 11, end: 17, groups: { value: "x" }, value: { start: 15, end: 16 } },
    ]);
  });

  it("gives no empty match and does not stop at one", () => {
    assert.deepEqual(found("a*", "b😀aab"), ["aa"]);
  });

  const evil = `${"a".repeat(50_000)}!`;
  for (const [source, expected] of [
    ["(a+)+$", []],
    ["(a|a)*b", []],
    ["(.*)*x", []],
    ["(a|aa)+$", []],
    ["(?:a+)+!", [evil]],
  ] as const) {
    it(`${source} ends on a long line`, () => {
      const start = processorTime();
      assert.deepEqual(found(source, evil), expected);
      assert.ok(processorTime() - start < 1500, "linear");
    });
  }

  it("says undefined when a text is too long for a pattern that only backtracking can follow", () => {
    assert.equal(find("(a*)(?!b)\\1c", "a".repeat(30_000)), undefined);
    assert.deepEqual(found("(a+)(?=\\1)", "aaaa"), ["aa", "a"]);
  });

  for (const [source, kind] of [
    ["(a+)+(?=b)", "endless"],
    ["((?:a|b)*)*\\1", "endless"],
    ["(", "syntax"],
    ["[z-a]", "syntax"],
    ["\\p{Kanji}", "syntax"],
  ] as const) {
    it(`refuses ${source}: ${kind}`, () => {
      const result = compilePattern(source);
      assert.equal("error" in result && result.error.kind, kind);
    });
  }
});

describe("both engines give the same matches", () => {
  const texts = [
    "第三者に個人データを提供する。第三者へ提供",
    "a　b\u00a0c \t d\r\ne\u2028f😀g",
    'password = "x\\"y" PASSWORD:\'z\' 0x1F [1] {2} (3) a-b_c/d.e',
    "2026-04-01 ２０２６年 R7.4.1 aaab aab ab カード ｶｰﾄﾞ",
  ];
  for (const [source, flags] of [
    ["第三者(へ|に).{0,10}?提供", ""],
    ["\\s+", ""],
    ["[\\s\\d]+", ""],
    ["[^\\s]+", ""],
    ["[\\S]+", ""],
    ["\\S", ""],
    [".+", ""],
    [".+", "s"],
    ["^\\w+", "m"],
    ["\\w+$", ""],
    ["\\bpass\\w*", "i"],
    ["[\\p{Script=Han}\\p{sc=Katakana}]+", ""],
    ["\\p{L}{2,}", ""],
    ["(?<year>\\d{4})-(?<month>\\d\\d)", ""],
    ["[[\\](){}]", ""],
    ["\\u{1F600}|\\x61|\\u0062", ""],
    ["[\\u3000-\\u9fff]{2}", ""],
    ["(?<=a)b", ""],
    ["(?<![a-z])a+b", ""],
    ["[^]", ""],
    ["a{2,}b|a{1}b", ""],
    ["(?:a|ab)(?:b|)", ""],
    ["[\\-/.]", ""],
  ] as const) {
    it(`/${source}/${flags}`, () => {
      const engine = linearPattern(readPattern(source), flags);
      assert.ok(engine !== undefined, "the linear engine has it");
      for (const text of texts) {
        const native = [...text.matchAll(new RegExp(source, `${flags}gu`))].map((match) => [
          match.index,
          match[0],
        ]);
        const linear: readonly unknown[] = [...engine.matchAll(text)].map((match) => [match.index, match[0]]);
        assert.deepEqual(linear, native, text);
      }
    });
  }
});

describe("the linear engine", () => {
  for (const [source, flags] of [
    ["a(?=b)", ""],
    ["(a)\\1", ""],
    ["a$", "m"],
    ["\\p{ASCII}", ""],
    ["a{2000}", ""],
  ] as const) {
    it(`does not claim /${source}/${flags}`, () => {
      assert.equal(linearPattern(readPattern(source), flags), undefined);
    });
  }
});

describe("cost of a pattern", () => {
  const cost = (source: string, flags = "") => costOf(readPattern(source), flags).work;
  for (const [source, degree] of [
    ["abc", 0],
    ["[a-z]{1,20}=", 0],
    ["[a-z]+=", 1],
    ['"[^"]*"', 1],
    ['(?:[^"\\\\]|\\\\.)*"', 1],
    [".*x", 1],
    [".*.*x", 2],
    ["[a-z]*[0-9]*[a-z]*x", 2],
    ["(a+)+", Infinity],
    ["(?:a|ab)*c", Infinity],
    ["(a)\\1", 1],
  ] as const) {
    it(`${source} grows with power ${degree}`, () => assert.equal(cost(source).degree, degree));
  }

  for (const [source, head] of [
    ["curl\\b.*-k", "curl\\b"],
    ["(?:log|warn)(?:ger)?\\.", "(?:(?:log|warn))"],
    ["^#[ ]+x", "^#[ ]"],
    ["[0-9]{4}-?x", "(?:[0-9]){4}"],
    ["a?b", undefined],
    ["(?:a|b*)c", undefined],
  ] as const) {
    it(`${source} begins with ${head}`, () => assert.equal(headOf(readPattern(source)), head));
  }
});

describe("terms", () => {
  const terms = (list: readonly string[], text: string, flags = "") =>
    compileTerms(list, flags)
      .find(stretchOf(text))
      ?.map(({ start, end }) => text.slice(start, end));
  for (const [list, text, expected, flags] of [
    [["ID"], "ID IDs ID番号 myID", ["ID", "ID"], ""],
    [["適宜"], "適宜に、不適宜", ["適宜", "適宜"], ""],
    [["rm -rf /"], "sudo rm  -rf /etc", ["rm  -rf /"], ""],
    [["必要に応じ", "必要に応じて"], "必要に応じて", ["必要に応じて"], ""],
    [["As Needed"], "as\nneeded", ["as\nneeded"], "i"],
    [["c++", "$x"], "c++ $x $xy", ["c++", "$x"], ""],
    [["naïve"], "naïve naïvement", ["naïve"], ""],
  ] as const) {
    it(`${list.join(", ")} in ${JSON.stringify(text)}`, () =>
      assert.deepEqual(terms(list, text, flags), expected));
  }
});
