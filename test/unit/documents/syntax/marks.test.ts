import assert from "node:assert/strict";
import { tokenOf } from "../../../../server/src/documents/syntax/marks";

const inner = (kind: string, text: string) => {
  const { start, end, open, close } = tokenOf(text, kind, { start: 0, end: text.length });
  return text.slice(start + open, end - close);
};

describe("marks of comments and strings", () => {
  const comments: readonly (readonly [string, string])[] = [
    ["// 注", " 注"],
    ["// 注\r", " 注"],
    ["//", ""],
    ["# 注", " 注"],
    ["#", ""],
    ["# 注\n", " 注"],
    ["# a #>", " a #>"],
    ["/// doc\n", " doc"],
    ["//! doc\r\n", " doc"],
    ["/** a */", " a "],
    ["/**/", ""],
    ["## x", " x"],
    ["<# 説明 #>", " 説明 "],
    ["=begin\n説明\n=end", "\n説明\n"],
    ["<!-- x -->", " x "],
    ["/* open", " open"],
  ];
  for (const [text, expected] of comments) {
    it(JSON.stringify(text), () => assert.equal(inner("comment", text), expected));
  }

  const strings: readonly (readonly [string, string])[] = [
    ['"a"', "a"],
    ["'a'", "a"],
    ["`a${b}`", "a${b}"],
    ['""', ""],
    ['"open', "open"],
    ['"', ""],
    ["'a\"", 'a"'],
    ["''", ""],
    ["'''a'''", "a"],
    ['f"""a\n"""', "a\n"],
    ["rb'x'", "x"],
    ['R"x(a)x"', "a"],
    ['u8R"(a)"', "a"],
    ['r#"a "b" c"#', 'a "b" c'],
    ['br"a"', "a"],
    ['@"c:\\"', "c:\\"],
    ['$@"a"', "a"],
    ['$"""a"""', "a"],
    ['@"\nhere\n"@', "\nhere\n"],
    ["%w[a b]", "a b"],
    ["%q!a!", "a"],
    ["<<<EOT\nhi\nEOT", "\nhi\n"],
    ["<<<'EOT'\nhi\nEOT", "\nhi\n"],
    ["line of a here-document\n", "line of a here-document\n"],
  ];
  for (const [text, expected] of strings) {
    it(JSON.stringify(text), () => assert.equal(inner("string", text), expected));
  }

  it("takes a documentation string for a comment, and text without quotes as it stands", () => {
    const doc = tokenOf('"""説明"""', "doc", { start: 0, end: 8 });
    assert.deepEqual(doc, { kind: "comment", start: 0, end: 8, open: 3, close: 3 });
    assert.equal(inner("text", "don't"), "don't");
  });
});
