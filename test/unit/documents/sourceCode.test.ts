import assert from "node:assert/strict";
import { readSourceCode } from "../../../server/src/documents/sourceCode";

const texts = (languageId: string, source: string, kind: string) =>
  readSourceCode(source, languageId)
    .filter((block) => block.kind === kind)
    .map(({ text }) => text);

describe("source code", () => {
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    [
      "typescript",
      "/** 文書。\n * 二行目 */\nconst a = 'x // y'; // 行末\nconst r = /['\"]/; const t = `a${b ? `c` : \"}\"}d`;",
      ["文書。\n二行目", "行末"],
      ["x // y", 'a${b ? `c` : "}"}d'],
    ],
    ["typescript", "// 一\n// 二\nlet x = a / b / c; // 三", ["一\n二", "三"], []],
    [
      "python",
      'def f(x):\n    """説明。\n    続き"""\n    s = "#no" # 注\n    return f\'{x}\'\n',
      ["説明。\n続き", "注"],
      ["#no", "{x}"],
    ],
    ["java", '/* a */ String s = """\n  // no\n"""; // b', ["a", "b"], ["// no"]],
    ["cpp", 'auto s = R"x(// " no)x"; int n = 1\'000; // 注', ["注"], ['// " no']],
    ["csharp", 'var p = @"c:\\" + "a"; // 注', ["注"], ["c:\\", "a"]],
    ["go", "s := `// no`\n/* 注 */", ["注"], ["// no"]],
    [
      "rust",
      "/* a /* b */ c */ fn f<'a>(x: &'a str) { let c = '\"'; r#\"no // \"#; } // 注",
      ["a /* b */ c", "注"],
      ["no //"],
    ],
    ["php", "<?php # 注\n#[Attr]\n$a = '#no'; // 二", ["注", "二"], ["#no"]],
    ["ruby", '=begin\n説明\n=end\ns = "#{a} x" # 注', ["説明", "注"], ["#{a} x"]],
    ["shellscript", "# 注\necho \"$#\" 'a # b' x#y\ncat <<EOF\n# no\nEOF\n", ["注"], ["$#", "a # b", "# no"]],
    ["powershell", '<# 説明 #>\n$a = @"\n# no\n"@ # 注', ["説明", "注"], ["# no"]],
    ["sql", "-- 注\nSELECT 'it''s -- no' FROM t /* b */", ["注", "b"], ["it''s -- no"]],
    [
      "cobol",
      "000100* 注記です\n000200 IDENTIFICATION DIVISION.\n000300     DISPLAY 'A*B'. *> 末尾",
      ["注記です", "末尾"],
      ["A*B"],
    ],
    ["vb", 'x = "a \' ""b""" \' 注\nREM 全行', ["注", "全行"], ['a \' ""b""']],
    ["yaml", 'a: b # 注\nurl: http://x/#frag\nn: don\'t\ns: "# no"', ["注"], ["# no"]],
    ["jsonc", '{ "a": "//no" /* 注 */ }', ["注"], ["a", "//no"]],
    ["html", '<!-- 注 --><a href="x">don\'t</a>', ["注"], ["x"]],
    ["dockerfile", "# 注\nFROM a\nRUN echo b # c", ["注"], []],
    ["unknown-language", "# a // b", [], []],
  ];
  for (const [language, source, comments, strings] of cases) {
    it(`${language}: ${source.slice(0, 30).replace(/\n/g, "⏎")}`, () => {
      assert.deepEqual(texts(language, source, "comment"), comments);
      assert.deepEqual(texts(language, source, "string"), strings);
    });
  }

  it("blanks comments and strings out of the code and keeps every offset", () => {
    const source = "const key = 'secret'; // note\r\nrun(key);\r\n";
    const [code] = readSourceCode(source, "typescript");
    assert.equal(code?.text, "const key = '      ';        \r\nrun(key);\r\n");
  });

  const declarations: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "typescript",
      "export class A {\n  run(x: number): void {\n    if (x) {\n    }\n  }\n}\nconst f = (a: string) => a;\nconst n = 1;",
      ["export class A", "run(x: number): void", "const f = (a: string) => a;"],
    ],
    [
      "python",
      "class A:\n    def b(self):\n        pass\n\ndef c():\n    x = 1\n",
      ["class A", "def b(self)", "def c()"],
    ],
    [
      "java",
      "public class A {\n  private int b(int x) {\n    return c(x);\n  }\n}",
      ["public class A", "private int b(int x)"],
    ],
    ["go", "func (s *S) Run() error {\n}\ntype T struct {\n}", ["func (s *S) Run() error", "type T struct"]],
    [
      "cobol",
      "       PROCEDURE DIVISION.\n       MAIN-PROC.\n           DISPLAY 'A'.",
      ["PROCEDURE DIVISION.", "MAIN-PROC."],
    ],
    ["vb", "Public Sub A()\nEnd Sub", ["Public Sub A()"]],
  ];
  for (const [language, source, expected] of declarations) {
    it(`declarations of ${language}`, () => assert.deepEqual(texts(language, source, "heading"), expected));
  }

  it("gives a comment to the declaration below it", () => {
    const blocks = readSourceCode(
      "// 一般\n\nconst x = 1;\n\n/** 足す。 */\nfunction add() {}\n// 中\n",
      "typescript",
    );
    const comments = blocks
      .filter(({ kind }) => kind === "comment")
      .map(({ text, headings }) => [text, ...headings]);
    assert.deepEqual(comments, [["一般"], ["足す。", "function add() {}"], ["中", "function add() {}"]]);
  });

  it("ends in time whatever the text is", () => {
    const openers = ["/", "`${", "= /[a", '"""', "'", "/*", "<<EOF ", "<<~A\n", 'R"(', "int a(", "  ", "q'["];
    for (const opener of openers) {
      for (const language of ["typescript", "python", "cpp", "ruby", "shellscript", "sql"]) {
        readSourceCode(opener.repeat(1000), language);
      }
    }
  });
});
