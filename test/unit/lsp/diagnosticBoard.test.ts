import assert from "node:assert/strict";
import { type Diagnostic } from "vscode-languageserver/node";
import { createDiagnosticBoard } from "../../../server/src/lsp/diagnosticBoard";

const item = (message: string): Diagnostic => ({
  message,
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
});

describe("lsp/diagnosticBoard", () => {
  it("tells the editor what all features say of a document, and takes back one feature's alone", () => {
    const told: (readonly [string, string])[] = [];
    const board = createDiagnosticBoard((uri, items) =>
      told.push([uri, items.map(({ message }) => message).join(" ")]),
    );
    const [review, proofread] = [board("review"), board("proofread")];
    review("a", [item("r")], 1);
    proofread("a", [item("p"), item("q")], 1);
    proofread("b", [item("s")], 1);
    review("a", [], 2);
    proofread("a", [], 2);
    assert.deepEqual(told, [
      ["a", "r"],
      ["a", "r p q"],
      ["b", "s"],
      ["a", "p q"],
      ["a", ""],
    ]);
  });
});
