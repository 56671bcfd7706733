import assert from "node:assert/strict";
import { type GenerateChunk } from "../../../server/src/model/runtime";
import { estimate } from "../../bench/quality/bootstrap";
import { declarationsOf, nameAt } from "../../bench/quality/definitions";
import { parseMarks } from "../../bench/quality/marks";
import { type CorpusHole, holesOf, type Language } from "../../bench/quality/projects";
import { qualityReport } from "../../bench/quality/report";
import { scoreOf, scoresOf } from "../../bench/quality/score";
import { gainsOfFilters, gainsOver, type Result } from "../../bench/quality/summary";
import { type VariantName } from "../../bench/quality/variants";
import { createRecorder, rawText } from "../../bench/quality/recorder";
import { editSimilarity } from "../../../server/src/evaluate/similarity";
import { scriptedRuntime } from "../../support/scriptedRuntime";
import { lines } from "../../support/cursor";

describe("quality bench: marks", () => {
  it("gives every hole its place in the filled text", () => {
    const { text, marks } = parseMarks("a = ⟦mid+cross:b()⟧;\n⟦comment+ja:c\nd⟧\n⟦line+ja+cross:e⟧");
    assert.equal(text, "a = b();\nc\nd\ne");
    assert.deepEqual(
      marks.map(({ kind, cross, japanese, start, text: hidden }) => [kind, cross, japanese, start, hidden]),
      [
        ["mid", true, false, 4, "b()"],
        ["comment", false, true, 9, "c\nd"],
        ["line", true, true, 13, "e"],
      ],
    );
  });

  for (const wrong of ["⟦word:a⟧", "⟦line+far:a⟧", "⟦line: ⟧", "⟦line:a", "a⟧", "⟦line:a⟦mid:b⟧⟧"]) {
    it(`refuses ${wrong}`, () => assert.throws(() => parseMarks(wrong), Error));
  }
});

describe("quality bench: edit similarity", () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["", "", 1],
    ["abc", "", 0],
    ["abc", "abc", 1],
    ["kitten", "sitting", 1 - 3 / 7],
    ["返金額", "返金日", 1 - 1 / 3],
    ["𠮷野", "吉野", 1 / 2],
  ];
  for (const [one, other, wanted] of cases) {
    it(`${one} and ${other}`, () => {
      assert.ok(Math.abs(editSimilarity(one, other) - wanted) < 1e-9);
      assert.ok(Math.abs(editSimilarity(other, one) - wanted) < 1e-9);
    });
  }
});

describe("quality bench: bootstrap", () => {
  const values = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? 1 : 0));

  it("says the same each time", () => assert.deepEqual(estimate(values), estimate(values)));
  it("has the mean inside an interval of about two standard errors", () => {
    const { mean, low, high, count } = estimate(values) ?? assert.fail();
    assert.equal(count, 60);
    assert.ok(Math.abs(mean - 1 / 3) < 1e-9);
    // The standard error is sqrt(1/3 · 2/3 / 60), about 0.061.
    assert.ok(low > 0.17 && low < 0.26 && high > 0.41 && high < 0.5, `${low} to ${high}`);
  });
  it("is narrow for values that agree and absent without values", () => {
    assert.deepEqual(estimate([0.5, 0.5]), { mean: 0.5, low: 0.5, high: 0.5, count: 2 });
    assert.equal(estimate([]), undefined);
  });
});

describe("quality bench: declarations", () => {
  const cases: readonly (readonly [Language, string, readonly string[], number, number])[] = [
    ["typescript", "fileAway", ["class D {", "  fileAway(s: S): void {", "    a();", "  }", "}"], 1, 4],
    ["typescript", "Slip", ["export interface Slip {", "  readonly no: string;", "}", "x"], 0, 3],
    ["python", "vouch", ["def vouch(", "    a,", "):", "    return a", "", "", "x = vouch(1)"], 0, 4],
    ["python", "LIMIT", ["A = 1", "LIMIT = {", "    1: 2,", "}", "b = 2"], 1, 4],
    [
      "java",
      "settle",
      ["class A {", "    public long settle(Slip s) {", "        return 1;", "    }", "}"],
      1,
      4,
    ],
    ["sql", "slips", ["create table if not exists slips (", "  id integer", ");", "SELECT 1;"], 0, 3],
    ["c", "drum_turn", ["int drum_turn(struct drum *d,", "              int steps);", "void x(void);"], 0, 2],
    ["c", "drum_t", ["typedef struct {", "    int steps;", "} drum_t;"], 0, 3],
    ["c", "DRUM_MAX", ["#define DRUM_MAX 12", "int a;"], 0, 1],
  ];
  for (const [language, name, text, start, end] of cases) {
    it(`${language}: ${name}`, () => {
      const found = declarationsOf(name, [{ path: "a", text: lines(...text) }], language);
      assert.deepEqual(found, [{ path: "a", start, end }]);
    });
  }

  it("finds no uses, and no names in names", () => {
    const files = [{ path: "a", text: "refill(1);\nconst refillAll = 1;" }];
    assert.deepEqual(declarationsOf("refill", files, "typescript"), []);
  });
  it("reads the name at a place", () => {
    assert.equal(nameAt("a\nslip.返金額Of(x)", 1, 7), "返金額Of");
    assert.equal(nameAt("a ( b", 0, 3), "");
  });
});

describe("quality bench: recorder", () => {
  const signal = new AbortController().signal;
  const request = { kind: "infill", prefix: "a", suffix: "b", maxTokens: 9, priority: "completion" } as const;

  async function said(chunks: AsyncIterable<GenerateChunk>, stopAt?: string) {
    let text = "";
    for await (const chunk of chunks) {
      if (chunk.type === "text") text += chunk.text;
      if (text === stopAt) break;
    }
    return text;
  }

  it("answers the same request again without asking the model", async () => {
    let asked = 0;
    const inner = scriptedRuntime(() => {
      asked++;
      return "one two";
    });
    const { runtime, take } = createRecorder(inner);
    assert.equal(await said(runtime.generate(request, signal)), "one two");
    assert.equal(await said(runtime.generate(request, signal)), "one two");
    assert.equal(await said(runtime.generate({ ...request, middle: "x" }, signal)), "one two");
    assert.equal(asked, 2);
    assert.deepEqual(
      take().map(({ text, repeated }) => [text, repeated]),
      [
        ["one two", false],
        ["one two", true],
        ["one two", false],
      ],
    );
    assert.deepEqual(take(), []);
  });

  const raws: readonly (readonly [
    prefix: string,
    middle: string,
    text: string,
    before: string,
    raw: string,
  ])[] = [
    ["x\n", "  return", " a;", "x\n  return ", "a;"],
    ["x\n", "  return", "a;", "x\n  return ", "a;"],
    ["x\n", " ", " a;", "x\n  ", "a;"],
    ["x\n", "  f(", " a", "x\n  f(", " a"],
    ["x =", "", " 1", "x = ", "1"],
  ];
  for (const [prefix, middle, text, before, raw] of raws) {
    it(`${JSON.stringify(text)} behind ${JSON.stringify(before)}`, () => {
      assert.equal(rawText({ request: { ...request, prefix, middle }, text }, before), raw);
    });
  }
});

describe("quality bench: scores and gains", () => {
  const check = { parses: (_: Language, text: string) => !text.includes(")))"), errors: () => [] };
  const file = { path: "a.ts", ...parseMarks("f(⟦mid:x + 1⟧);\n⟦line+cross:done();⟧\n") };
  const project = { language: "typescript", name: "p", files: [file] } as const;
  const [mid = assert.fail(), line = assert.fail()] = holesOf(project, file);

  const cases: readonly (readonly [CorpusHole, string, number, exact: number, parses: number])[] = [
    [mid, "x + 1", 0, 1, 1],
    [mid, " x + 1 ", 0, 1, 1],
    [mid, "x + 1);", 2, 1, 1],
    [mid, "x + 1))", 0, 0, 0],
    [mid, "x + 2", 0, 0, 1],
    [line, "done();\nmore();", 0, 1, 1],
  ];
  for (const [hole, text, replace, exact, parses] of cases) {
    it(`${JSON.stringify(text)} in ${hole.id}`, () => {
      const score = scoreOf(hole, { text, replace }, check);
      assert.deepEqual(
        [score.exact, score.parses, score.breaks, score.suggested],
        [exact, parses, 1 - parses, 1],
      );
    });
  }

  it("counts no suggestion as wrong, and as breaking nothing", () => {
    const { similarity, parses, breaks } = scoreOf(mid, undefined, check);
    assert.deepEqual([similarity, parses, breaks], [0, undefined, 0]);
  });

  it("compares only what was completed in both ways", () => {
    const result = (hole: CorpusHole, variant: VariantName, text: string): Result => {
      const answer = { filtered: { text, replace: 0 }, raw: { text: `${text})))`, replace: 0 }, dropped: [] };
      return { hole, variant, answer, scores: scoresOf(hole, answer, check) };
    };
    const results = [
      result(mid, "none", "y"),
      result(mid, "all", "x + 1"),
      result(line, "none", "done();"),
      result(line, "similar", "done();"),
    ];
    assert.equal(gainsOver(results, "all", "none").exact?.mean, 1);
    assert.equal(gainsOver(results, "all", "none").exact?.count, 1);
    assert.equal(gainsOver(results, "similar", "none").exact?.mean, 0);
    assert.equal(gainsOver(results, "edited", "none").exact, undefined);
    assert.equal(gainsOfFilters(results).breaks?.mean, -1);
    assert.match(qualityReport(results), /all sources, every hole +1 /u);
  });
});
