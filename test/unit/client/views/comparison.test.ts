import assert from "node:assert/strict";
import { renderComparing, renderComparison } from "../../../../client/src/views/comparisonHtml";
import { overviewMarkdown, renderOverview } from "../../../../client/src/views/overviewHtml";
import { type ChangedClause, type Comparison, type Overview } from "../../../../server/src/protocol";
import { spokenFaults } from "../../../support/spokenPage";
import { english, inJapanese } from "../../../support/translate";

const hostile = `<img src=x onerror="alert('1')">&`;
const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 5 } });
const change = (clause: string, line: number, more: Partial<ChangedClause> = {}): ChangedClause => ({
  kind: "changed",
  clause,
  old: { range: range(line), quote: `30日 ${hostile}` },
  new: { range: range(line + 1), quote: "14日" },
  details: [{ kind: "value", old: "30日", new: "14日", text: "30日 → 14日" }],
  ...more,
});
const comparison: Comparison = {
  oldUri: "file:///old.md",
  newUri: "file:///new.md",
  oldTitle: "規程",
  newTitle: "規程",
  changes: [change("第1条", 3), change("第1条", 7), change("第2条", 9, { oldClause: "第1条の2" })],
  unchanged: 12,
  unread: [],
};

describe("renderComparison", () => {
  it("is read aloud as a whole, with what it affects, too", () => {
    const why = ["cites"] as const;
    const place = { range: range(1), quote: "30日" };
    const one = { change: 0, uri: "file:///a.md", title: "細則", clause: "第2条", citation: place, why };
    for (const body of [
      renderComparison(comparison, english).body,
      renderComparison({ ...comparison, affected: [one], rules: 1 }, english).body,
      renderComparing("new.md", "Comparing…", english).body,
    ])
      assert.deepEqual(spokenFaults(body), []);
  });

  it("puts the changes of one clause under its name, with a way to both versions", () => {
    const { body, targets } = renderComparison(comparison, english);
    assert.deepEqual(
      [...body.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, name]) => name),
      ["第1条", "第2条 (was: 第1条の2)"],
    );
    assert.deepEqual(targets.slice(0, 2), [
      { uri: "file:///new.md", range: range(4) },
      { uri: "file:///old.md", range: range(3) },
    ]);
    assert.match(body, /<strong>30日 → 14日<\/strong>/);
    assert.match(body, /Changed: 3 \(with other numbers, dates or duties: 3\)/);
    assert.match(renderComparison(comparison, inJapanese).body, /新旧対照表/);
  });

  it("says that nothing changed, and what was not read", () => {
    const unread = [{ where: "old version: Page 3", why: "scanned" }];
    const { body } = renderComparison({ ...comparison, changes: [], unread }, english);
    assert.match(body, /These versions say the same/);
    assert.match(body, /Not read: old version: Page 3 \(scanned\)/);
    assert.doesNotMatch(body, /Everything was read/);
  });

  it("lets no text of the documents become markup", () => {
    const evil = { ...comparison, newTitle: hostile, changes: [change(hostile, 1)] };
    assert.doesNotMatch(renderComparison(evil, english).body, /<img/);
    assert.doesNotMatch(renderComparing(hostile, hostile, english).body, /<img/);
  });
});

describe("affected rules in a comparison", () => {
  const clause = (line: number, more: object = {}) => ({
    ...{ change: 1, uri: "file:///rules/a.md", title: `細則 ${hostile}`, clause: `第${line}条` },
    citation: { range: range(line), quote: `30日とする ${hostile}` },
    why: ["cites", "figure"] as const,
    ...more,
  });
  const affected = [clause(8), clause(2), clause(5, { uri: "file:///rules/b.md", title: "要領", change: 0 })];
  const whole = { ...comparison, affected, rules: 7 };

  it("are listed by document and place, each with why, both quotes, and a way to both", () => {
    const { body, targets } = renderComparison(whole, english);
    assert.match(body, /Affected clauses: 3, in 2 of the 7 documents/);
    assert.match(body, /Others may be affected, too/);
    assert.deepEqual(
      [...body.matchAll(/<li><strong[^>]*>(第\d条)</g)].map(([, name]) => name),
      ["第2条", "第8条", "第5条"],
    );
    assert.match(body, /cites the clause, has the old figure[\s\S]*Because of: 第1条[\s\S]*14日/);
    assert.deepEqual(targets.slice(0, 3), [
      { uri: "file:///rules/a.md", range: range(2) },
      { uri: "file:///new.md", range: range(8) },
      { uri: "file:///old.md", range: range(7) },
    ]);
    assert.doesNotMatch(body, /<img/);
    assert.match(renderComparison(whole, inJapanese).body, /影響を受ける社内規程[\s\S]*この条項を引用、/);
  });

  it("are no part of a comparison for which no rules were looked at", () => {
    assert.doesNotMatch(renderComparison(comparison, english).body, /Affected clauses|All changes/);
    const none = renderComparison({ ...comparison, affected: [], rules: 2 }, english).body;
    assert.match(none, /Affected clauses: 0, in 0 of the 2 documents/);
  });
});

describe("renderOverview", () => {
  const overview: Overview = {
    summaries: [
      {
        uri: "file:///a.md",
        title: hostile,
        tier: "extractive",
        sections: [
          {
            headings: ["x"],
            range: range(0),
            sentences: [{ text: hostile, kind: "quoted", citations: [{ range: range(4), quote: hostile }] }],
          },
        ],
        sourceSentences: 9,
        unread: [],
        stopped: false,
      },
    ],
    unread: [{ where: "file:///b.docx", why: "locked" }],
    stopped: true,
  };
  const nameOf = (uri: string) => uri.replace("file:///", "");

  it("shows each document with its own places, what was not read, and that it was stopped", () => {
    const { body, targets } = renderOverview(overview, nameOf, english);
    assert.deepEqual(spokenFaults(body), []);
    assert.deepEqual(targets, [{ uri: "file:///a.md", range: range(4) }]);
    assert.match(body, /Not read: b\.docx \(locked\)/);
    assert.match(body, /Stopped/);
    assert.doesNotMatch(body, /<img/);
    assert.match(overviewMarkdown(overview, nameOf, english), /^- \\<img.* \(L5\)$/m);
  });
});
