import assert from "node:assert/strict";
import { type Diagnostic } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readText } from "../../../server/src/documents/read";
import { codeActions } from "../../../server/src/lsp/codeActions";

const at = (line: number, character: number, length = 3) => ({
  start: { line, character },
  end: { line, character: character + length },
});

function actions(languageId: string, text: string, diagnostic: Partial<Diagnostic>) {
  const document = readText({ uri: "file:///a", languageId, text });
  const full = { source: "Hanare", message: "m", range: at(1, 2), data: { rule: "HN-1" }, ...diagnostic };
  return codeActions({ document, version: 3 }, [full]).map(({ title, edit, isPreferred }) => {
    const [change] = edit?.documentChanges ?? [];
    assert.ok(change && "edits" in change);
    assert.equal(change.textDocument.version, 3);
    const edits = change.edits as { range: Diagnostic["range"]; newText: string }[];
    return { title, isPreferred, text: TextDocument.applyEdits(TextDocument.create("", "", 0, text), edits) };
  });
}

const note = "hanare-ignore HN-1 -- <why the rule does not apply here>";

describe("lsp/codeActions", () => {
  const comments: readonly [language: string, text: string, expected: string | undefined][] = [
    ["typescript", "a\n  bad()\n", `a\n  // ${note}\n  bad()\n`],
    ["python", "a\r\n\tbad\r\n", `a\r\n\t# ${note}\r\n\tbad\r\n`],
    ["sql", "a\nbad", `a\n-- ${note}\nbad`],
    ["css", "a\nbad", `a\n/* ${note} */\nbad`],
    ["html", "a\nbad", `a\n<!-- ${note} -->\nbad`],
    ["bat", "a\nbad", `a\nrem ${note}\nbad`],
    ["plaintext", "a\nbad", `a\n${note}\nbad`],
    ["markdown", "a\n| 表 | bad |  \n", `a\n| 表 | bad | <!-- ${note} -->  \n`],
    ["markdown", "a\n---\n", undefined],
    ["typescript", "const a = `\n  bad\n`", undefined],
    ["json", "{\n  1}", undefined],
  ];
  for (const [language, text, expected] of comments)
    it(`comment in ${language}: ${JSON.stringify(text)}`, () => {
      const all = actions(language, text, {});
      assert.deepEqual(
        all.map((action) => action.text),
        expected === undefined ? [] : [expected],
      );
      for (const { title } of all) assert.equal(title, "Ignore HN-1 here, with a reason");
    });

  it("offers no comment where other people must agree to an exception", () =>
    assert.deepEqual(actions("python", "a\nbad\n", { data: { rule: "HN-1", fourEyes: true } }), []));

  it("offers the rule's fix first and prefers it", () => {
    const fix = { title: "Turn it on", range: at(1, 0), newText: "good" };
    const [first, second] = actions("python", "a\nbad\n", { data: { rule: "HN-1", fix } });
    assert.deepEqual(first, { title: "Turn it on", isPreferred: true, text: "a\ngood\n" });
    assert.equal(second?.isPreferred, undefined);
  });

  it("offers decisions about a finding to an editor that asks for them", () => {
    const document = readText({ uri: "file:///a", languageId: "json", text: "a\n  b\n" });
    const data = { rule: "HN-1", id: "0123456789ab" };
    const diagnostic = { source: "Hanare", message: "m", range: at(1, 2), data };
    const commands = (decisions: boolean) =>
      codeActions({ document, version: 3 }, [diagnostic], { decisions }).map(
        ({ command }) => command?.arguments?.[0],
      );
    const target = { uri: "file:///a", id: "0123456789ab" };
    assert.deepEqual(commands(true), [{ ...target, verdict: "falsePositive" }, target]);
    assert.deepEqual(commands(false), []);
  });

  it("leaves other tools' diagnostics alone", () => {
    assert.deepEqual(actions("python", "a\nb", { source: "ruff" }), []);
    assert.deepEqual(actions("python", "a\nb", { data: "x" }), []);
  });
});

describe("lsp/codeActions: the rule's page", () => {
  const document = readText({ uri: "file:///a.md", languageId: "markdown", text: "a\n---\n" });
  const commands = (rule: string, pages: boolean) =>
    codeActions(
      { document, version: 1 },
      [{ source: "Hanare", message: "m", range: at(0, 0), data: { rule } }],
      { pages },
    ).flatMap(({ command }) => command ?? []);

  it("is offered where the editor can show it", () => {
    const [command] = commands("HN-1", true);
    assert.deepEqual([command?.command, command?.arguments], ["hanare.showRule", ["file:///a.md", "HN-1"]]);
    assert.deepEqual(commands("HN-1", false), []);
  });

  it("is not offered for what is wrong with packs and exceptions themselves, nor is an exception", () => {
    for (const rule of ["hanare.pack", "hanare.suppression"])
      assert.deepEqual(
        codeActions(
          { document, version: 1 },
          [{ source: "Hanare", message: "m", range: at(0, 0), data: { rule, id: "0123456789ab" } }],
          { pages: true, decisions: true },
        ),
        [],
      );
  });
});
