import assert from "node:assert/strict";
import { codeAlone } from "../../../server/src/codeTasks/comments";
import { readText } from "../../../server/src/documents/read";
import { type Syntax } from "../../../server/src/documents/syntax/port";
import { loadSyntax } from "../../support/syntax";
import { applied, fenced, notesOf, taskOn, whyOf } from "./tasks";

const code = [
  "import { t } from './t';",
  "",
  "export class Limit {",
  "  // eslint-disable-next-line no-console",
  "  readonly most = 3;",
  "",
  "  allows(count: number): boolean {",
  "    const text = `// no comment ${count}`;",
  "    return count <= this.most && text !== ''; // inclusive",
  "  }",
  "}",
  "",
].join("\n");

const method = code.slice(code.indexOf("  allows"), code.indexOf("  }\n}") + 3);
const marked = code.replace(method, `«${method}»`);

const doc = ["/**", " * Whether so many are allowed.", " *", " * @param count how many", " */"];
const documentedMethod = (indent: string) => [...doc.map((line) => indent + line), method].join("\n");

describe("documenting code", () => {
  let grammars: Syntax;
  before(async () => {
    grammars = await loadSyntax(["typescript", "python"]);
  });

  for (const withGrammar of [true, false]) {
    const syntax = () => (withGrammar ? grammars : undefined);
    const only = (text: string, languageId = "typescript") =>
      codeAlone(readText({ uri: "file:///a", languageId, text }, syntax()));

    describe(withGrammar ? "by its grammar" : "by its lexicon", () => {
      it("adds the model's comments and changes nothing else", async () => {
        const { result, text } = await taskOn("document", marked, {
          syntax: syntax(),
          answer: fenced(documentedMethod("  ")),
        });
        const after = applied(text, result);
        assert.equal(after, code.replace(method, documentedMethod("  ")));
        assert.deepEqual(notesOf(result), []);
      });

      it("moves them to the code's own indentation", async () => {
        const flat = documentedMethod("  ").replace(/^ {2}/gm, "");
        const { result, text } = await taskOn("document", marked, { syntax: syntax(), answer: fenced(flat) });
        assert.equal(applied(text, result), code.replace(method, documentedMethod("  ")));
      });

      const changes: readonly (readonly [what: string, from: string, to: string])[] = [
        ["a condition", "<=", "<"],
        ["a name", "count <=", "amount <="],
        ["a text", "no comment", "no remark"],
        ["a line more", "    return", "    console.log(count);\n    return"],
        ["a line less", "    const text = `// no comment ${count}`;\n", ""],
      ];
      for (const [what, from, to] of changes)
        it(`takes none of the model's code: ${what}`, async () => {
          const answer = fenced(documentedMethod("  ").replace(from, to));
          const { result, text } = await taskOn("document", marked, { syntax: syntax(), answer });
          const after = applied(text, result);
          assert.deepEqual(only(after), only(code));
          assert.match(after, /Whether so many are allowed/);
          assert.deepEqual(notesOf(result), [
            "The model changed the code as well; only its comments were taken.",
          ]);
        });

      it("refuses an answer of other code", async () => {
        const answer = fenced("/** Adds. */\nfunction add(a: number, b: number) {\n  return a + b;\n}");
        const { result } = await taskOn("document", marked, { syntax: syntax(), answer });
        assert.match(whyOf(result), /changed the code instead of adding comments/);
      });

      it("takes no comment that a tool would read, and loses none", async () => {
        const answer = fenced(
          code
            .replace("  // eslint-disable-next-line no-console\n", "  /** The most. */\n")
            .replace("  allows", "  // @ts-ignore\n  allows"),
        );
        const { result, text } = await taskOn("document", code, { syntax: syntax(), answer });
        const after = applied(text, result);
        assert.match(after, /eslint-disable-next-line no-console\n {2}\/\*\* The most\. \*\/\n/);
        assert.doesNotMatch(after, /ts-ignore/);
        assert.deepEqual(only(after), only(code));
      });

      it("puts no comment into a text", async () => {
        const source = "const page = `\nfirst\nfirst\n`;\n";
        const answer = fenced("const page = `\nfirst\n`;\n/** Hidden words. */\nfirst\n");
        const { result } = await taskOn("document", source, { syntax: syntax(), answer });
        assert.equal(result.kind, "refused");
      });

      it("puts a new documentation comment in the place of the old one", async () => {
        const old = "/** Old words. */\nexport function f() {\n  return 1;\n}\n";
        const { result, text } = await taskOn("document", old, {
          syntax: syntax(),
          answer: fenced(old.replace("Old", "New")),
        });
        assert.equal(applied(text, result), old.replace("Old", "New"));
      });

      it("keeps the document's line breaks", async () => {
        const windows = code.replaceAll("\n", "\r\n");
        const { result } = await taskOn("document", windows, {
          syntax: syntax(),
          answer: fenced(code.replace("export class", "/** A limit.\n * Of all. */\nexport class")),
        });
        assert.ok(result.kind === "edit");
        assert.equal(result.after.replaceAll("\r\n", "").includes("\n"), false);
      });

      it("writes Python's documentation below the line that opens the block", async () => {
        const source = "class A:\n    def f(self, n):\n        return n + 1\n";
        const answer = fenced(
          'class A:\n    """Holds."""\n\n    def f(self, n):\n        """Adds one."""\n        return n + 2\n',
        );
        const { result, text } = await taskOn("document", source, {
          ...{ languageId: "python", uri: "file:///w/a.py", syntax: syntax(), answer },
        });
        const after = applied(text, result);
        assert.equal(after, 'class A:\n    """Holds."""\n    def f(self, n):\n        return n + 1\n');
      });
    });
  }

  it("says which names of the comments the code does not have", async () => {
    const answer = fenced(documentedMethod("  ").replace("@param count", "@param amount"));
    const { result } = await taskOn("document", marked, { syntax: grammars, answer });
    assert.deepEqual(notesOf(result), ["These names stand nowhere in the file: amount"]);
  });

  it("says that there is nothing to take", async () => {
    const { result } = await taskOn("document", marked, { syntax: grammars, answer: fenced(method) });
    assert.match(whyOf(result), /added no comment/);
    const none = await taskOn("document", marked, { syntax: grammars, answer: "Sorry, I cannot do that." });
    assert.match(whyOf(none.result), /holds no code/);
  });

  it("asks for the comments in the language of those that are there", async () => {
    const { prompt } = await taskOn("document", `// 上限を調べます。合計は含みません。\n${code}`, {
      answer: "",
    });
    assert.match(prompt, /in Japanese/);
    const { request } = await taskOn("document", code, { answer: "" });
    assert.equal(request?.repeats, true);
  });
});
