import { check } from "./cases";

check("similarToRest", [
  {
    why: "the rest with more in it, which replaces it",
    given: "if (⟦order.items.length > 0) {⟧order.items.length) {\n}",
    becomes: "if (⟦order.items.length > 0) {⟧⟪order.items.length) {⟫\n}",
  },
  {
    why: "another name that holds the one that stands there",
    given: "foo(⟦value.totals);⟧value.total);",
    becomes: "foo(⟦value.totals);⟧⟪value.total);⟫",
  },
  {
    why: "the rest with another operator",
    given: "return ⟦user.name ?? 'none';⟧user.name || 'none';",
    becomes: "dropped",
  },
  {
    why: "the rest with less in it",
    given: "const x = ⟦computeTotal(a,b)⟧computeTotal(a, b);",
    becomes: "dropped",
  },
  {
    why: "a better bracket that would leave another one open",
    given: "send(⟦user.name(⟧user.name);",
  },
  {
    why: "an expression that begins as the rest does",
    given: "const total = ⟦item.price * item.quantity⟧item.price;",
    becomes: "dropped",
  },
  {
    why: "a Japanese comment in other words",
    given: "// ⟦合計を計算して返す⟧合計を計算する",
    becomes: "dropped",
  },
  {
    why: "a sentence of prose in other words",
    language: "markdown",
    given: "申請は⟦所属長が承認します。⟧所属長が承認する。",
    becomes: "dropped",
  },
  { why: "an argument before one like it", given: "add(⟦first.amount, ⟧second.amount);" },
  { why: "an argument before one of the same object", given: "add(⟦item.total, ⟧item.totals);" },
  { why: "an operand", given: "const sum = ⟦item.price + ⟧item.prices;" },
  { why: "a negation", given: "if (⟦!⟧order.done) {" },
  { why: "a cast", language: "java", given: "String s = ⟦(String) ⟧value.get();" },
  { why: "a wrapping call", given: "const x = ⟦format(⟧formatted);" },
  { why: "a type argument", given: "new Map<⟦string, ⟧stringValue>();" },
  { why: "a file before a file", language: "shellscript", given: "cp ⟦report1.txt ⟧report2.txt old/" },
  { why: "a column before a column", language: "sql", given: "SELECT ⟦a.code, ⟧a.codes FROM a" },
  { why: "a word before a word in Japanese", language: "markdown", given: "⟦税抜の⟧税抜価格を示す。" },
  { why: "words before a condition", given: "if (⟦ready && ⟧readyState > 2) {" },
  { why: "the rest to the letter", given: "send(⟦user, options);⟧, options);" },
  { why: "a short rest", given: "send(⟦ab⟧abc)" },
  { why: "a rest that is alike further below", given: "send(⟦value);⟧\nvalues);" },
]);
