import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { type Finding, type ReviewReport } from "../../../../server/src/protocol";
import { findingsAtLeast, isIncomplete } from "../../../../server/src/review/report/coverage";
import { type ReportContext, writers } from "../../../../server/src/review/report";
import { setLanguage } from "../../../../server/src/util/l10n";

/** Formats that tell all of a review; the lists of findings and the others have tests of their own. */
const reportFormats = ["text", "json", "sarif", "html", "markdown", "oscal"] as const;

const finding: Finding = {
  id: "0123456789ab",
  fingerprint: { evidence: "e".repeat(32), context: "c".repeat(32) },
  rule: "R-1",
  pack: "p",
  severity: "high",
  message: "危険な記載 | *です*",
  uri: "file:///w/docs/%E6%89%8B%E9%A0%86.md",
  anchor: { start: { line: 2, character: 4 }, end: { line: 3, character: 1 } },
  evidence: "pw=********\n``` x",
  status: "confirmed",
  source: "match",
  fix: {
    title: "直す",
    range: { start: { line: 2, character: 4 }, end: { line: 2, character: 6 } },
    newText: "y",
  },
  refs: [{ control: "CWE-798", url: "https://cwe.mitre.org/data/definitions/798.html" }],
};
const excused: Finding = {
  ...finding,
  severity: "critical",
  status: "suppressed",
  suppression: { reason: "検証用", owner: "佐藤", until: "2027-03-31" },
};
const report: ReviewReport = {
  findings: [finding, excused],
  coverage: {
    files: 3,
    reviewed: 1,
    sections: 5,
    rules: 2,
    skipped: [
      { where: "a.docx", why: "Not read." },
      { where: "b.docx", why: "Not read." },
    ],
  },
};
const context: ReportContext = {
  tool: { name: "Hanare", version: "0.1.0" },
  rules: [
    {
      id: "R-1",
      pack: "p",
      packVersion: "1.0.0",
      severity: "high",
      title: "T",
      message: "M",
      help: "H",
      refs: finding.refs,
    },
  ],
  packs: [
    { id: "p", version: "1.0.0", title: "P", owner: "法務部", approver: "部長", sha256: "a".repeat(64) },
  ],
  packProblems: ["Rule pack q, line 3: broken"],
  root: "file:///w",
};
const empty: ReviewReport = {
  findings: [],
  coverage: { files: 1, reviewed: 1, sections: 1, rules: 2, skipped: [] },
};

interface Sarif {
  readonly version: string;
  readonly runs: readonly [Record<string, never> & SarifRun];
}
interface SarifRun {
  readonly columnKind: string;
  readonly tool: {
    readonly driver: { readonly name: string; readonly rules: readonly Record<string, unknown>[] };
  };
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { message: { text: string } }[];
    },
  ];
  readonly results: readonly Record<string, unknown>[];
}
const sarif = (of: ReviewReport) => (JSON.parse(writers.sarif(of, context)) as Sarif).runs[0];

describe("report writers", () => {
  for (const format of reportFormats) {
    it(`${format}: same bytes again, with every skipped file and pack problem`, () => {
      const text = writers[format](report, context);
      assert.equal(text, writers[format](report, context));
      assert.ok(text.endsWith("\n"));
      for (const part of ["a.docx", "b.docx", "Not read", "Rule pack q, line 3: broken", "R-1"]) {
        assert.ok(text.replaceAll("\\", "").includes(part), part);
      }
    });
  }

  it("text names place, severity, rule, evidence and counts open findings only", () => {
    const lines = writers.text(report, context).split("\n");
    assert.equal(lines[0], "docs/手順.md:3:5: high [R-1] 危険な記載 | *です*");
    assert.equal(lines[1], "    > pw=******** ⏎ ``` x");
    assert.ok(lines.includes("Findings: 1 (high 1)"));
    assert.ok(lines.includes("Excused by hanare-ignore: 1"));
    assert.ok(lines.includes("Files reviewed: 1 of 3. Sections: 5. Rules: 2."));
  });

  it("text and Markdown let no file clear the screen or forge a line", () => {
    const evil = {
      ...finding,
      uri: "file:///w/a%0ANothing%20was%20left%20out.%1B%5B2J.md",
      evidence: "\u001b[2Jx",
    };
    for (const format of ["text", "markdown"] as const) {
      const text = writers[format]({ ...report, findings: [evil] }, context);
      assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f]/u);
      assert.ok(!text.split("\n").includes("Nothing was left out."));
    }
  });

  it("text and Markdown say so when nothing was found or left out", () => {
    for (const format of ["text", "markdown"] as const) {
      const text = writers[format](empty, { ...context, packProblems: [] });
      assert.match(text, /No findings\./);
      assert.match(text, /Nothing was left out\./);
    }
  });

  it("Markdown keeps the text's own marks from changing the page", () => {
    const text = writers.markdown(report, context);
    assert.ok(text.includes("危険な記載 \\| \\*です\\*"));
    assert.ok(text.includes("[Line 3](docs/%E6%89%8B%E9%A0%86.md#L3)"));
    assert.ok(text.includes("  ````\n  pw=********\n  ``` x\n  ````"));
    assert.ok(text.includes("検証用 (佐藤, 2027-03-31)"));
  });

  it("speaks Japanese", () => {
    setLanguage("ja");
    try {
      assert.match(writers.text(report, context), /高 \[R-1\][^]*確認したファイル: 3 件中 1 件/);
      assert.match(writers.markdown(report, context), /# レビュー報告/);
    } finally {
      setLanguage("en");
    }
  });

  it("SARIF has rules, UTF-16 columns from 1, fixes and reasons of suppressions", () => {
    const run = sarif(report);
    assert.equal(run.columnKind, "utf16CodeUnits");
    assert.deepEqual(
      run.tool.driver.rules.map(({ id }) => id),
      ["R-1"],
    );
    assert.equal(run.invocations[0].executionSuccessful, false);
    const [open, suppressed] = run.results;
    assert.deepEqual(open?.["locations"], [
      {
        physicalLocation: {
          artifactLocation: { uri: "docs/%E6%89%8B%E9%A0%86.md", uriBaseId: "%SRCROOT%" },
          region: {
            startLine: 3,
            startColumn: 5,
            endLine: 4,
            endColumn: 2,
            snippet: { text: finding.evidence },
          },
        },
      },
    ]);
    assert.equal(open?.["ruleIndex"], 0);
    assert.equal(open?.["level"], "error");
    assert.equal(open?.["suppressions"], undefined);
    assert.deepEqual(suppressed?.["suppressions"], [
      {
        kind: "inSource",
        status: "accepted",
        justification: "検証用",
        properties: { owner: "佐藤", until: "2027-03-31" },
      },
    ]);
    assert.equal(open?.["fixes"], undefined);
    const [plain] = sarif({ ...report, findings: [{ ...finding, evidence: "pw" }] }).results;
    assert.equal(JSON.stringify(plain?.["fixes"]).includes('"insertedContent":{"text":"y"}'), true);
  });

  it("SARIF of a complete run is a successful one and ends with the coverage", () => {
    const run = (JSON.parse(writers.sarif(empty, { ...context, packProblems: [] })) as Sarif).runs[0];
    assert.equal(run.invocations[0].executionSuccessful, true);
    assert.match(
      run.invocations[0].toolExecutionNotifications.at(-1)?.message.text ?? "",
      /Files reviewed: 1 of 1/,
    );
  });
});

describe("baseline, decisions and the audit head in reports", () => {
  const decided: Finding = {
    ...finding,
    decision: {
      ...{ verdict: "acceptedRisk", by: "佐藤", on: "2026-03-01", reason: "代替策あり", due: "2026-12-31" },
      ...{ approvals: [{ by: "鈴木", on: "2026-03-02" }], state: "waiting" },
    },
  };
  const full: ReportContext = {
    ...context,
    head: "f".repeat(64),
    when: "2026-04-01",
    model: { name: "qwen", sha256: "b".repeat(64) },
    gone: [{ file: "docs/old.md", rule: "R-9", count: 2 }],
  };
  for (const format of ["html", "markdown", "text"] as const)
    it(`${format} names who decided, why, who agreed, what is new and gone, and the head`, () => {
      const written = writers[format]({ ...report, findings: [decided, { ...finding, known: true }] }, full);
      const plain = written.replaceAll("\\", "");
      for (const part of ["Risk accepted: 代替策あり (佐藤, 2026-03-01)", "Agreed: 鈴木, 2026-03-02"])
        assert.ok(plain.includes(part), `${part} in ${plain}`);
      assert.ok(plain.includes("Waiting for approval"));
      assert.ok(plain.includes("f".repeat(64)));
      if (format === "text") assert.match(plain, /New since the baseline: 1\. Gone: 2\./);
      else assert.match(plain, /docs\/old\.md/);
      if (format !== "text")
        for (const part of ["qwen", "2026-04-01", "法務部", "部長"]) assert.ok(plain.includes(part), part);
    });

  it("fails for new findings only", () => {
    assert.equal(findingsAtLeast([{ ...finding, known: true }, finding], "high").length, 1);
  });
});

describe("exit code helpers", () => {
  it("count open findings of at least a severity", () => {
    assert.equal(findingsAtLeast(report.findings, "high").length, 1);
    assert.equal(findingsAtLeast(report.findings, "critical").length, 0);
    assert.equal(findingsAtLeast(report.findings, "info").length, 1);
  });
  it("know an incomplete review", () => {
    assert.equal(isIncomplete(report.coverage, []), true);
    assert.equal(isIncomplete(empty.coverage, ["x"]), true);
    assert.equal(isIncomplete(empty.coverage, []), false);
  });
});

describe("findings in a file without lines", () => {
  const placed: Finding = { ...finding, uri: "file:///w/docs/a.docx", place: "Page 3 · “30日*”" };
  const wanted: Readonly<Record<string, readonly [has: RegExp, hasNot: RegExp]>> = {
    html: [/Page 3 · “30日\*” · R-1/, /Line 3/],
    oscal: [/"description": "Page 3 · “30日\*”: pw=/, /Line 3/],
    text: [/^docs\/a\.docx \(Page 3 · “30日\*”\): /m, /a\.docx:3/],
    markdown: [/\[Page 3 · “30日\\\*”\]\(docs\/a\.docx\)/, /#L3/],
    sarif: [/"logicalLocations": \[\s*\{\s*"fullyQualifiedName": "Page 3 /, /"region":/],
    json: [/"place": "Page 3 /, /^$/],
  };
  for (const format of reportFormats)
    it(`${format} names the place instead of a line of the view`, () => {
      const written = writers[format]({ ...report, findings: [placed] }, context);
      const [has, hasNot] = wanted[format] ?? [/^$/, /./];
      assert.match(written, has);
      assert.doesNotMatch(written, hasNot);
    });
});

describe("places that belong to a finding", () => {
  const here = { start: { line: 6, character: 0 }, end: { line: 6, character: 5 } };
  const related = [
    { uri: "file:///w/src/a.ts", anchor: here, evidence: "days = 30" },
    { uri: "file:///w/b.docx", anchor: here, place: "第3条", evidence: "90日" },
  ];
  const plain = (({ fix: _fix, ...rest }: Finding) => rest)(finding);
  const written = (format: "text" | "markdown" | "sarif" | "html" | "csv" | "oscal") =>
    writers[format]({ ...report, findings: [{ ...plain, related }] }, context);

  for (const format of ["html", "csv", "oscal"] as const)
    it(`stand in ${format}, each with its place and its quote`, () => {
      const text = written(format);
      for (const part of ["src/a.ts (Line 7): days = 30", "b.docx (第3条): 90日"])
        assert.ok(text.includes(part), part);
      assert.doesNotMatch(text, /file:\/\/\/w/);
    });

  it("stand in the text and in Markdown, each with its quote", () => {
    assert.match(written("text"), /↔ src\/a\.ts:7:1: days = 30\n {4}↔ b\.docx \(第3条\): 90日/);
    assert.match(written("markdown"), /\[Line 7\]\(src\/a\.ts#L7\):\n\n {2}```\n {2}days = 30/);
  });

  it("are related locations in SARIF", () => {
    const log = JSON.parse(written("sarif")) as {
      readonly runs: readonly [
        { readonly results: readonly [{ readonly relatedLocations: readonly unknown[] }] },
      ];
    };
    const artifactLocation = (uri: string) => ({ uri, uriBaseId: "%SRCROOT%" });
    assert.deepEqual(log.runs[0].results[0].relatedLocations, [
      {
        physicalLocation: {
          artifactLocation: artifactLocation("src/a.ts"),
          region: { startLine: 7, startColumn: 1, endLine: 7, endColumn: 6, snippet: { text: "days = 30" } },
        },
      },
      {
        physicalLocation: { artifactLocation: artifactLocation("b.docx") },
        logicalLocations: [{ fullyQualifiedName: "第3条" }],
      },
    ]);
  });
});

describe("reports of marked documents", () => {
  const files = [
    { uri: "file:///w/a.md", sha256: "a".repeat(64), mark: "取扱注意" },
    { uri: "file:///w/b.md", sha256: "b".repeat(64), mark: "社外秘" },
    { uri: "file:///w/c.md", sha256: "c".repeat(64) },
  ];
  const textOf = (written: string | Uint8Array) =>
    typeof written === "string"
      ? written
      : Object.values(unzipSync(written))
          .map((part) => strFromU8(part))
          .join("\n");
  for (const [format, write] of Object.entries(writers)) {
    it(`bear the strictest mark, and none without one: ${format}`, () => {
      const marked = textOf(write(empty, { ...context, files }));
      assert.ok(marked.includes("社外秘"));
      const unmarked = textOf(write(empty, { ...context, files: files.slice(2) }));
      assert.ok(!/社外秘|取扱注意|Confidentiality|marking/.test(unmarked));
    });
  }

  it("show it before anything else on paper and in a terminal", () => {
    for (const format of ["text", "html", "markdown"] as const)
      assert.match(writers[format](report, { ...context, files }), /^[^危]*社外秘[^危]*危/u, format);
  });
});
