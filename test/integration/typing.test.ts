/** A document that is typed in is known in part; its findings are those of a document that nobody has seen before. */
import assert from "node:assert/strict";
import { Language, Parser } from "@vscode/tree-sitter-wasm";
import { createMarkdownMemory } from "../../server/src/documents/markdown";
import { readText } from "../../server/src/documents/read";
import { grammarOf } from "../../server/src/documents/syntax/grammars";
import { type Syntax } from "../../server/src/documents/syntax/port";
import { changeOf } from "../../server/src/node/syntaxChanges";
import { createQueries } from "../../server/src/node/syntaxQueries";
import { editBetween } from "../../server/src/node/syntaxTrees";
import { reviewDocument } from "../../server/src/review/reviewDocument";
import { createUnitMemory } from "../../server/src/review/unitMemory";
import { type Chance, chanceOf } from "../fuzz/chance";
import { shippedPacks } from "../support/shippedPacks";
import { grammarFolder, loadSyntax } from "../support/syntax";

const packs = shippedPacks();
const rules = packs.flatMap((pack) => pack.rules);
const examples = rules.flatMap(({ tests }) => [...tests.violation, ...tests.ok].map(({ text }) => text));

const prose = `# 点検手順書

適宜、弁を閉めて記録する。担当者は結果を90日間保存する。

## 1 準備

1. 電源を切る。
2. **軍手**を着用してボール盤を使う。

| 氏名 | 口座番号 |
|---|---|
| 山田 | 1234561 |

3日以内に報告しなければならない。原則として責任者が確認する。

## 2 連絡先

電話: 03-1234-5678 <!-- 内線 -->
`;
const program = `import { exec } from "node:child_process";

// const key = "x";
export class Reader {
  /** 氏名を読む */
  read(name: string): void {
    exec(\`ls \${name}\`, { timeout: 5 });
    try { this.write(name); } catch (error) {}
  }

  write(value: string): void {
    const password = "hunter2hunter2";
    console.log(\`\${value} \${password}\`);
  }
}

const hash = (text: string) => createHash("md5").update(text);
document.body.innerHTML = location.hash;
`;

/** A change as people make them: some characters, a line, a piece of a rule's example, something gone. */
function changed(text: string, chance: Chance, pieces: readonly string[]): string {
  const start = chance.below(text.length + 1);
  const gone = chance.often(0.4) ? chance.below(30) : 0;
  const piece = chance.pick(pieces) ?? "";
  const from = chance.below(piece.length);
  const inserted = chance.often(0.2)
    ? ""
    : chance.often(0.5)
      ? piece
      : piece.slice(from, from + 1 + chance.below(12));
  return text.slice(0, start) + inserted + text.slice(start + gone);
}

function findings(
  file: string,
  languageId: string,
  text: string,
  help: Partial<Parameters<typeof reviewDocument>[1]> & {
    readonly memory?: ReturnType<typeof createMarkdownMemory>;
    readonly syntax?: Syntax | undefined;
    readonly open?: boolean;
  },
) {
  const { memory, syntax, open = false, ...more } = help;
  const uri = `file:///w/${file}`;
  const document = readText({ uri, languageId, text, open, ...(memory && { memory }) }, syntax);
  const options = { packs, path: file, today: "2026-04-01", language: "ja" as const };
  const { findings: found, skipped, sections } = reviewDocument(document, { ...options, ...more });
  return { found, skipped, sections };
}

describe("review while typing", function () {
  this.timeout(60_000);
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax(["typescript"]);
  });

  for (const [file, languageId, start, pieces] of [
    ["docs/手順書.md", "markdown", prose, ["\n\n", "。", "## ", "| ", "<!-- ", "```\n", ...examples]],
    ["a.txt", "plaintext", prose, ["\n", "。", ...examples]],
    ["src/a.ts", "typescript", program, ["\n", "x", "// ", '"', "/*", "*/", "`", "${", "}", ...examples]],
  ] as const)
    it(`finds in ${languageId} what a review of the whole text finds, after each of many changes`, () => {
      const memory = createMarkdownMemory();
      const units = createUnitMemory();
      let found = 0;
      let text: string = start;
      for (let step = 0; step < 120; step += 1) {
        // Now and then from the beginning, or everything is one long comment at last.
        text = step % 20 === 0 ? start : changed(text, chanceOf(7, step), pieces);
        const typed = findings(file, languageId, text, { memory, units });
        assert.deepEqual(typed, findings(file, languageId, text, {}), `change ${step}`);
        found += typed.found.length;
      }
      assert.ok(found > 100, String(found));
    });

  it("finds in code with a grammar what a review of the whole text finds", () => {
    const units = createUnitMemory();
    const statements = [
      'const token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";',
      "try { go(); } catch {}",
      "// 適宜、確認する。",
      "eval(input);",
      "function helper(a: number) { return `a${a}`; }",
      "class Inner { go() { /* TODO */ } }",
      "",
    ] as const;
    const lines = program.split("\n");
    const begin = lines.findIndex((line) => line.startsWith("const hash"));
    for (let step = 0; step < 80; step += 1) {
      const chance = chanceOf(11, step);
      const at = begin + chance.below(lines.length - begin);
      // Whole statements: around errors a tree that has grown may differ from one that is made at once.
      lines.splice(
        at,
        chance.often(0.4) && lines.length - begin > 3 ? 1 : 0,
        ...(chance.often(0.7) ? [chance.pick(statements)] : []),
      );
      const text = lines.join("\n");
      const typed = findings("src/b.ts", "typescript", text, { units, syntax, open: true });
      assert.deepEqual(typed, findings("src/b.ts", "typescript", text, { syntax }), `change ${step}`);
    }
  });
});

/** On the same tree: what is around errors is no matter here. */
describe("queries of a tree that has grown", function () {
  this.timeout(60_000);
  const own = [
    "(call_expression function: (identifier) @name) @hit",
    "(program (comment) @first)",
    "(class_body (method_definition name: (_) @name)*) @all",
    "((comment) @one . (comment) @two)",
    '[(string) (template_string)] @text\n(_ "{" @open)',
    "(ERROR) @error",
  ];
  const queries = [grammarOf("typescript")?.blocks ?? "", ...own];

  it("find what they find on all of it, after each of many changes", async () => {
    await Parser.init({ locateFile: (file) => `${grammarFolder}/${file}` });
    const language = await Language.load(`${grammarFolder}/tree-sitter-typescript.wasm`);
    const parser = new Parser().setLanguage(language);
    const { run } = createQueries(language);
    let text = program;
    let tree = parser.parse(text);
    assert.ok(tree !== null);
    let answers = new Map(run(tree, queries).map((answer, index) => [queries[index] ?? "", answer]));
    for (let step = 0; step < 150; step += 1) {
      const after =
        step % 30 === 29
          ? program
          : changed(text, chanceOf(3, step), [
              "x",
              "\n",
              '"',
              "`",
              "{",
              "}",
              "/*",
              "*/",
              "f(1);",
              "// 字\n",
              ...examples,
            ]);
      const old = tree.copy();
      const edit = editBetween(text, after);
      old.edit(edit);
      const next = parser.parse(after, old);
      assert.ok(next !== null);
      const change = changeOf(edit, old.getChangedRanges(next));
      const found = run(next, queries, { change, answers });
      assert.deepEqual(found, run(next, queries), `change ${step}`);
      assert.ok(found.every((answer) => answer !== undefined));
      answers = new Map(found.map((answer, index) => [queries[index] ?? "", answer]));
      tree.delete();
      old.delete();
      [tree, text] = [next, after];
    }
  });
});
