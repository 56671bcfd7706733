import assert from "node:assert/strict";
import { readText } from "../../server/src/documents/read";
import { type Syntax } from "../../server/src/documents/syntax/port";
import { loadPacks } from "../../server/src/review/pack";
import { readPackSet } from "../../server/src/review/packSet";
import { defaultSettings } from "../../server/src/protocol";
import { reviewDocument } from "../../server/src/review/reviewDocument";
import { exampleLanguages, testRules } from "../../server/src/review/ruleTests";
import { builtPacks, packTexts, shippedPacks } from "../support/shippedPacks";
import { loadSyntax } from "../support/syntax";

const head = "hanare: 1\npack: { id: p, version: 1.0.0, title: T }\nrules:\n";
const rule = (id: string, match: string, more = "") =>
  `  - id: ${id}\n    severity: low\n    message: "{match} of {name}"\n    ${more}\n    match:\n${match
    .split("\n")
    .map((line) => `      ${line}`)
    .join("\n")}\n`;
const query = (text: string, language = "typescript", more = "") =>
  `ast:\n  language: ${language}\n  query: |\n${text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n")}\n${more}`;
const calls = query("(call_expression function: (identifier) @name) @hit");

/** Here because the grammars are WebAssembly on disk; nothing is built. */
describe("rules with tree queries", () => {
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax();
  });
  const load = (text: string) =>
    loadPacks([{ id: "p", uri: "file:///p.yaml", text: head + text }], undefined, syntax.check);

  function review(rules: string, text: string, languageId = "typescript") {
    const { packs, problems } = load(rules);
    assert.deepEqual(problems, []);
    const document = readText({ uri: "file:///w/a.ts", languageId, text }, syntax);
    return reviewDocument(document, { packs, path: "a.ts", today: "2026-04-01", language: "en" });
  }
  const found = (rules: string, text: string, languageId?: string) =>
    review(rules, text, languageId).findings.map(({ message, anchor }) => `${anchor.start.line}: ${message}`);

  it("find their hits, and put what they captured into the message", () => {
    assert.deepEqual(found(rule("R", calls), "// f()\nconst a = f(1);\nx.f();\n'f()';\n"), ["1: f(1) of f"]);
  });

  it("mask what is secret, also in the message", () => {
    const secret = query(
      "(call_expression function: (identifier) @name arguments: (arguments (string) @value)) @hit",
    );
    const [finding] = review(rule("R", secret, "mask: true"), 'login("abcdefgh1234");').findings;
    assert.ok(finding !== undefined);
    assert.ok(!JSON.stringify(finding).includes("abcdefgh1234"));
    assert.match(finding.message, / of login$/);
    assert.match(finding.evidence, /^login\(/);
  });

  it("combine with all and none over the whole file, and with any", () => {
    const gated = (more: string) => rule("R", `${calls}\n${more}`);
    assert.deepEqual(found(gated("all: [{ regex: import }]"), "f();"), []);
    assert.deepEqual(found(gated("all: [{ regex: import }]"), "import 'x';\nf();"), ["1: f() of f"]);
    assert.deepEqual(found(gated("none: [{ regex: strict }]"), "'use strict';\nf();"), []);
    assert.deepEqual(found(gated("any: [{ regex: TODO }]"), "// TODO\nf();"), [
      "0: TODO of {name}",
      "1: f() of f",
    ]);
  });

  it("count what stands near a match", () => {
    const near = query(
      "(call_expression function: (identifier) @name) @hit",
      "typescript",
      "  near: { regex: admin, lines: 1 }",
    );
    assert.deepEqual(found(rule("R", near), "f();\n// admin\ng();\n"), ["2: g() of g"]);
  });

  it("say nothing of other languages, and of each language by its own grammar", () => {
    const each = query(
      "(call_expression function: (identifier) @name) @hit",
      "[typescript, typescriptreact, javascript]",
    );
    assert.deepEqual(found(rule("R", each), "f();", "javascript"), ["0: f() of f"]);
    const { findings, skipped } = review(rule("R", each), "f()\n", "python");
    assert.deepEqual([findings, skipped], [[], []]);
  });

  it("are counted as not checked where there is no tree", () => {
    const { skipped } = review(rule("R", calls), `f();${"a();\n".repeat(100_001)}`);
    assert.equal(skipped.length, 1);
    assert.match(skipped[0]?.why ?? "", /^Rule R could not be checked to the end/);
  });

  it("are counted as not checked when the query takes too much, and the other rules run", () => {
    const endless = query("(arguments (identifier) @a (identifier) @name)");
    const { findings, skipped } = review(rule("E", endless) + rule("R", calls), `f(${"a, ".repeat(5000)}b);`);
    assert.deepEqual(
      findings.map((one) => one.rule),
      ["R"],
    );
    assert.deepEqual(
      skipped.map(({ why }) => /^Rule (\w+) /.exec(why)?.[1]),
      ["E"],
    );
  });

  it("never wait for a pattern", () => {
    const slow = query('((string) @hit (#match? @hit "^.(a+)+$"))');
    assert.deepEqual(found(rule("R", slow), `x = "${"a".repeat(50_000)}!";`), []);
  });

  const problems: readonly (readonly [string, string, RegExp])[] = [
    ["a bracket too few", "(call_expression", /query, line 2, character 1: the query ends too early/],
    [
      "a node that is none",
      "\n(calling) @hit",
      /line 2, character 2: the grammar of typescript has no node "calling"/,
    ],
    ["a field that is none", "(call_expression fun: (_))", /has no field "fun"/],
    ["a capture that is none", '((_) @a (#eq? @b "x"))', /@b is not captured/],
    ["a nesting that never is", "(string (call_expression)) @hit", /never nests nodes like this/],
    ["a predicate that is none", "((_) @a (#is? @a))", /#is\? is not known/],
    ["a pattern that is none", '((_) @a (#match? @a "("))', /invalid regular expression/],
  ];
  for (const [name, text, reason] of problems) {
    it(`leave out a rule whose query has ${name}, with the line`, () => {
      const { packs, problems: told } = load(rule("A", query(text)) + rule("B", calls));
      assert.deepEqual(
        packs[0]?.rules.map(({ id }) => id),
        ["B"],
      );
      assert.equal(told.length, 1);
      assert.equal(told[0]?.line, 11, told[0]?.message);
      assert.match(told[0]?.message ?? "", reason);
    });
  }

  it("are compiled when a pack is read, with the grammars that needs", async () => {
    const asked: string[] = [];
    const watched: Syntax = {
      ...syntax,
      check: (languageId, text) => (asked.includes(languageId) ? syntax.check(languageId, text) : undefined),
      ready: async (ids) => void asked.push(...ids),
    };
    const text = head + rule("A", query("(nothing) @hit", "[python, java]"));
    const set = await readPackSet(
      { ...defaultSettings.review, packs: ["own.yaml"] },
      { folder: undefined, own: [] },
      {
        shippedPacks: async () => [
          { id: "s", uri: "file:///s.yaml", text: head + rule("S", query("(_) @hit", "ruby")) },
        ],
        packFile: async () => ({ id: "own.yaml", uri: "file:///own.yaml", text }),
        packsIn: async () => [],
        trusted: () => true,
        syntax: watched,
      },
    );
    assert.deepEqual(asked, ["python", "java"]);
    assert.equal(set.problems.length, 1);
    assert.match(set.problems[0] ?? "", /own\.yaml, line 11: .*the grammar of python has no node "nothing"/);
  });

  describe("that ship", () => {
    it("fit the grammars of all their languages", () => {
      const { packs, problems: told } = loadPacks(packTexts, undefined, syntax.check);
      assert.deepEqual(told, []);
      assert.ok(packs.flatMap(({ rules }) => rules).filter(({ ast }) => ast !== undefined).length >= 4);
    });

    for (const { id } of packTexts) {
      it(`${id}: every example holds with trees, too`, async () => {
        const [pack] = loadPacks(builtPacks(), [id]).packs;
        assert.ok(pack !== undefined);
        await syntax.ready(exampleLanguages(pack));
        assert.deepEqual(testRules(pack, syntax), []);
      });
    }

    it("are checked to the end on long files", () => {
      const packs = shippedPacks();
      for (const [languageId, text] of [
        ["typescript", 'db.query("SELECT a FROM b WHERE c = " + d.e(f), { a: [1, 2] });\n'],
        ["python", "def f(a):\n    return run('x', [a, 1], check=True)\n"],
        ["java", 'class A { void f() { try { g(a + "b"); } catch (E e) { h(e); } } }\n'],
      ] as const) {
        const document = readText(
          { uri: "file:///w/a", languageId, text: text.repeat(Math.ceil(200_000 / text.length)) },
          syntax,
        );
        const { skipped } = reviewDocument(document, {
          packs,
          path: "a",
          today: "2026-04-01",
          language: "en",
        });
        assert.deepEqual(skipped, [], languageId);
      }
    });
  });
});
