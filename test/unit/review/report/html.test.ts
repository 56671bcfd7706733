import assert from "node:assert/strict";
import { parseDocument } from "htmlparser2";
import { writers } from "../../../../server/src/review/report";
import { setLanguage } from "../../../../server/src/util/l10n";
import { contextOf, inText, packsOf, reportOf } from "../../../support/reviewSample";

const hostile = `<img src=x onerror="alert('1')">&`;
const packs = packsOf(
  "  - { id: R, severity: high, message: '<b>{match}</b>', match: { any: [{ regex: '適宜.*' }] },\n" +
    "      refs: [{ control: '第1条', url: 'https://example.com/1' }, { control: X, url: 'http://example.com/2' }] }\n",
);
const findings = inText(`# 一\n\n弁を適宜${hostile}\n`, packs);
const written = writers.html(reportOf(findings), contextOf(packs, { when: "2026-04-01" }));

interface Node {
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}
const nodes = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(nodes)];
const elements = nodes(parseDocument(written) as Node).filter(({ name }) => name !== undefined);

describe("HTML report", () => {
  it("is one file: no script, no remote part, no handler, only links that the pack gives", () => {
    const names = new Set(elements.map(({ name }) => name));
    for (const name of ["script", "img", "link", "iframe", "object", "b"]) assert.ok(!names.has(name), name);
    const attributes = elements.flatMap(({ attribs = {} }) => Object.entries(attribs));
    assert.deepEqual(
      attributes.filter(([name]) => name.startsWith("on") || name === "src"),
      [],
    );
    assert.deepEqual(
      attributes.filter(([name]) => name === "href").map(([, value]) => value),
      ["https://example.com/1"],
    );
    assert.doesNotMatch(written, /url\(|@import/);
  });

  it("shows hostile text as text", () => {
    assert.ok(written.includes("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;"));
  });

  it("has what an auditor looks for, in this order", () => {
    const parts = ["Date", "Made with", "Model", "Coverage", "Nothing was left out.", "Summary", "Findings"];
    const places = [...parts, "第1条", "Rule packs", "Sign-off", "Checked by"].map((part) =>
      written.indexOf(part),
    );
    assert.ok(
      places.every((place) => place > 0),
      places.join(),
    );
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  });

  it("ends with the documents that were reviewed, in which version, and with every rule", () => {
    const sha256 = "d".repeat(64);
    const files = [{ uri: "file:///w/docs/a.md", sha256 }];
    const more = packsOf(
      "  - { id: QUIET, severity: low, message: M, match: { any: [{ regex: xyzzy }] }, refs: [{ control: 第9条 }] }\n" +
        "  - { id: ASKED, severity: low, message: M, judge: { violation: V } }\n",
    );
    const report = reportOf([]);
    const coverage = { ...report.coverage, unjudged: [{ rules: ["p ASKED"], why: "No model is set up." }] };
    const page = writers.html({ ...report, coverage }, contextOf(more, { files }));
    assert.match(page, /Reviewed documents[^]*docs\/a\.md[^]*d{64}[^]*Rules in force/);
    assert.match(page, /QUIET<\/td><td>[^]*?第9条<\/td><td><span class="short">0</);
    assert.match(page, /ASKED<\/td>[^]*?"short">not judged</);
    assert.match(page, /not judged \(1\): p ASKED\. No model is set up\./);
    assert.doesNotMatch(page, /Nothing was left out/);
  });

  it("divides gaps from what is only noted", () => {
    const skipped = [
      { where: "a.pdf", why: "Not read." },
      { where: "b.docx", why: "A logo.", textless: true as const },
    ];
    const statement = (of: typeof skipped) =>
      writers.html(
        { ...reportOf([]), coverage: { ...reportOf([]).coverage, skipped: of } },
        contextOf(packs),
      );
    assert.match(statement(skipped), /incomplete"[^]*fully reviewed: 1<[^]*a\.pdf[^]*no gap: 1<[^]*b\.docx/);
    const noted = statement(skipped.slice(1));
    assert.doesNotMatch(noted, /class="statement incomplete"|fully reviewed/);
    assert.match(noted, /Nothing was left out[^]*no gap: 1</);
  });

  it("has no date that nobody gave, and the same bytes then", () => {
    const undated = writers.html(reportOf(findings), contextOf(packs));
    assert.doesNotMatch(undated, /20\d\d-\d\d/);
    assert.equal(undated, writers.html(reportOf(findings), contextOf(packs)));
  });

  it("speaks Japanese", () => {
    setLanguage("ja");
    try {
      const japanese = writers.html(reportOf(findings), contextOf(packs));
      for (const part of ['<html lang="ja">', "確認した範囲", "署名欄", "実施者", "確認者", "ルールパック"])
        assert.ok(japanese.includes(part), part);
    } finally {
      setLanguage("en");
    }
  });
});
