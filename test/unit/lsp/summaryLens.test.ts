import assert from "node:assert/strict";
import { diagnosticsOf } from "../../../server/src/lsp/diagnosticOf";
import { createSummaryLens } from "../../../server/src/lsp/summaryLens";
import { type Finding, type Severity, viewUriOf } from "../../../server/src/protocol";

const uri = "file:///w/docs/a.md";
const finding = (severity: Severity, more: Partial<Finding> = {}): Finding => ({
  ...{ rule: "R", pack: "p", severity, message: "M", uri, evidence: "e" },
  anchor: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } },
  ...{ status: "confirmed", source: "match", refs: [], ...more },
});

function lensOf(shown = true) {
  let refreshed = 0;
  const lens = createSummaryLens({ shown, refresh: () => (refreshed += 1) });
  const titles = (of = uri) =>
    lens.lenses({ textDocument: { uri: of } }).map(({ command }) => command?.title);
  return { ...lens, titles, refreshed: () => refreshed };
}

describe("lsp/summaryLens", () => {
  it("counts the findings of a document, the gravest first, and leads to its report", () => {
    const { published, lenses, titles } = lensOf();
    published(uri, diagnosticsOf([finding("low"), finding("critical"), finding("low")]));
    assert.deepEqual(titles(), ["Hanare findings: 3 (critical 1, low 2)"]);
    const [lens] = lenses({ textDocument: { uri } });
    assert.deepEqual(lens?.range.start, { line: 0, character: 0 });
    assert.deepEqual([lens?.command?.command, lens?.command?.arguments], ["hanare.reviewFile", [uri]]);
    assert.deepEqual(titles("file:///w/docs/b.md"), []);
  });

  it("stands above the view of a file that is no text", () => {
    const word = "file:///w/docs/%E6%89%8B%E9%A0%86.docx";
    const { published, titles } = lensOf();
    published(word, diagnosticsOf([finding("high", { uri: word, place: "Page 1" })]));
    assert.deepEqual(titles(viewUriOf(word)), ["Hanare findings: 1 (high 1)"]);
  });

  it("comes with the first finding and stays, and asks the editor only when it changes", () => {
    const { published, titles, refreshed } = lensOf();
    published(uri, []);
    assert.equal(refreshed(), 0);
    published(uri, diagnosticsOf([finding("low")]));
    published(uri, diagnosticsOf([finding("low")]));
    assert.equal(refreshed(), 1);
    published(uri, diagnosticsOf([finding("low", { status: "suppressed" })]));
    assert.deepEqual([titles(), refreshed()], [["Hanare findings: none"], 2]);
    published(uri, []);
    assert.equal(refreshed(), 2);
  });

  it("is not shown in an editor that cannot follow it", () => {
    const { published, titles, refreshed } = lensOf(false);
    published(uri, diagnosticsOf([finding("low")]));
    assert.deepEqual([titles(), refreshed()], [[], 0]);
  });
});
