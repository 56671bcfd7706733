import assert from "node:assert/strict";
import { renderReview } from "../../../../client/src/views/reviewHtml";
import { reviewMarkdown } from "../../../../client/src/views/reviewMarkdown";
import { byFile, countsLine, coverageLine, type ReviewResult } from "../../../../client/src/views/reviewText";
import { type Coverage, type Finding } from "../../../../server/src/protocol";
import { spokenFaults } from "../../../support/spokenPage";
import { english, inJapanese } from "../../../support/translate";

const hostile = `<img src=x onerror="alert('1')">&`;
function finding(uri: string, line: number, more: Partial<Finding> = {}): Finding {
  return {
    rule: "HN-1",
    pack: "p",
    severity: "high",
    message: "個人番号があります",
    uri,
    anchor: { start: { line, character: 0 }, end: { line, character: 3 } },
    evidence: "1234********",
    status: "confirmed",
    source: "match",
    refs: [],
    ...more,
  };
}
const coverage: Coverage = {
  files: 3,
  reviewed: 2,
  sections: 4,
  rules: 9,
  skipped: [{ where: "c.pdf", why: "PDF is not read" }],
};
const result: ReviewResult = {
  findings: [
    finding("file:///b.md", 7, { severity: "low" }),
    finding("file:///a.md", 9),
    finding("file:///a.md", 2, { status: "suppressed", suppression: { reason: "test data" } }),
  ],
  coverage,
  packProblems: ["my.yaml:3: unknown key"],
};
const options = { nameOf: (uri: string) => uri.slice("file:///".length), when: "2026-11-23" };

describe("review in words", () => {
  const cases = [
    [[], "No findings."],
    [
      [finding("a", 1), finding("a", 2, { severity: "critical" }), finding("a", 3)],
      "Findings: 3 (Critical: 1, High: 2).",
    ],
  ] as const;
  for (const [findings, expected] of cases)
    it(expected, () => assert.equal(countsLine(findings, english), expected));

  it("says what was left out, and that nothing was", () => {
    assert.equal(
      coverageLine(coverage, english),
      "Reviewed 2 of 3 files with 9 rules. Left out: 1, listed in the report.",
    );
    assert.equal(
      coverageLine({ ...coverage, skipped: [] }, inJapanese),
      "3ファイル中2ファイルを9個のルールで点検しました。確認できなかったものはありません。",
    );
  });

  it("tells gaps from notes, and names rules that nobody judged", () => {
    const own: Coverage = {
      ...coverage,
      skipped: [{ where: "logo.docx", why: "A logo.", textless: true }],
      unjudged: [{ rules: ["p J1", "p J2"], why: "No model is set up." }],
    };
    assert.equal(
      coverageLine(own, english),
      "Reviewed 2 of 3 files with 9 rules. Rules that need a model's judgement and were not judged: 2.",
    );
    const { body } = renderReview({ ...result, coverage: own }, options, english);
    assert.match(
      body,
      /Rules that were not judged<[^]*No model is set up\. p J1, p J2[^]*Noted, no gap<[^]*logo\.docx/,
    );
    assert.doesNotMatch(body, /<h2>Left out/);
  });

  it("does not speak of questions where none was asked", () => {
    const counts = { violations: 0, compliant: 2, notApplicable: 0, setAside: 0, unlocated: 0, notJudged: 0 };
    const judged = { model: "coder", engine: "llama", exams: [], hidden: 0, ...counts };
    const text = (questions: number) =>
      coverageLine({ ...coverage, judged: { ...judged, questions } }, english);
    assert.match(text(2), /coder judged 2 of 2 questions/);
    assert.doesNotMatch(text(0), /coder/);
  });

  it("goes by file and line", () => {
    assert.deepEqual(
      byFile(result.findings).map(({ uri, findings }) => [
        uri,
        findings.map(({ anchor }) => anchor.start.line),
      ]),
      [
        ["file:///a.md", [2, 9]],
        ["file:///b.md", [7]],
      ],
    );
  });
});

describe("renderReview", () => {
  it("is read aloud as a whole, each button with the finding that it is about", () => {
    const ids = { ...result, findings: result.findings.map((one, at) => ({ ...one, id: `id${at}` })) };
    const { body } = renderReview(ids, options, english);
    assert.deepEqual(spokenFaults(body), []);
    assert.match(body, /data-action="decide:0" aria-label="Decide… HN-1, L8">Decide…</);
  });

  it("leads from every finding to its line and lists what could not be used or was left out", () => {
    const { body, targets } = renderReview(result, options, english);
    assert.deepEqual(
      targets.map(({ uri, range }) => [uri, range.start.line]),
      [
        ["file:///a.md", 2],
        ["file:///a.md", 9],
        ["file:///b.md", 7],
      ],
    );
    assert.match(body, /Findings: 2 \(High: 1, Low: 1\)\. Suppressed with a reason: 1\./u);
    assert.match(body, /Suppressed: test data/u);
    assert.match(body, /my\.yaml:3: unknown key/u);
    assert.match(body, /c\.pdf: PDF is not read/u);
  });

  it("gives a finding without a place no chip", () => {
    const lost = { ...result, findings: [finding("file:///a.md", 0, { status: "unlocated" })] };
    const { body, targets } = renderReview(lost, options, english);
    assert.equal(targets.length, 0);
    assert.match(body, /The exact place was not found\./u);
  });

  it("links clauses only to https and lets no text become markup", () => {
    const refs = [
      { control: hostile, url: "https://example.com/?a=1&b=2" },
      { control: "bad", url: "javascript:alert(1)" },
    ];
    const evil = {
      findings: [finding("file:///a.md", 0, { message: hostile, evidence: hostile, rule: hostile, refs })],
      coverage: { ...coverage, skipped: [{ where: hostile, why: hostile }] },
      packProblems: [hostile],
    };
    const { body } = renderReview(evil, { ...options, nameOf: () => hostile, when: hostile }, english);
    assert.doesNotMatch(body, /<img|onerror="|javascript:/u);
    assert.deepEqual(body.match(/href="[^"]*"/gu), ['href="https://example.com/?a=1&amp;b=2"']);
  });
});

describe("grouping and decisions in the report", () => {
  const titles = (grouping: "file" | "rule" | "severity") =>
    [...renderReview(result, { ...options, grouping }, english).body.matchAll(/<section><h2>([^<]*)</gu)].map(
      ([, title]) => title,
    );
  for (const [grouping, expected] of [
    ["file", ["a.md", "b.md"]],
    ["rule", ["HN-1"]],
    ["severity", ["High", "Low"]],
  ] as const)
    it(`groups by ${grouping}`, () => assert.deepEqual(titles(grouping).slice(1, -1), expected));

  it("names the file of each finding where the group does not", () => {
    const { body } = renderReview(result, { ...options, grouping: "severity" }, english);
    assert.match(body, /<p class="facts">b\.md · HN-1/u);
    assert.match(body, /<option value="severity" selected>By severity</u);
  });

  it("says how many others have agreed", () => {
    const decision = {
      ...{ verdict: "acceptedRisk" as const, by: "佐藤", on: "2026-03-01", reason: "r" },
      ...{ approvals: [{ by: "鈴木", on: "2026-03-02" }], state: "waiting" as const },
    };
    const waiting = finding("file:///a.md", 1, { id: "0123456789ab", decision, waiver: { approvals: 2 } });
    assert.match(
      renderReview({ ...result, findings: [waiting] }, options, english).body,
      /Waiting for approval · 1 of 2 others have agreed\./u,
    );
  });

  it("offers a decision by the finding's number in the result, and shows the one there is", () => {
    const decision = {
      verdict: "toFix",
      by: "佐藤",
      on: "2026-03-01",
      reason: hostile,
      due: "2026-05-31",
      approvals: [],
      state: "ended",
    } as const;
    const findings = [
      finding("file:///b.md", 1),
      finding("file:///a.md", 1, { id: "0123456789ab", decision }),
    ];
    const { body } = renderReview({ ...result, findings }, options, english);
    assert.deepEqual(body.match(/data-action="decide:\d+"/gu), ['data-action="decide:1"']);
    assert.match(body, /To be fixed: [^]*\(佐藤, 2026-03-01\) – 2026-05-31 · The day has passed\./u);
    assert.doesNotMatch(body, /<img/u);
  });
});

describe("reviewMarkdown", () => {
  it("holds counts, coverage, findings by file and what was left out", () => {
    const markdown = reviewMarkdown(result, options, english);
    assert.match(markdown, /^# Review result\n\n2026-11-23\n\nFindings: 2/u);
    assert.match(
      markdown,
      /## a\.md\n\n- \*\*High\*\* 個人番号があります \(L3, HN-1\) — Suppressed: test data\n/u,
    );
    assert.match(markdown, /## Left out\n\n- c\.pdf: PDF is not read\n$/u);
  });
});
