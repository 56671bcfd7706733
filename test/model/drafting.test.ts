/** Drafts, tasks on code and commit messages with the small coder: whatever it says, what is let out holds. */
import assert from "node:assert/strict";
import { codeAlone } from "../../server/src/codeTasks/comments";
import { runCodeTask } from "../../server/src/codeTasks/handler";
import { commitMessage } from "../../server/src/commitMessage/handler";
import { readText } from "../../server/src/documents/read";
import { type Syntax } from "../../server/src/documents/syntax/port";
import { builtInTemplates } from "../../server/src/draft/builtIn";
import { mayStand } from "../../server/src/draft/guard";
import { createDrafter } from "../../server/src/draft/handler";
import { type ModelRuntime } from "../../server/src/model/runtime";
import { type CodeTask } from "../../server/src/protocol";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { realModel } from "../support/realModels";
import { loadSyntax } from "../support/syntax";
import { change } from "../unit/commitMessage/diffs";
import { documentOf, english } from "../unit/draft/samples";

const code = [
  "export class Limit {",
  "  constructor(readonly most: number) {}",
  "",
  "  allows(counts: readonly number[]): boolean {",
  "    let sum = 0;",
  "    for (const count of counts) {",
  '      if (count < 0) throw new RangeError("A count is below zero.");',
  "      sum += count;",
  "    }",
  "    return sum <= this.most;",
  "  }",
  "}",
  "",
].join("\n");

/** Enough to be explained and tested; an answer about more code only takes longer. */
const brief = "export function doubledLimit(limit: number): number {\n  return limit * 2;\n}\n";

const valve =
  "# 弁の操作\n\n## 手順\n\n1. 操作盤の電源を切る。\n2. 吐出弁Aを閉じる。ただし、圧力が0.2 MPaを超える場合は、先に弁Bを開ける。\n3. 異常があるときは、直ちに停止し、設備課に連絡する。\n";

describe("Qwen2.5-Coder-1.5B: drafts and code", function () {
  // What is looked at is what comes out, not how long a busy machine takes.
  this.timeout(1_200_000);
  let engine: TestEngine;
  let runtime: ModelRuntime;
  let syntax: Syntax;
  const signal = new AbortController().signal;
  const assistant = () => ({ runtime, allowed: true });

  before(async function () {
    engine = startEngine(settingsFor(await realModel(this, "coder"), { roles: ["assistant"] }));
    runtime = await engine.ready("assistant");
    syntax = await loadSyntax(["typescript"]);
  });
  after(() => engine?.loader.dispose());

  for (const [name, text] of [
    ["valve.md", valve],
    ["mixer.md", english],
  ] as const)
    it(`words ${name} only where every word stands in the source`, async () => {
      const documents = [documentOf(name, text)];
      const draft = await createDrafter({ assistant }).draft(
        { documents, template: builtInTemplates.procedure, unread: [] },
        () => undefined,
        signal,
      );
      const statements = draft.parts.flatMap(({ groups }) => groups.flatMap((group) => group.statements));
      assert.ok(statements.length > 3);
      const worded = statements.filter(({ kind }) => kind === "worded");
      for (const { text: said, citations } of worded)
        assert.ok(mayStand(said, { text: citations[0].quote, above: text }, draft.language), said);
    });

  const read = (source: Parameters<typeof readText>[0]) => readText(source, syntax);
  const task = (wanted: CodeTask, text = code) =>
    runCodeTask(
      { assistant, read, project: () => Promise.resolve([]) },
      {
        task: wanted,
        document: read({ uri: "file:///w/limit.ts", languageId: "typescript", text }),
        selection: { start: 0, end: text.length },
      },
      () => undefined,
      signal,
    );
  const alone = (text: string) => codeAlone(read({ uri: "file:///a.ts", languageId: "typescript", text }));

  it("documents code without changing it", async () => {
    const result = await task("document");
    assert.equal(result.kind, "edit", JSON.stringify(result));
    if (result.kind !== "edit") return;
    assert.deepEqual(alone(`${result.after}\n`), alone(code));
    assert.match(result.after, /\/\*\*/);
  });

  it("refactors it so that its names are still there, or is refused with a reason", async () => {
    const result = await task("refactor");
    if (result.kind === "edit") assert.match(result.after, /class Limit[^]*allows\(/);
    else assert.ok(result.kind === "refused" && result.why.length > 10, JSON.stringify(result));
  });

  it("explains it and writes tests for it", async () => {
    const explained = await task("explain", brief);
    assert.ok(explained.kind === "text" && explained.text.length > 80, JSON.stringify(explained));
    const tests = await task("test", brief);
    assert.ok(tests.kind === "file" && /doubledLimit\(/.test(tests.text), JSON.stringify(tests));
  });

  it("writes a commit message of one line that names only what the diff has", async () => {
    const { message } = await commitMessage(
      { assistant },
      { diff: change, untracked: [], recent: [] },
      signal,
    );
    const [subject = ""] = message.split("\n", 1);
    assert.ok(subject.length > 5 && subject.length <= 72, message);
  });
});
