import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { documentTasks, folderTasks } from "../../../../client/src/home/tasks";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
};
const known = new Set(manifest.contributes.commands.map(({ command }) => command));
const t = (message: string) => message;
const commands = (name: string) => documentTasks(name, t).map(({ command }) => command);

describe("side panel: tasks", () => {
  const cases: readonly (readonly [name: string, copy: boolean])[] = [
    ["手順書.docx", true],
    ["old.DOTM", true],
    ["表.xlsx", false],
    ["notes.md", false],
    ["docx", false],
  ];
  for (const [name, copy] of cases)
    it(`of ${name} ${copy ? "offer" : "do not offer"} a corrected Word copy`, () => {
      assert.equal(commands(name).includes("hanare.saveCorrectedCopy"), copy);
      assert.deepEqual(commands(name).slice(0, 4), [
        "hanare.summarize",
        "hanare.reviewFile",
        "hanare.proofread",
        "hanare.ask",
      ]);
    });

  it("are commands that exist, each said once", () => {
    for (const tasks of [documentTasks("a.docx", t), folderTasks(t)]) {
      for (const { command } of tasks) assert.ok(known.has(command), command);
      assert.equal(new Set(tasks.map(({ label }) => label)).size, tasks.length);
    }
  });
});
