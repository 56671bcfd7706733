import assert from "node:assert/strict";
import { type Diagnostic } from "vscode-languageserver/node";
import { createDiagnostics, reviewDelay } from "../../../server/src/lsp/diagnostics";
import { diagnosticsOf } from "../../../server/src/lsp/diagnosticOf";
import { type DiagnosticData, type Finding } from "../../../server/src/protocol";

const finding: Finding = {
  rule: "HN-1",
  pack: "p",
  severity: "high",
  message: "A key.",
  uri: "file:///a",
  anchor: { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } },
  evidence: "***",
  status: "confirmed",
  source: "match",
  refs: [{ control: "CWE-798" }, { control: "CWE-798", url: "https://cwe.mitre.org/798" }],
};

function setUp({ findings }: { findings: readonly Finding[] | undefined } = { findings: [finding] }) {
  const timers: { delay: number; run: () => void; cancelled: boolean }[] = [];
  const signals: AbortSignal[] = [];
  const published: [uri: string, count: number][] = [];
  const diagnostics = createDiagnostics({
    review: (_uri, signal) => {
      signals.push(signal);
      return Promise.resolve(findings);
    },
    publish: (uri: string, items: readonly Diagnostic[]) => published.push([uri, items.length]),
    version: () => 1,
    later: (delay, run) => {
      const timer = { delay, run, cancelled: false };
      timers.push(timer);
      return () => void (timer.cancelled = true);
    },
    onError: (_uri, error) => assert.fail(String(error)),
  });
  const fire = async () => {
    for (const timer of timers.splice(0)) if (!timer.cancelled) timer.run();
    await new Promise((done) => setImmediate(done));
  };
  return { diagnostics, timers, signals, published, fire };
}

describe("lsp/diagnostics", () => {
  it("reviews at once on opening, after a pause on typing, and only the newest text", async () => {
    const { diagnostics, timers, signals, published, fire } = setUp();
    diagnostics.changed("file:///a");
    assert.equal(timers[0]?.delay, 0);
    await fire();
    diagnostics.changed("file:///a");
    diagnostics.changed("file:///a");
    assert.deepEqual(
      timers.map(({ delay, cancelled }) => [delay, cancelled]),
      [
        [reviewDelay, true],
        [reviewDelay, false],
      ],
    );
    await fire();
    assert.equal(signals.length, 2);
    assert.deepEqual(published, [
      ["file:///a", 1],
      ["file:///a", 1],
    ]);
  });

  it("cancels a review that is overtaken and publishes nothing of it", async () => {
    const { diagnostics, timers, signals, published } = setUp();
    diagnostics.changed("file:///a");
    timers[0]?.run();
    diagnostics.changed("file:///a");
    await new Promise((done) => setImmediate(done));
    assert.equal(signals[0]?.aborted, true);
    assert.deepEqual(published, []);
  });

  it("clears a document that is closed or not reviewed", async () => {
    const { diagnostics, published, fire } = setUp({ findings: undefined });
    diagnostics.changed("file:///a");
    await fire();
    diagnostics.closed("file:///a");
    assert.deepEqual(published, [
      ["file:///a", 0],
      ["file:///a", 0],
    ]);
  });

  it("keeps what a review of the workspace found while its files are opened and closed", async () => {
    const { diagnostics, published, fire } = setUp();
    diagnostics.found(["file:///"], [finding, finding]);
    diagnostics.changed("file:///a");
    await fire();
    diagnostics.closed("file:///a");
    await fire();
    assert.deepEqual(
      published.map(([, count]) => count),
      [2, 1, 1],
    );
    diagnostics.found(["file:///other"], []);
    diagnostics.found(["file:///a"], []);
    diagnostics.closed("file:///a");
    assert.deepEqual(
      published.map(([, count]) => count),
      [2, 1, 1, 0, 0],
    );
  });

  it("reviews again what is shown when the rules change", () => {
    const { diagnostics, timers } = setUp();
    diagnostics.changed("file:///a");
    diagnostics.found(["file:///b"], [{ ...finding, uri: "file:///b" }]);
    timers.length = 0;
    diagnostics.refresh();
    assert.equal(timers.length, 2);
  });
});

describe("lsp/diagnosticOf", () => {
  it("carries range, code, link, source and data", () =>
    assert.deepEqual(diagnosticsOf([finding]), [
      {
        range: finding.anchor,
        severity: 1,
        code: "HN-1",
        codeDescription: { href: "https://cwe.mitre.org/798" },
        source: "Hanare",
        message: "A key.",
        data: { rule: "HN-1", severity: "high" },
      },
    ]));

  const severities = { critical: 1, high: 1, medium: 2, low: 3, info: 3 } as const;
  for (const [severity, expected] of Object.entries(severities))
    it(`shows ${severity} as ${expected}`, () =>
      assert.equal(
        diagnosticsOf([{ ...finding, severity: severity as keyof typeof severities }])[0]?.severity,
        expected,
      ));

  it("says where other people must agree to an exception", () =>
    assert.deepEqual(
      diagnosticsOf([
        { ...finding, waiver: { approvals: 1 } },
        { ...finding, waiver: { until: true } },
      ]).map(({ data }) => (data as DiagnosticData).fourEyes),
      [true, undefined],
    ));

  it("leaves suppressed findings to the report", () =>
    assert.deepEqual(diagnosticsOf([{ ...finding, status: "suppressed" }]), []));
});
