import assert from "node:assert/strict";
import { readSourceCode } from "../../../../server/src/documents/sourceCode";
import { type SyntaxCapture, type SyntaxView } from "../../../../server/src/documents/syntax/port";

/** A tree that has exactly these parts: `name text` at the first place behind the part before it that holds it. */
function viewOf(source: string, matches: readonly (readonly (readonly [string, string])[])[]): SyntaxView {
  const found = matches.map((captures) => ({
    pattern: 0,
    captures: captures.map(([name, text]): SyntaxCapture => {
      const start = source.indexOf(text);
      assert.ok(start >= 0, text);
      return { name, start, end: start + text.length };
    }),
  }));
  return { find: () => [{ matches: found, predicates: [[]] }] };
}

const blocksOf = (source: string, matches: Parameters<typeof viewOf>[1], languageId = "typescript") =>
  readSourceCode(source, languageId, viewOf(source, matches));
const texts = (blocks: ReturnType<typeof readSourceCode>, kind: string) =>
  blocks.filter((block) => block.kind === kind).map(({ text }) => text);

describe("source code by its tree", () => {
  it("leaves the expressions in a string to the code, without the strings in them", () => {
    const source = 'x = `a${f("b")}c`;';
    const blocks = blocksOf(source, [
      [["string", '`a${f("b")}c`']],
      [["code", '${f("b")}']],
      [["string", '"b"']],
    ]);
    assert.deepEqual(texts(blocks, "code"), ['x = ` ${f(" ")} `;']);
    assert.deepEqual(texts(blocks, "string"), ['a${f("b")}c']);
  });

  it("lexes what the grammar leaves open", () => {
    const source = '#define A "x" // 注\nint f() { return 0; }';
    const blocks = blocksOf(source, [[["lex", '"x" // 注']]], "cpp");
    assert.deepEqual(texts(blocks, "string"), ["x"]);
    assert.deepEqual(texts(blocks, "comment"), ["注"]);
  });

  it("is left to the lexicon when too much of it is errors, or no tree comes", () => {
    const source = "// 注\n'a' ((((((";
    const lexed = readSourceCode(source, "typescript");
    assert.deepEqual(blocksOf(source, [[["error", "'a' (((((("]]]), lexed);
    assert.deepEqual(readSourceCode(source, "typescript", { find: () => [undefined] }), lexed);
    assert.deepEqual(texts(lexed, "comment"), ["注"]);
  });

  const nested =
    "/** A */\n@Bean\nclass A {\n  /* b */\n  b() {\n    // in b\n  }\n  // behind b\n}\n// behind A\n";
  it("knows where a declaration ends", () => {
    const body = nested.slice(nested.indexOf("{"), nested.indexOf("}\n// behind A") + 1);
    const matches: readonly (readonly (readonly [string, string])[])[] = [
      [["comment", "/** A */"]],
      [
        ["declaration", `class A ${body}`],
        ["name", "A {"],
      ],
      [["comment", "/* b */"]],
      [
        ["declaration", "b() {\n    // in b\n  }"],
        ["name", "b() {"],
      ],
      [["comment", "// in b"]],
      [["comment", "// behind b"]],
      [["comment", "// behind A"]],
    ];
    const blocks = blocksOf(nested, matches);
    assert.deepEqual(
      blocks
        .filter(({ kind }) => kind !== "code")
        .map(({ kind, text, headings }) => [kind, text, headings.join(" › ")]),
      [
        ["heading", "class A", "class A"],
        ["comment", "A", "class A"],
        ["heading", "b()", "class A › b()"],
        ["comment", "b", "class A › b()"],
        ["comment", "in b", "class A › b()"],
        ["comment", "behind b", "class A"],
        ["comment", "behind A", ""],
      ],
    );
  });

  it("makes no heading of a line of generated code, nor of the fourth level", () => {
    const long = `function f() {}${" ".repeat(500)}`;
    const one = blocksOf(long, [
      [
        ["declaration", "function f() {}"],
        ["name", "f"],
      ],
    ]);
    assert.deepEqual(texts(one, "heading"), []);
    const deep = "a {\nb {\nc {\nd {\n}}}}";
    const parts = ["a", "b", "c", "d"].map((name, level) => {
      const whole = deep.slice(deep.indexOf(name), deep.length - level);
      return [
        ["declaration", whole],
        ["name", name],
      ] as const;
    });
    assert.deepEqual(texts(blocksOf(deep, parts), "heading"), ["a", "b", "c"]);
  });
});
