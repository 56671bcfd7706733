import assert from "node:assert/strict";
import { type Syntax } from "../../../server/src/documents/syntax/port";
import { loadSyntax } from "../../support/syntax";
import { applied, fenced, notesOf, taskOn, whyOf } from "./tasks";

const code = [
  "export const most = 3;",
  "",
  "/** Adds up. */",
  "export function total(list: number[], limit: number): number {",
  "  let sum = 0;",
  "  for (let i = 0; i < list.length; i++) { if (list[i]! < limit) { sum = sum + list[i]!; } }",
  '  if (sum > 100) throw new RangeError("too much");',
  "  return sum;",
  "}",
  "",
].join("\n");

const better = code
  .replace(
    "  for (let i = 0; i < list.length; i++) { if (list[i]! < limit) { sum = sum + list[i]!; } }\n",
    "  for (const one of list) if (one < limit) sum += one;\n",
  )
  .trimEnd();

describe("refactoring code", () => {
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax(["typescript", "python", "java"]);
  });

  it("offers code that parses and keeps names, values and declarations", async () => {
    const { result, text } = await taskOn("refactor", code, { syntax, answer: fenced(better) });
    assert.equal(applied(text, result).trimEnd(), better);
    assert.deepEqual(notesOf(result), []);
  });

  it("brings an answer to the code's own indentation", async () => {
    const source = "class A {\n«  sum(): number {\n    return 1 + 1;\n  }»\n}\n";
    const answer = fenced("sum(): number {\n  const one = 1;\n  return one + one;\n}");
    const { result, text } = await taskOn("refactor", source, { syntax, answer });
    assert.equal(
      applied(text, result),
      "class A {\n  sum(): number {\n    const one = 1;\n    return one + one;\n  }\n}\n",
    );
  });

  const refusals: readonly (readonly [what: string, answer: string, why: RegExp])[] = [
    ["errors of syntax", fenced(better.replace("return sum;\n}", "return sum;")), /errors of syntax/],
    [
      "another name of a function",
      fenced(better.replace("function total", "function sumOf")),
      /no longer has total/,
    ],
    ["a constant that is gone", fenced(better.replace("export const most = 3;\n", "")), /no longer has most/],
    ["an answer that does not end", `\`\`\`ts\n${better.slice(0, 120)}`, /did not finish/],
    ["the same code", fenced(code), /nothing to change/],
    ["no code", "申し訳ありません。できません。", /holds no code/],
  ];
  for (const [what, answer, why] of refusals)
    it(`refuses ${what}`, async () => {
      const { result } = await taskOn("refactor", code, { syntax, answer });
      assert.match(whyOf(result), why);
    });

  const notes: readonly (readonly [what: string, answer: string, note: RegExp])[] = [
    [
      "another parameter",
      fenced(better.replace("limit: number)", "limit: number, from = 0)")),
      /^Declared in another way.*total/,
    ],
    ["another value", fenced(better.replace("> 100", "> 1000")), /^Values that are gone or new: 100, 1000/],
    [
      "another message",
      fenced(better.replace("too much", "too big")),
      /^Values that are gone or new: "too much", "too big"/,
    ],
    ["a comment that is gone", fenced(better.replace("/** Adds up. */\n", "")), /^Comments that are gone: 1/],
  ];
  for (const [what, answer, note] of notes)
    it(`tells of ${what}`, async () => {
      const { result } = await taskOn("refactor", code, { syntax, answer });
      assert.equal(result.kind, "edit", whyOf(result));
      assert.match(notesOf(result)[0] ?? "", note);
    });

  it("says where syntax and names cannot be checked", async () => {
    const source = "       MOVE A TO B.\n";
    const answer = fenced("       MOVE A TO C.");
    const { result } = await taskOn("refactor", source, {
      languageId: "cobol",
      uri: "file:///w/a.cbl",
      syntax,
      answer,
    });
    assert.match(notesOf(result)[0] ?? "", /could not be checked: there is no grammar for cobol/);
  });

  it("leaves the names inside a function to the model, and private ones", async () => {
    const source =
      "class A {\n  private a(): number { return 1; }\n  b(): number { const f = () => this.a(); return f(); }\n}\n";
    const answer = fenced(
      "class A {\n  private one(): number { return 1; }\n  b(): number { return this.one(); }\n}",
    );
    const { result } = await taskOn("refactor", source, { syntax, answer });
    assert.equal(result.kind, "edit", whyOf(result));
    const lost = await taskOn("refactor", source, { syntax, answer: answer.replace("  b()", "  c()") });
    assert.match(whyOf(lost.result), /no longer has b/);
  });
});
