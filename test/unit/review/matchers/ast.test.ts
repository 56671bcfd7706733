import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { type SyntaxPredicate, type SyntaxView } from "../../../../server/src/documents/syntax/port";
import { astHits, captureNames, compileAst } from "../../../../server/src/review/matchers/ast";
import { predicateProblem } from "../../../../server/src/review/matchers/astPredicates";

const text = 'run("a", secret, b)';
const at = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const capture = (name: string, part: string) => ({ name, ...at(part) });
const predicate = (operator: string, ...operands: readonly string[]): SyntaxPredicate => ({
  operator,
  operands: operands.map((one) => (one.startsWith("@") ? { capture: one.slice(1) } : { text: one })),
});

/** Hits of a query whose one match is given. */
function hits(
  captures: readonly ReturnType<typeof capture>[],
  predicates: readonly SyntaxPredicate[] = [],
  more: object = {},
) {
  const view: SyntaxView = {
    find: (queries) => queries.map(() => ({ matches: [{ pattern: 0, captures }], predicates: [predicates] })),
  };
  const document = { ...readText({ uri: "file:///a.ts", languageId: "typescript", text }), syntax: view };
  const matcher = compileAst({ language: "typescript", query: "(x) @x", ...more }, [], {
    complain: (path, reason) => assert.fail(`${path.join(".")}: ${reason}`),
  });
  assert.ok(matcher !== undefined);
  return astHits(document, [matcher])(matcher);
}
const shown = (span: { readonly start: number; readonly end: number }) => text.slice(span.start, span.end);

describe("hits of a tree query", () => {
  it("are @hit with the secret @value, and every capture by its name", () => {
    const [hit] =
      hits([capture("call", text), capture("hit", '"a", secret'), capture("value", "secret")]) ?? [];
    assert.ok(hit !== undefined);
    assert.equal(shown(hit.span), '"a", secret');
    assert.equal(shown(hit.value), "secret");
    assert.deepEqual(hit.groups, { call: text, hit: '"a", secret', value: "secret" });
    assert.deepEqual(hit.names?.["value"], at("secret"));
  });

  it("are the first capture where there is no @hit, and reach over repeated ones", () => {
    const [first] = hits([capture("a", "secret"), capture("b", "b)")]) ?? [];
    assert.equal(shown(first?.span ?? at("run")), "secret");
    const [over] =
      hits(
        [capture("hit", '"a"'), capture("hit", "b")].map((one, index) =>
          index === 0 ? one : { ...one, start: 17, end: 18 },
        ),
      ) ?? [];
    assert.equal(shown(over?.span ?? at("run")), '"a", secret, b');
  });

  it("heed what stands near them", () => {
    const found = (more: object) => hits([capture("hit", "secret")], [], more)?.length;
    assert.equal(found({ near: { regex: "run" } }), 1);
    assert.equal(found({ near: { regex: "walk" } }), 0);
    assert.equal(found({ notNear: { regex: "run" } }), 0);
    assert.equal(found({ entropy: 5 }), 0);
  });

  const verdicts: readonly (readonly [SyntaxPredicate, boolean])[] = [
    [predicate("eq?", "@a", "run"), true],
    [predicate("eq?", "@a", "@b"), false],
    [predicate("not-eq?", "@a", "@b"), true],
    [predicate("not-eq?", "@a", "run"), false],
    [predicate("any-eq?", "@b", "b"), true],
    [predicate("eq?", "@b", "b"), false],
    [predicate("any-not-eq?", "@b", "b"), true],
    [predicate("match?", "@a", "^r"), true],
    [predicate("not-match?", "@a", "^r"), false],
    [predicate("any-match?", "@b", "^s"), true],
    [predicate("match?", "@b", "^s"), false],
    [predicate("match?", "@a", "^\\p{Ll}+$"), true],
    [predicate("any-of?", "@a", "walk", "run"), true],
    [predicate("any-of?", "@b", "b"), false],
    [predicate("not-any-of?", "@a", "walk", "run"), false],
    // Without a capture of the name, as tree-sitter has it.
    [predicate("eq?", "@none", "x"), true],
    [predicate("match?", "@none", "x"), false],
    [predicate("not-match?", "@none", "x"), true],
    [predicate("any-of?", "@none", "x"), false],
  ];
  for (const [one, expected] of verdicts) {
    it(`#${one.operator} ${JSON.stringify(one.operands)} is ${expected}`, () => {
      const captures = [capture("a", "run"), capture("b", "secret"), { name: "b", start: 17, end: 18 }];
      assert.equal(hits(captures, [one])?.length, expected ? 1 : 0);
    });
  }

  it("are not all known without a tree, and none in another language", () => {
    const matcher = compileAst({ language: ["typescript", "java"], query: "(x) @x" }, [], {
      complain: () => undefined,
    });
    assert.ok(matcher !== undefined);
    const ask = (languageId: string) =>
      astHits(readText({ uri: "file:///a", languageId, text }), [matcher])(matcher);
    assert.equal(ask("java"), undefined);
    assert.deepEqual(ask("python"), []);
  });
});

describe("a query that cannot be used", () => {
  const problems: readonly (readonly [SyntaxPredicate, RegExp])[] = [
    [predicate("set!", "@a", "x"), /^#set! is not known; there are: #eq\?/],
    [predicate("any-any-of?", "@a", "x"), /not known/],
    [predicate("eq?", "a", "x"), /needs a capture and what/],
    [predicate("eq?", "@a"), /needs a capture and what/],
    [predicate("match?", "@a", "@b"), /text in quotes/],
    [predicate("any-of?", "@a", "x", "@b"), /text in quotes/],
    [predicate("match?", "@a", "("), /invalid regular expression \(Unterminated group\)/],
    [predicate("match?", "@a", "(a+)+(?=b)"), /endless/],
  ];
  for (const [one, reason] of problems) {
    it(`#${one.operator} ${JSON.stringify(one.operands)}`, () => {
      assert.match(predicateProblem([[one]]) ?? "", reason);
    });
  }

  it("is told with the grammar's own words, at its key", () => {
    const told: string[] = [];
    const complain = (path: readonly (string | number)[], reason: string) =>
      void told.push(`${path.join(".")}: ${reason}`);
    compileAst({ language: ["cobol", "python"], query: "(x)" }, ["ast"], { complain });
    for (const kind of ["syntax", "node", "field", "capture", "structure"] as const) {
      const check = () => ({ problem: { kind, word: "wrd", line: 2, character: 5 } });
      assert.equal(compileAst({ language: "python", query: "(x)" }, ["ast"], { complain, check }), undefined);
    }
    assert.match(told[0] ?? "", /^ast\.language: there is no grammar for cobol; there are: typescript, /);
    assert.deepEqual(told.slice(1), [
      'ast.query: query, line 2, character 5: not a query from "wrd" on',
      'ast.query: query, line 2, character 5: the grammar of python has no node "wrd"',
      'ast.query: query, line 2, character 5: the grammar of python has no field "wrd"',
      "ast.query: query, line 2, character 5: @wrd is not captured by the pattern",
      'ast.query: query, line 2, character 5: the grammar of python never nests nodes like this: "wrd"',
    ]);
  });

  it("names its captures once each", () => {
    const names = captureNames({ languages: new Set(), query: "((a) @hit (b) @b-c) @hit (#eq? @b-c @hit)" });
    assert.deepEqual(names, ["hit", "b-c"]);
  });
});
