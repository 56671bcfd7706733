import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { languageOf } from "../../server/src/documents/languages";
import { lex, type Token } from "../../server/src/documents/lexer";
import { lexiconOf } from "../../server/src/documents/lexicons";
import { readText } from "../../server/src/documents/read";
import { grammarLanguages, grammarOf } from "../../server/src/documents/syntax/grammars";
import { type Syntax } from "../../server/src/documents/syntax/port";
import { readSyntax } from "../../server/src/documents/syntax/readSyntax";
import { createSyntax } from "../../server/src/node/syntax";
import { root } from "../support/harness";
import { loadSyntax } from "../support/syntax";

/** Here because the grammars are WebAssembly on disk; nothing is built. */
describe("source code by its grammar", () => {
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax();
  });

  const read = (languageId: string, text: string, open = false) =>
    readText({ uri: "file:///a", languageId, text, open }, syntax);
  const texts = (languageId: string, text: string, kind: string) =>
    read(languageId, text)
      .blocks.filter((block) => block.kind === kind)
      .map((block) => block.text);

  /** Language, source, comments, strings, and the code where it differs from what the lexicon leaves. */
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    [
      "typescript",
      "/** 文書。\n * 二行目 */\nconst a = 'x // y'; // 行末\nconst r = /['\"]/; const t = `a${b ? `c` : \"}\"}d`;",
      ["文書。\n二行目", "行末"],
      ["x // y", 'a${b ? `c` : "}"}d'],
    ],
    ["typescript", "// 一\r\n// 二\r\nlet x = a / b / c; // 三", ["一\n二", "三"], []],
    ["typescript", "x = a\n  / b / '/' ;", [], ["/"]],
    ["typescriptreact", "<p title='t'>don't {/* 注 */} {'x'}</p>;", ["注"], ["t", "don't", "x"]],
    ["javascript", "let m = x.match(/[/'\"`]+/u) // 注\nlet s = 'a'", ["注"], ["a"]],
    [
      "python",
      'def f(x):\n    """説明。\n    続き"""\n    s = "#no" # 注\n    d = {"k":\n       """v"""}\n    return f\'{x!r}\'\n',
      ["説明。\n続き", "注"],
      ["#no", "k", "v", "{x!r}"],
    ],
    [
      "java",
      '/* a */ class A { String s = """\n  // no\n"""; char c = \'"\'; } // b',
      ["a", "b"],
      ["// no", '"'],
    ],
    ["cpp", 'auto s = R"x(// " no)x"; int n = 1\'000; // 注', ["注"], ['// " no']],
    ["c", '#define A "x" /* 注 */\n#define P puts("y")\n', ["注"], ["x", "y"]],
    ["csharp", 'var p = @"c:\\" + $"a{b("c")}" + """d"""; // 注', ["注"], ["c:\\", 'a{b("c")}', "d"]],
    ["go", "package a\nvar s = `// no`\n/* 注 */", ["注"], ["// no"]],
    [
      "rust",
      "/* a /* b */ c */ fn f<'a>(x: &'a str) { let c = '\"'; let r = r#\"no // \"#; } /// 注\nfn g() {}",
      ["a /* b */ c", "注"],
      ["no //"],
    ],
    ["php", "don't <b><?php # 注\n#[Attr]\nfunction f() {}\n$a = '#no'; // 二", ["注", "二"], ["#no"]],
    ["ruby", '=begin\n説明\n=end\ns = "#{a} x" # 注\nw = %w[a b]\n', ["説明", "注"], ["#{a} x", "a b"]],
    ["shellscript", "# 注\necho \"$#\" 'a # b' x#y\ncat <<EOF\n# no\nEOF\n", ["注"], ["$#", "a # b", "# no"]],
  ];
  for (const [language, source, comments, strings] of cases) {
    it(`${language}: ${source.slice(0, 40).replace(/\r?\n/g, "⏎")}`, () => {
      assert.ok(read(language, source).syntax !== undefined);
      assert.deepEqual(texts(language, source, "comment"), comments);
      assert.deepEqual(texts(language, source, "string"), strings);
    });
  }

  const codes: readonly (readonly [string, string, string])[] = [
    ["typescript", 'log(`pw ${user.password + "x"} y`);', 'log(`   ${user.password + " "}  `);'],
    ["python", "log(f'pw {password:>{w}} {{x}}')\n", "log(f'   {password:>{w}}      ')\n"],
    ["csharp", 'log($"a {b} c");', 'log($"  {b}  ");'],
    ["ruby", 'log "a #{b} c"\n', 'log "  #{b}  "\n'],
    ["shellscript", 'echo "a $B $(c "d")"\n', 'echo "  $B $(c " ")"\n'],
    ["php", '<?php log("a $b {$c[1]} d");\n', '<?php log("  $b  $c[1]   ");\n'],
  ];
  for (const [language, source, code] of codes) {
    it(`${language}: an expression inside a string is code`, () => {
      assert.deepEqual(texts(language, source, "code"), [code]);
    });
  }

  const declarations: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "typescript",
      "export class A {\n  @dec()\n  run(\n    x: number,\n  ): void {\n    if (x) {\n    }\n    const g = () => 1;\n  }\n}\nconst f = (a: string) => a;\nconst n = 1;\nif (n) {\n}\n",
      ["1 export class A", "2 run", "3 const g = () => 1;", "1 const f = (a: string) => a;"],
    ],
    [
      "python",
      "class A:\n    @property\n    async def b(self):\n        def inner(): pass\n\ndef c():\n    x = 1\n",
      ["1 class A", "2 async def b(self)", "3 def inner(): pass", "1 def c()"],
    ],
    [
      "java",
      "public class A {\n  @Override\n  private int b(int x) {\n    return c(x);\n  }\n  A() {}\n}",
      ["1 public class A", "2 private int b(int x)", "2 A() {}"],
    ],
    [
      "go",
      "package p\nfunc (s *S) Run() error {\n}\ntype T struct {\n}\ntype (\n\tU interface {\n\t}\n)\n",
      ["1 func (s *S) Run() error", "1 type T struct", "1 U interface"],
    ],
    [
      "csharp",
      "namespace N {\n class A {\n  int B() { return 1; }\n }\n}",
      ["1 namespace N", "2 class A", "3 int B() { return 1; }"],
    ],
    [
      "cpp",
      "namespace n {\nclass A {\n int b() { return 1; }\n};\n}\nint *f(int x) {\n}\nint g(int);\n",
      ["1 namespace n", "2 class A", "3 int b() { return 1; }", "1 int *f(int x)"],
    ],
    [
      "rust",
      "impl A {\n  pub fn b(&self) {}\n}\nstruct S;\n",
      ["1 impl A", "2 pub fn b(&self) {}", "1 struct S;"],
    ],
    ["php", "<?php class A {\n  function b() {}\n}\n", ["1 <?php class A", "2 function b() {}"]],
    [
      "ruby",
      "module M\n class A\n  def self.b\n  end\n end\nend\n",
      ["1 module M", "2 class A", "3 def self.b"],
    ],
    ["shellscript", "f() {\n :\n}\nfunction g {\n :\n}\n", ["1 f()", "1 function g"]],
  ];
  for (const [language, source, expected] of declarations) {
    it(`declarations of ${language}`, () => {
      const found = read(language, source).blocks.filter(({ kind }) => kind === "heading");
      assert.deepEqual(
        found.map(({ level, text }) => `${level} ${text}`),
        expected,
      );
    });
  }

  it("asks of every grammar what it can answer", () => {
    for (const language of grammarLanguages) {
      const checked = syntax.check(language, grammarOf(language)?.blocks ?? "");
      assert.ok(checked !== undefined && "predicates" in checked, `${language}: ${JSON.stringify(checked)}`);
    }
  });

  describe("beside the lexicon", () => {
    const folders = ["server/src", "client/src", "test/bench/quality/corpus", "test/support"];
    const own = folders.flatMap((folder) => filesIn(path.join(root, folder)));

    it("finds every comment and string of our own code and of the corpus that the lexicon is right about", () => {
      const missing: string[] = [];
      let files = 0;
      let lexed = 0;
      for (const file of own) {
        const languageId = languageOf(file);
        if (grammarOf(languageId) === undefined) continue;
        const text = readFileSync(file, "utf8");
        const view = syntax.view({ languageId, text });
        const parts = view && readSyntax(text, languageId, view);
        if (parts === undefined) continue;
        files++;
        const found = new Set(parts.tokens.map(keyOf));
        const tokens = lex(text, lexiconOf(languageId));
        lexed += tokens.length;
        for (const token of tokens) {
          if (!found.has(keyOf(token)))
            missing.push(`${path.relative(root, file)}: ${text.slice(token.start, token.end)}`);
        }
      }
      assert.ok(files > 400 && lexed > 10_000, `${files} files, ${lexed} comments and strings`);
      // What the lexicon is wrong about: a string within a string of a shell, a regular expression in a template.
      assert.ok(missing.length <= lexed / 1000, missing.join("\n"));
    });
  });

  describe("within bounds", () => {
    it("gives a text that is too long, or holds a zero, to the lexicon", () => {
      for (const text of [`// 注\n${"a();\n".repeat(100_001)}`, "// 注\n\0"]) {
        const document = read("typescript", text);
        assert.equal(document.syntax, undefined);
        assert.equal(document.blocks.find(({ kind }) => kind === "comment")?.text, "注");
      }
    });

    it("says so when a query has too many answers under way, and answers the others", () => {
      const view = read("typescript", `f(${"a, ".repeat(5000)}b);`).syntax;
      const endless = "(arguments (identifier) @a (identifier) @b)";
      const [cut, other] = view?.find([endless, "(call_expression) @hit"]) ?? [];
      assert.equal(cut, undefined);
      assert.equal(other?.matches.length, 1);
    });

    it("reads a language without its grammar by the lexicon", async () => {
      const faults: string[] = [];
      const none = createSyntax({
        folder: path.join(root, "nowhere"),
        log: (message) => faults.push(message),
      });
      await none.ready(["typescript", "cobol"]);
      const { blocks, syntax: view } = readText(
        { uri: "file:///a", languageId: "typescript", text: "// 注" },
        none,
      );
      assert.equal(view, undefined);
      assert.deepEqual(
        blocks.map(({ kind }) => kind),
        ["code", "comment"],
      );
      assert.equal(faults.length, 1);
      assert.match(faults[0] ?? "", /^grammar typescript cannot be loaded: /);
    });

    it("reads code that is broken in any way", function () {
      this.timeout(60_000);
      const random = generator(4);
      const scraps = [
        '"',
        "'",
        "`",
        "${",
        "/*",
        "*/",
        "<<EOF\n",
        '"""',
        "{",
        ")",
        "\\",
        "\n",
        "\u3000",
        "\ud800",
        "#",
        'R"(',
        "%w[",
      ];
      for (const [language, source] of cases) {
        for (let round = 0; round < 60; round++) {
          let text = source.repeat(1 + (round % 3));
          for (let edit = 0; edit < 4; edit++) {
            const at = random(text.length);
            const scrap = scraps[random(scraps.length)] ?? "";
            text = text.slice(0, at) + scrap.repeat(1 + random(3)) + text.slice(at + random(9));
          }
          const blocks = read(language, text, true).blocks;
          const wrong = blocks.filter(
            ({ span }) => span.start < 0 || span.end > text.length || span.end < span.start,
          );
          assert.deepEqual(wrong, [], JSON.stringify(text));
          assert.equal(blocks[0]?.text.length, text.length);
        }
      }
    });

    it("does not grow over two thousand documents, read and edited", function () {
      this.timeout(120_000);
      const text = readFileSync(path.join(root, "server/src/documents/lexer.ts"), "utf8");
      const rss = () => process.memoryUsage().rss / 1e6;
      const use = (count: number) => {
        for (let index = 0; index < count; index++) {
          read("typescript", `${text}\n// ${index}\n`, index % 2 === 0).syntax?.find([
            "(call_expression) @hit",
          ]);
        }
      };
      use(400);
      const before = rss();
      use(2000);
      const grown = rss() - before;
      // A tree of this text takes some 0.5 MB: a leak of one in ten would show.
      assert.ok(grown < 100, `${grown.toFixed(0)} MB more`);
    });
  });

  it("reads an edited document as one that was never anything else", () => {
    const { text } = read(
      "typescript",
      readFileSync(path.join(root, "server/src/documents/lexer.ts"), "utf8"),
    );
    let current = text;
    const edits: readonly (readonly [string, string])[] = [
      ["export interface Token", "/* 日本語 */ export interface Token"],
      ["const tokens", "const 😀 = `${a}`;\n  const tokens"],
      ["return tokens;", "return tokens; // 終わり"],
      ["/* 日本語 */ ", ""],
    ];
    for (const [from, to] of edits) {
      current = current.replace(from, () => to);
      assert.deepEqual(read("typescript", current, true).blocks, read("typescript", current).blocks, to);
    }
  });
});

/** Whole numbers below a bound, the same in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

const keyOf = ({ kind, start, end, open, close }: Token) => `${kind} ${start} ${end} ${open} ${close}`;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
