import { lines } from "../../../support/cursor";
import { check } from "./cases";

const language = "yaml";

check("duplicateKey", [
  {
    why: "a key twice in the text",
    language,
    given: lines("a:", "  ⟦b: 1", "  c: 2", "  b: 3⟧"),
    becomes: lines("a:", "  ⟦b: 1", "  c: 2⟧"),
  },
  {
    why: "a key that stands above",
    language,
    given: lines("a: 1", "b:", "  c: 1", "⟦d: 2", "a: 3⟧"),
    becomes: lines("a: 1", "b:", "  c: 1", "⟦d: 2⟧"),
  },
  {
    why: "a key that stands below",
    language,
    given: lines("a:", "  ⟦b: 1", "  c: 2⟧", "  c: 3"),
    becomes: lines("a:", "  ⟦b: 1⟧", "  c: 3"),
  },
  { why: "nothing but such a key", language, given: lines("a: 1", "⟦a: 2⟧"), becomes: "dropped" },
  {
    why: "a key whose first letters are typed",
    language,
    given: lines("name: 1", "na⟦me: 2⟧"),
    becomes: "dropped",
  },
  { why: "a quoted key", language, given: lines('"氏名": 1', "⟦氏名: 2⟧"), becomes: "dropped" },
  {
    why: "a key of a list's item",
    language,
    given: lines("- a: 1", "  ⟦b: 2", "  a: 3⟧"),
    becomes: lines("- a: 1", "  ⟦b: 2⟧"),
  },
  {
    why: "a key behind a script",
    language,
    given: lines("a: |", "  x: 1", "⟦b: 1", "a: 2⟧"),
    becomes: lines("a: |", "  x: 1", "⟦b: 1⟧"),
  },
  {
    why: "the item above",
    language,
    given: lines("- main", "- ⟦main⟧"),
    becomes: "dropped",
    multiline: false,
  },
  {
    why: "the item below",
    language,
    given: lines("- ⟦main⟧", "- main"),
    becomes: "dropped",
    multiline: false,
  },
  { why: "another item", language, given: lines("- main", "- ⟦master⟧"), multiline: false },
  {
    why: "items that come again in a list of arguments",
    language,
    given: lines("- -e", "- A=1", "⟦- -e", "- B=2⟧"),
    multiline: true,
  },
  { why: "the same key of another item", language, given: lines("- a: 1", "⟦- a: 2⟧") },
  { why: "the same key under another parent", language, given: lines("a:", "  x: 1", "⟦b:", "  x: 1⟧") },
  { why: "the same key a level deeper", language, given: lines("a:", "  ⟦b:", "    a: 1", "    b: 2⟧") },
  { why: "the same key in another document", language, given: lines("a: 1", "---", "⟦a: 2⟧") },
  {
    why: "a list at its key's own column",
    language,
    given: lines("steps:", "- name: a", "  run: b", "⟦- name: c", "  run: d⟧", "other: 1"),
  },
  { why: "lines of a script", language, given: lines("run: |", "  a: 1", "  ⟦a: 2⟧") },
  { why: "lines of a folded text", language, given: lines("note: >-", "  例: 一", "  ⟦例: 二⟧") },
  { why: "a template", language, given: lines("{{ if .A }}", "a: 1", "{{ else }}", "⟦a: 2⟧", "{{ end }}") },
  { why: "merged keys", language, given: lines("<<: *a", "⟦<<: *b⟧") },
  { why: "addresses in values", language, given: lines("a: http://x", "⟦b: http://x⟧") },
  { why: "a key that the user has written", language, given: lines("a: 1", "a: ⟦2⟧") },
  {
    why: "a flow mapping over lines",
    language,
    given: lines("x: {", "  a: 1,", "⟦  b: {", "    a: 2 }⟧", "}"),
  },
  { why: "doubled keys that the file has anyway", language, given: lines("a: 1", "a: 2", "⟦b: 3⟧") },

  {
    why: "a JSON key twice",
    language: "json",
    given: lines("{", '  ⟦"a": 1,', '  "a": 2⟧', "}"),
    becomes: lines("{", '  ⟦"a": 1⟧', "}"),
  },
  {
    why: "a JSON key that stands below",
    language: "json",
    given: lines("{", '  ⟦"a": 1,', '  "b": 2,⟧', '  "b": 3', "}"),
    becomes: lines("{", '  ⟦"a": 1,⟧', '  "b": 3', "}"),
  },
  {
    why: "a JSON key that is begun",
    language: "json",
    given: lines('{ "名前": 1,', '  "⟦名前": 2⟧', "}"),
    becomes: "dropped",
  },
  { why: "a JSON key of another object", language: "json", given: lines('[{ "a": 1 },', '⟦{ "a": 2 }⟧]') },
  { why: "a JSON value like a key", language: "json", given: lines('{ "a": "b",', '⟦"b": "a"⟧ }') },
  { why: "a JSON key in a comment", language: "jsonc", given: lines('{ // "a": 1', '⟦"a": 2⟧ }') },
  { why: "a JSON key in a string", language: "json", given: '{ "a": ⟦"\\"a\\": 1"⟧ }' },
  { why: "keys of a program's object", given: lines("const a = { b: 1,", "⟦b: 2⟧ };") },
]);
