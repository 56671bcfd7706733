import assert from "node:assert/strict";
import { type CaseOf, type CaseKind } from "../../../server/src/evaluate/cases";
import { longestSuite, readSuite } from "../../../server/src/evaluate/suite";

const head = "hanare-suite: 1\nid: own\ntitle: { ja: 自社, en: Ours }\ncases:\n";
const read = (text: string) => readSuite({ name: "own.yaml", text });
const problemsOf = (text: string) => {
  const result = read(text);
  return "problems" in result ? result.problems : [];
};

function caseIn<K extends CaseKind>(kind: K, lines: string): CaseOf<K> {
  const result = read(`${head}  - id: a\n    kind: ${kind}\n${lines}`);
  assert.ok("suite" in result, JSON.stringify(result));
  const [one] = result.suite.cases;
  assert.equal(one?.kind, kind);
  return one as CaseOf<K>;
}

describe("a suite", () => {
  it("has cases of every kind", () => {
    const complete = caseIn(
      "complete",
      "    language: c\n    text: |\n      a = ⟦b⟧;\n    accept: [c]\n    similarity: 0.8\n",
    );
    assert.deepEqual(
      [complete.before, complete.accepted, complete.after, complete.similarity],
      ["a = ", ["b", "c"], ";\n", 0.8],
    );
    const review = caseIn("review", "    rule: R-1\n    text: あ\n    expect: violation\n    quote: あ\n");
    assert.deepEqual([review.rule, review.expect, review.quote], ["R-1", "violation", "あ"]);
    const inline = caseIn("review", "    rule: { match: {} }\n    file: a/b.md\n    expect: compliant\n");
    assert.deepEqual([inline.rule, inline.material], [{ match: {} }, { file: "a/b.md" }]);
    const ask = caseIn(
      "ask",
      "    question: 何年か\n    files: [a.md]\n    texts: [{ name: b.md, text: い }]\n    quotes: [7年]\n",
    );
    assert.deepEqual(ask.materials, [{ file: "a.md" }, { name: "b.md", text: "い" }]);
    assert.equal(caseIn("ask", "    question: q\n    files: a.md\n    notFound: true\n").notFound, true);
    const summary = caseIn("summarize", "    text: う\n    facts: [30, [a, b]]\n");
    assert.deepEqual([summary.facts, summary.length], [[["30"], ["a", "b"]], "medium"]);
    const refuse = caseIn("refuse", "    prompt: p\n    mustNot: x\n");
    assert.deepEqual([refuse.mustNot, refuse.material, refuse.refusal], [["x"], undefined, false]);
    const code = caseIn("code", "    task: refactor\n    name: a.py\n    text: f()\n");
    assert.deepEqual([code.task, code.material, code.must], ["refactor", { name: "a.py", text: "f()" }, []]);
    const draft = caseIn("draft", "    template: manual\n    files: a.md\n    must: 5年\n");
    assert.deepEqual(
      [draft.template, draft.materials, draft.must],
      ["manual", [{ file: "a.md" }], [["5年"]]],
    );
    const commit = caseIn("commit", "    file: a.diff\n    mustNot: x\n");
    assert.deepEqual([commit.material, commit.mustNot], [{ file: "a.diff" }, ["x"]]);
  });

  it("knows the line of each case, and each case by its content", () => {
    const text = `${head}  - { id: a, kind: refuse, prompt: p, refusal: true }\n  - { id: b, kind: refuse, prompt: p, refusal: true }\n`;
    const result = read(text);
    assert.ok("suite" in result);
    assert.deepEqual(
      result.suite.cases.map(({ line }) => line),
      [5, 6],
    );
    assert.notEqual(result.suite.cases[0]?.sha256, result.suite.cases[1]?.sha256);
    assert.match(result.suite.sha256, /^[0-9a-f]{64}$/);
  });

  const one = (lines: string) => `${head}  - id: a\n    ${lines.replaceAll("\n", "\n    ")}\n`;
  const faults: readonly (readonly [string, string, RegExp])[] = [
    ["YAML", "id: [a", /^own\.yaml, line 1: not valid YAML/],
    ["no group", "5", /line 1: A suite is a group/],
    ["no edition", "id: a\ntitle: A\ncases: []\n", /A suite begins with hanare-suite: 1/],
    ["another key", `${head.replace("title", "name: x\ntitle")}`, /line 3: name is not known here/],
    [
      "no cases",
      "hanare-suite: 1\nid: a\ntitle: A\ncases: []\n",
      /line 4: cases must be a list of 1 to 1000/,
    ],
    ["no title", "hanare-suite: 1\nid: a\ncases: []\n", /title must be a text/],
    ["a pack outside", `packs: [../a.yaml]\n${head}`, /line 1: \.\.\/a\.yaml leads out/],
    ["a case that is none", `${head}  - 7\n`, /line 5: A case is a group/],
    [
      "no kind",
      one("text: a"),
      /kind must be one of: complete, review, ask, summarize, refuse, code, draft, commit/,
    ],
    ["another task", one("kind: code\ntask: run\nname: a.py\ntext: a"), /task must be one of: explain/],
    ["code without a name", one("kind: code\ntask: test\ntext: a"), /Code needs the name of its file/],
    ["a file with a name", one("kind: code\ntask: test\nfile: a.py\nname: b.py"), /A file has its name/],
    ["code in a folder", one("kind: code\ntask: test\nname: a\\b.py\ntext: a"), /without a folder/],
    ["an explanation of any words", one("kind: code\ntask: explain\nfile: a.py"), /needs must or mustNot/],
    ["a template of one's own", one("kind: draft\ntemplate: x.md\nfiles: a\nmust: x"), /template must be/],
    ["a draft from nothing", one("kind: draft\ntemplate: manual\nmust: x"), /needs files or texts/],
    ["a message of any words", one("kind: commit\ntext: a"), /needs must or mustNot/],
    ["a misspelled key", one("kind: refuse\nprompt: p\nmustnot: x"), /line 8: mustnot is not known here/],
    [
      "an id with a space",
      `${head}  - { id: "a b", kind: refuse, prompt: p, refusal: true }\n`,
      /id must be/,
    ],
    ["no hole", one("kind: complete\nlanguage: c\ntext: abc"), /line 8: The text needs one hole/],
    ["two holes", one("kind: complete\nlanguage: c\ntext: ⟦a⟧⟦b⟧"), /needs one hole/],
    ["an empty hole", one("kind: complete\nlanguage: c\ntext: a⟦ ⟧"), /needs one hole/],
    ["similarity of 0", one("kind: complete\nlanguage: c\ntext: ⟦a⟧\nsimilarity: 0"), /above 0/],
    ["no rule", one("kind: review\ntext: a\nexpect: compliant"), /rule is missing/],
    [
      "text and file",
      one("kind: review\nrule: R\ntext: a\nfile: b\nexpect: compliant"),
      /either text or file/,
    ],
    ["no expectation", one("kind: review\nrule: R\ntext: a"), /expect must be one of: violation, compliant/],
    [
      "a quote of nothing",
      one("kind: review\nrule: R\ntext: a\nexpect: compliant\nquote: a"),
      /line 10: A quote belongs/,
    ],
    [
      "an absolute file",
      one("kind: summarize\nfacts: x\nfile: /etc/passwd"),
      /line 8: .*must be a path below/,
    ],
    ["a file above", one("kind: summarize\nfacts: x\nfile: a/../../b"), /leads out of/],
    ["a drive", one("kind: summarize\nfacts: x\nfile: C:/a"), /must be a path below/],
    ["a home", one("kind: summarize\nfacts: x\nfile: ~/a"), /must be a path below/],
    ["a backslash", one("kind: ask\nquestion: q\nfiles: ['..\\a']\nquotes: x"), /must be a path below/],
    [
      "a name with a folder",
      one("kind: ask\nquestion: q\ntexts: [{name: a/b, text: c}]\nquotes: x"),
      /without a folder/,
    ],
    ["nothing to ask", one("kind: ask\nquestion: q\nquotes: x"), /needs files or texts/],
    [
      "quotes of nothing",
      one("kind: ask\nquestion: q\nfiles: a\nquotes: x\nnotFound: true"),
      /either quotes/,
    ],
    ["no expectation of an answer", one("kind: ask\nquestion: q\nfiles: a"), /either quotes/],
    ["one name twice", one("kind: ask\nquestion: q\nfiles: [a, a]\nquotes: x"), /have one name/],
    ["no facts", one("kind: summarize\ntext: a"), /needs facts/],
    ["a length", one("kind: summarize\ntext: a\nfacts: x\nlength: tiny"), /length must be one of: short/],
    ["nothing to refuse", one("kind: refuse\nprompt: p"), /must, mustNot or refusal/],
    ["a flag that is none", one("kind: refuse\nprompt: p\nrefusal: maybe"), /true or false/],
    ["a fact that is a group", one("kind: summarize\ntext: a\nfacts: [{a: 1}]"), /Only texts of 1 to/],
    [
      "a long question",
      one(`kind: refuse\nrefusal: true\nprompt: ${"a".repeat(10_001)}`),
      /longer than 10000/,
    ],
    ["many entries", one(`kind: summarize\ntext: a\nfacts: [${"x,".repeat(51)}]`), /more than 50 entries/],
    [
      "an id twice",
      `${one("kind: refuse\nprompt: p\nrefusal: true")}  - { id: a, kind: refuse, prompt: p, refusal: true }\n`,
      /line 9: The id a is used twice/,
    ],
    ["too long a file", "a".repeat(longestSuite + 1), /at most 4000000 characters/],
  ];
  for (const [what, text, expected] of faults)
    it(`tells what is wrong, and where: ${what}`, () => assert.match(problemsOf(text).join("\n"), expected));

  it("tells every fault at once, in the order of the lines", () => {
    const problems = problemsOf(`${head}  - { id: a, kind: refuse }\n  - { id: b, kind: ask }\n`);
    assert.deepEqual(
      problems.map((problem) => /line (\d+)/.exec(problem)?.[1]),
      ["5", "5", "6", "6", "6"],
    );
  });

  it("refuses references that unfold without end", () => {
    const bomb = [
      "a: &a [x]",
      ...[..."bcdefghi"].map((name, at) => `${name}: &${name} [${`*${"abcdefgh"[at]},`.repeat(9)}]`),
    ];
    assert.match(problemsOf(bomb.join("\n")).join("\n"), /not valid YAML \(Excessive alias count/);
  });
});
