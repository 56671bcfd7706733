import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("closeBlocks", [
  {
    why: "a block that was cut off",
    given: lines("f();", "⟦if (a) {", "  b();⟧", ""),
    becomes: lines("f();", "⟦if (a) {", "  b();", "}⟧", ""),
  },
  {
    why: "blocks in a block, outermost last",
    given: lines("function f() {", "  ⟦for (const a of b) {", "    if (a) {", "      c();⟧", "}"),
    becomes: lines(
      "function f() {",
      "  ⟦for (const a of b) {",
      "    if (a) {",
      "      c();",
      "    }",
      "  }⟧",
      "}",
    ),
  },
  {
    why: "the block that the cursor's line opens in the text",
    language: "java",
    given: lines("class A {", "    void f(⟦) {", "        g();⟧", "}"),
    becomes: lines("class A {", "    void f(⟦) {", "        g();", "    }⟧", "}"),
  },
  { why: "a block that the text closes", given: lines("⟦if (a) {", "  b();", "}⟧") },
  {
    why: "a block that is closed below",
    given: lines("function f() {⟦", "  if (a) {", "    b();", "  }⟧", "}"),
  },
  {
    why: "an own block that the editor closed below",
    given: lines("f();", "⟦if (a) {", "  b();⟧", "}"),
  },
  { why: "a call that goes on", given: lines("⟦foo(", "  a,⟧", ""), multiline: true },
  { why: "one line, which the user goes on with", given: "⟦if (a) {⟧", multiline: false },
  { why: "a language of indentation", language: "python", given: lines("⟦a = {", '  "b": 1,⟧', "") },
  { why: "braces in strings", given: lines("⟦a('{');", "b(`{`);⟧", "") },
]);
