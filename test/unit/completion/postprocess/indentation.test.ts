import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("indentation", [
  {
    why: "spaces in a file of tabs",
    given: lines("function f() {", "\ta();", "}", "if (b) {⟦", "    c();", "        d();", "}⟧"),
    becomes: lines("function f() {", "\ta();", "}", "if (b) {⟦", "\tc();", "\t\td();", "}⟧"),
  },
  {
    why: "tabs in a file of two spaces",
    given: lines("function f() {", "  if (a) {", "    b();", "  }", "}", "⟦if (c) {", "\td();", "}⟧"),
    becomes: lines("function f() {", "  if (a) {", "    b();", "  }", "}", "⟦if (c) {", "  d();", "}⟧"),
  },
  { why: "a file that shows nothing", given: "if (b) {⟦\n    c();\n}⟧" },
  { why: "a file that has both", given: "a {\n\tb\n    c\n}\n⟦if (d) {\n    e();\n}⟧" },
  { why: "the file's own way", given: "a {\n\tb\n}\nif (d) {⟦\n\te();\n}⟧" },
  {
    why: "alignment by an odd space",
    given: "a {\n\tb\n}\n⟦/**\n * c\n */⟧",
  },
]);
