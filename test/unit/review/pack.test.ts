import assert from "node:assert/strict";
import { loadPacks } from "../../../server/src/review/pack";
import { setLanguage } from "../../../server/src/util/l10n";

const head = (id: string, more = "") =>
  `hanare: 1\npack: { id: ${id}, version: 1.0.0, title: T${more} }\nrules:\n`;
const rule = (id: string, more = "match: { any: [{ regex: foo }] }") =>
  `  - { id: ${id}, severity: low, message: M, ${more} }\n`;
const source = (id: string, text: string) => ({ id, uri: `file:///packs/${id}.yaml`, text });
const load = (text: string) => loadPacks([source("p", text)]);

describe("loadPacks", () => {
  for (const [name, text, line, reason] of [
    ["broken YAML", "hanare: 1\npack: {\n", 3, /not valid YAML/],
    ["nothing", "", 1, /must be of type object/],
    [
      "a wrong version",
      "hanare: 2\npack: { id: p, version: 1.0.0, title: T }\nrules: []\n",
      1,
      /"hanare" must be 1/,
    ],
    [
      "a missing key",
      "hanare: 1\npack: { id: p, version: 1.0.0 }\nrules: []\n",
      2,
      /"pack" lacks the key "title"/,
    ],
    ["an unknown key", `${head("p")}  - id: A\n    severty: low\n`, 5, /unknown key "severty"/],
    [
      "a wrong severity",
      `${head("p")}  - id: A\n    severity: grave\n`,
      5,
      /one of: info, low, medium, high, critical/,
    ],
    [
      "a wrong type",
      `${head("p")}  - id: A\n    message: 5\n`,
      5,
      /"message" must be of type string \| object/,
    ],
    [
      "an empty list",
      `${head("p")}  - id: A\n    applies:\n      languages: []\n`,
      6,
      /"languages" must not be empty/,
    ],
  ] as const) {
    it(`names line and reason of ${name}, and loads nothing`, () => {
      const { packs, problems } = load(text);
      assert.deepEqual(packs, []);
      assert.equal(problems[0]?.line, line, problems[0]?.message);
      assert.match(problems[0]?.message ?? "", reason);
      assert.match(problems[0]?.message ?? "", /^Rule pack p, line \d+: /);
    });
  }

  for (const [name, bad, reason] of [
    [
      "an invalid pattern",
      "match: { any: [{ regex: '(' }] }",
      /invalid regular expression \(Unterminated group\)/,
    ],
    ["an endless pattern", "match: { any: [{ regex: '(a+)+(?=b)' }] }", /can take endless time/],
    ["two kinds in one matcher", "match: { any: [{ regex: a, terms: [b] }] }", /exactly one of these keys/],
    [
      "a condition without text",
      "match: { any: [{ regex: a, near: { lines: 2 } }] }",
      /exactly one of these keys/,
    ],
    ["nothing to find", "match: { none: [{ regex: a }] }", /it needs "match"/],
    [
      "a query for a language without a grammar",
      "match: { ast: { language: [java, cobol], query: '(x)' } }",
      /there is no grammar for cobol; there are: /,
    ],
    [
      "an empty fix",
      "match: { any: [{ regex: a }] }, fix: { title: x }",
      /exactly one of these keys: replace, insert/,
    ],
  ] as const) {
    it(`leaves out a rule with ${name} and runs the others`, () => {
      const { packs, problems } = load(`${head("p")}${rule("A", bad)}${rule("B")}`);
      assert.deepEqual(
        packs[0]?.rules.map(({ id }) => id),
        ["B"],
      );
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.line, 4);
      assert.match(problems[0]?.message ?? "", reason);
      assert.match(problems[0]?.message ?? "", /rule A is left out/);
    });
  }

  it("says it in Japanese too", () => {
    setLanguage("ja");
    try {
      assert.match(
        load(`${head("p")}  - id: A\n    severty: low\n`).problems[0]?.message ?? "",
        /5 行目: キー「severty」/,
      );
    } finally {
      setLanguage("en");
    }
  });

  it("parses judge rules and marks them as not judged", () => {
    const { packs, problems } = load(
      head("p") +
        rule("J", "judge: { violation: v, compliant: c, exceptions: [e] }") +
        rule("S", "match: { ast: { language: typescript, query: '(x) @hit' } }"),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      packs[0]?.rules.map(({ unjudged }) => unjudged),
      ["judge", undefined],
    );
    assert.deepEqual([...(packs[0]?.rules[1]?.ast?.languages ?? [])], ["typescript"]);
  });

  it("lets a pack change, switch off and add rules of the packs it extends", () => {
    const base = source("base", `${head("base")}${rule("A")}${rule("B")}${rule("C")}`);
    const own = source(
      "own",
      `${head("own", ", extends: [base]")}  - { id: A, severity: critical }\n  - { id: B, enabled: false }\n${rule("D")}`,
    );
    const alone = loadPacks([base, own], ["own"]);
    assert.deepEqual(alone.problems, []);
    assert.deepEqual(
      alone.packs.map(({ rules }) => rules.map(({ id, severity }) => `${id} ${severity}`)),
      [["A critical", "C low", "D low"]],
    );
    const both = loadPacks([base, own], ["base", "own"]);
    assert.deepEqual(
      both.packs.map(({ id, rules }) => [id, rules.map((one) => one.id)]),
      [
        ["base", []],
        ["own", ["A", "C", "D"]],
      ],
    );
  });

  for (const [name, sources, active, reason] of [
    ["a pack that does not exist", [], ["nope"], /There is no rule pack "nope"/],
    [
      "an extended pack that does not exist",
      [source("p", `${head("p", ", extends: [q]")}${rule("A")}`)],
      ["p"],
      /"q" to extend/,
    ],
    [
      "a circle",
      [
        source("p", `${head("p", ", extends: [q]")}${rule("A")}`),
        source("q", `${head("q", ", extends: [p]")}${rule("B")}`),
      ],
      ["p"],
      /in a circle/,
    ],
    ["a rule id used twice", [source("p", `${head("p")}${rule("A")}${rule("A")}`)], ["p"], /used twice/],
  ] as const) {
    it(`reports ${name}`, () => {
      const { problems } = loadPacks(sources, active);
      assert.equal(problems.length, 1);
      assert.match(problems[0]?.message ?? "", reason);
    });
  }
});
