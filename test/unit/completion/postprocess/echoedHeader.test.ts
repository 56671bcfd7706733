import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("echoedHeader", [
  {
    why: "a path in a comment",
    given: lines("a();", "⟦b();", "// Path: src/c.ts", "c();⟧"),
    becomes: lines("a();", "⟦b();⟧"),
  },
  {
    why: "a path in a comment of Python",
    language: "python",
    given: lines("a()", "⟦b()", "# path: src/c.py", "c()⟧"),
    becomes: lines("a()", "⟦b()⟧"),
  },
  {
    why: "a file name in a block comment",
    language: "css",
    given: lines("a {}", "⟦b {}", "/* File: c.css */", "c {}⟧"),
    becomes: lines("a {}", "⟦b {}⟧"),
  },
  {
    why: "a Japanese header",
    language: "sql",
    given: lines("SELECT 1;", "⟦SELECT 2;", "-- ファイル名：集計.sql", "SELECT 3;⟧"),
    becomes: lines("SELECT 1;", "⟦SELECT 2;⟧"),
  },
  {
    why: "a Windows path",
    language: "csharp",
    given: lines("a();", String.raw`⟦// File: src\顧客\List.cs⟧`),
    becomes: "dropped",
  },
  {
    why: "a path on a line of its own",
    given: lines("a();", "⟦b();", "src/util/日付.ts", "c();⟧"),
    becomes: lines("a();", "⟦b();⟧"),
  },
  {
    why: "a commented path that begins a section",
    given: lines("a();", "⟦b();", "", "// src/util/date.ts", "c();⟧"),
    becomes: lines("a();", "⟦b();", "⟧"),
    multiline: true,
  },
  {
    why: "Codestral's separator",
    language: "java",
    given: lines("int a;", "⟦int b;", "+++++ src/C.java", "int c;⟧"),
    becomes: lines("int a;", "⟦int b;⟧"),
  },
  {
    why: "a patch",
    given: lines("a();", "⟦b();", "diff --git a/src/c.ts b/src/c.ts⟧"),
    becomes: lines("a();", "⟦b();⟧"),
  },
  {
    why: "the end of the file, said",
    language: "python",
    given: lines("a()", "⟦b()", "# End of file.⟧"),
    becomes: lines("a()", "⟦b()⟧"),
  },
  {
    why: "the header of another file although this one has its own",
    given: lines("// Path: src/a.ts", "a();", "⟦b();", "// Path: src/c.ts⟧"),
    becomes: lines("// Path: src/a.ts", "a();", "⟦b();⟧"),
  },
  { why: "the first line of a file", given: "⟦// File: a.ts\nimport b from 'b';⟧" },
  {
    why: "headers of parts in a file that has them",
    language: "shellscript",
    given: lines("set -e", "# file: a.conf", "cat a", "⟦# file: b.conf", "cat b⟧"),
  },
  {
    why: "a comment that names a path",
    given: lines("a();", "⟦// the order is that of src/config.ts", "b();⟧"),
  },
  { why: "a commented path before its use", given: lines("a();", "⟦b();", "// config/a.json", "c();⟧") },
  { why: "a division", given: lines("a();", "⟦b = total / count.value;⟧") },
  {
    why: "a program by its path",
    language: "shellscript",
    given: lines("set -e", "⟦scripts/build.sh", "cd a⟧"),
  },
  { why: "patterns", language: "gitignore", given: lines("dist", "⟦src/a.js", "src/b.js⟧") },
  {
    why: "a list of files in prose",
    language: "markdown",
    given: lines("次のとおり。", "⟦src/a.ts", "src/b.ts⟧"),
  },
  { why: "a patch in a patch", language: "diff", given: lines("+a", "⟦diff --git a/src/c.ts b/src/c.ts⟧") },
  { why: "lines of a string", given: lines("a();", "⟦const list = `", "src/a.ts", "src/b.ts", "`;⟧") },
  { why: "a header that the user begins", given: lines("a();", "// Path: ⟦src/b.ts⟧") },
  { why: "a YAML key", language: "yaml", given: lines("a: 1", "⟦path: src/b.ts⟧") },
  {
    why: "a COBOL paragraph",
    language: "cobol",
    given: lines("       A.", "⟦       FILE-CONTROL.", "           SELECT B.⟧"),
  },
]);
