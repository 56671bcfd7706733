import assert from "node:assert/strict";
import { compilePattern, stretchOf } from "../../../../server/src/review/matchers/pattern";
import { readPattern } from "../../../../server/src/review/matchers/patternSyntax";
import { requiredText } from "../../../../server/src/review/matchers/requiredText";
import { compileTerms } from "../../../../server/src/review/matchers/terms";
import { createTextIndex, literalBits } from "../../../../server/src/review/matchers/textIndex";

function indexOf(...texts: readonly string[]) {
  const index = createTextIndex();
  texts.forEach(index.add);
  return index;
}

describe("what every match of a pattern holds", () => {
  for (const [source, flags, expected] of [
    ["abc", "", ["abc"]],
    ["適宜|必要に応じて", "", ["適宜", "必要に応じて"]],
    ["サーバー?", "", ["サーバー", "サーバ"]],
    ["exec(?:Sync)?\\(", "", ["execSync(", "exec("]],
    ["(?<![\\w])password\\s*=\\s*(?<value>[^;]+)", "i", ["password"]],
    ["a+[bc]{2}x", "", ["bbx", "bcx", "cbx", "ccx"]],
    ["\\d{4}年(?:度|末)?", "", ["年度", "年末", "年"]],
    ["\\u3000\\x41\\.", "", ["\u3000A."]],
    ["(?=abc)\\w+", "", undefined],
    ["a|\\d", "", undefined],
    ["(?:abc)*", "", undefined],
    ["[a-z]+", "", undefined],
    ["é", "i", undefined],
    ["é", "", ["é"]],
    ["(a)\\1", "", ["a"]],
  ] as const)
    it(`${source} (${flags}): ${expected?.join(", ") ?? "nothing is known"}`, () => {
      const found = requiredText(readPattern(source), flags);
      assert.deepEqual(found && [...found].sort(), expected && [...expected].sort());
    });
});

describe("an index of texts", () => {
  it("excludes what none of them holds, and nothing that one of them does", () => {
    const index = indexOf("電源を切る。", "Stop the pump");
    const may = (literal: string) => index.mayHold([literalBits(literal)]);
    for (const literal of ["電源", "を切る", "stop", "PUMP", "る", "。"])
      assert.equal(may(literal), true, literal);
    for (const literal of ["電圧", "切電", "。S", "る。S", "x"]) assert.equal(may(literal), false, literal);
  });

  it("folds case as a pattern without regard to case does", () => {
    for (let code = 0; code < 0x10000; code += 1) {
      const character = String.fromCharCode(code);
      if (/[a-z]/iu.test(character))
        assert.equal(
          indexOf(character).mayHold([literalBits(character.normalize("NFKC").toLowerCase())]),
          true,
        );
    }
  });

  for (const [source, flags, texts] of [
    ["スイッチを(?:押|お)す", "", ["スイッチを押す", "まずスイッチをおす。"]],
    ["make|task", "i", ["MAKE", "ma\u212ae", "ta\u017f\u212a"]],
    ["[^a]b{3}", "", ["xbbb"]],
    ["(?:^|\\n)-{3,}", "", ["---", "a\n----"]],
    ["𠮷野家?", "", ["𠮷野"]],
  ] as const)
    it(`never hides a match of ${source}`, () => {
      const result = compilePattern(source, flags);
      assert.ok("pattern" in result);
      for (const text of texts) {
        assert.equal(result.pattern.isIn(stretchOf(text)), true, text);
        assert.equal(result.pattern.mayBeIn(indexOf(text)), true, text);
      }
    });

  it("never hides a term, whatever gap its words have", () => {
    const pattern = compileTerms(["flow rate", "適宜", "Straße"], "i");
    for (const text of ["Flow\n Rate", "適宜", "STRAßE"]) {
      assert.equal(pattern.isIn(stretchOf(text)), true, text);
      assert.equal(pattern.mayBeIn(indexOf(text)), true, text);
    }
    assert.equal(compileTerms(["flow rate"], "i").mayBeIn(indexOf("rate")), false);
    assert.equal(compileTerms(["flow rate", "適宜"], "i").mayBeIn(indexOf("速度")), false);
  });
});
