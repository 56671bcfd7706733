import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("limitScopeByIndentation", [
  {
    why: "the function after this one",
    given: lines("function a() {", "  ⟦return 1;", "}", "", "function b() {⟧", "}"),
    becomes: lines("function a() {", "  ⟦return 1;⟧", "}"),
  },
  {
    why: "what follows the block that the cursor's line opens",
    given: lines("if (a) {⟦", "  b();", "}", "c();⟧"),
    becomes: lines("if (a) {⟦", "  b();", "}⟧"),
  },
  {
    why: "a closing line that stands below",
    given: lines("if (a) {⟦", "  b();", "}⟧", "}"),
    becomes: lines("if (a) {⟦", "  b();⟧", "}"),
  },
  {
    why: "a Python function that follows",
    language: "python",
    given: lines("def a():", "    ⟦return 1", "", "def b():", "    return 2⟧"),
    becomes: lines("def a():", "    ⟦return 1", "⟧"),
  },
  {
    why: "an empty Python body",
    language: "python",
    given: lines("def a():⟦", "def b():", "    return 2⟧"),
    becomes: "dropped",
  },
  {
    why: "a Ruby block's end that stands below",
    language: "ruby",
    given: lines("items.each do", "  ⟦puts 1", "end⟧", "end"),
    becomes: lines("items.each do", "  ⟦puts 1⟧", "end"),
  },
  {
    why: "all after the closing line that repeats the rest of the line",
    given: lines("use(() => {⟦", "  a();", "})", "b();⟧})"),
    becomes: lines("use(() => {⟦", "  a();", "})⟧})"),
  },
  {
    why: "a closing line that the rest of the line makes up for, but not its break",
    given: lines("use(() => {⟦", "  a();", "}⟧})"),
    becomes: lines("use(() => {⟦", "  a();", "⟧})"),
  },
  { why: "the closing line that is missing", given: lines("if (a) {⟦", "  b();", "}⟧", "c();") },
  {
    why: "the closing line of another block below",
    given: lines("function f() {", "  if (a) {⟦", "    b();", "  }⟧", "}"),
  },
  { why: "else", given: lines("if (a) {⟦", "  b();", "} else {", "  c();", "}⟧") },
  {
    why: "cases at the level of switch",
    given: lines("switch (a) {⟦", "case 1:", "  b();", "  break;", "}⟧"),
  },
  {
    why: "a style without indentation",
    given: lines("namespace a {⟦", "int b;", "int c;", "}⟧"),
    language: "cpp",
  },
  {
    why: "a preprocessor line",
    language: "c",
    given: lines("int f() {", "  ⟦a();", "#ifdef X", "  b();", "#endif⟧", "}"),
  },
  {
    why: "the lines of a template string",
    given: lines("function f() {", "  ⟦const sql = `", "SELECT 1", "`;", "  run(sql);⟧", "}"),
  },
  {
    why: "the lines of a Python docstring",
    language: "python",
    given: lines("def f():", '    ⟦"""顧客を返す。', "", "例", '    """', "    return 1⟧"),
  },
  {
    why: "indentation that the cursor's line does not have yet",
    given: lines("function f() {", "⟦  a();", "  b();⟧", "}"),
  },
  { why: "prose", language: "markdown", given: lines("  - 一", "  ⟦- 二", "次の段落⟧"), multiline: true },
  {
    why: "what follows several missing closing lines",
    given: lines("function f() {", "  if (a) {⟦", "    b();", "  }", "}", "c();⟧"),
    becomes: lines("function f() {", "  if (a) {⟦", "    b();", "  }", "}⟧"),
  },
  {
    why: "the closing line that stands below behind one that is missing",
    given: lines("class A {", "  b() {⟦", "    c();", "  }", "}⟧", "}"),
    becomes: lines("class A {", "  b() {⟦", "    c();", "  }⟧", "}"),
  },
  {
    why: "a statement behind a missing closing line",
    given: lines("function f() {", "  if (a) {⟦", "    b();", "  }", "  c();⟧", "}"),
    becomes: lines("function f() {", "  if (a) {⟦", "    b();", "  }⟧", "}"),
  },
  {
    why: "the next element",
    language: "html",
    given: lines("<ul>⟦", "  <li>一</li>", "</ul>", "<p>二</p>⟧"),
    becomes: lines("<ul>⟦", "  <li>一</li>", "</ul>⟧"),
  },
  {
    why: "all missing closing lines",
    language: "ruby",
    given: lines("class A", "  def b", "    ⟦c.each do |d|", "      e d", "    end", "  end", "end⟧"),
  },
  {
    why: "a line of a docstring that the cursor stands in",
    language: "python",
    given: lines("def f():", '    """件数', "    ⟦を返す。", "例", '    """⟧'),
  },
  { why: "a Japanese label", language: "c", given: lines("int f() {", "  ⟦a();", "終了:", "  b();⟧", "}") },
  {
    why: "COBOL's paragraph",
    language: "cobol",
    given: lines("           ⟦MOVE A TO B", "           MOVE C TO D.⟧", "       NEXT-PARA."),
  },
  {
    why: "the next COBOL paragraph",
    language: "cobol",
    given: lines("           ⟦MOVE A TO B.", "       NEXT-PARA.", "           MOVE C TO D.⟧"),
    becomes: lines("           ⟦MOVE A TO B.⟧"),
  },
  {
    why: "the next YAML key",
    language: "yaml",
    given: lines("a:", "  ⟦b: 1", "  c: 2", "d:", "  e: 3⟧"),
    becomes: lines("a:", "  ⟦b: 1", "  c: 2⟧"),
  },
]);
