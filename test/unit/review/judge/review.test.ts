import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { defaultSettings, type ReviewModel, type ReviewSettings } from "../../../../server/src/protocol";
import { createReviewer, type ReviewDeps } from "../../../../server/src/review/handler";
import {
  findingsAtLeast,
  isIncomplete,
  isWhole,
  judgedLines,
  unjudgedLines,
} from "../../../../server/src/review/report/coverage";
import { oracle, scriptedJudge, stageOf } from "../../../support/scriptedJudge";
import { never, quiet, rule } from "./bench";

const pack = {
  id: "p",
  uri: "file:///p.yaml",
  text: `hanare: 1
pack: { id: p, version: 1.0.0, title: P }
rules:
  - { id: R, severity: high, message: M, match: { any: [{ terms: [forbidden] }] } }
  - { id: S, severity: high, message: M, mask: true, match: { any: [{ terms: [hunter2] }] } }${rule("J1", "\n    applies: { include: ['**/*.md'] }")}
`,
};
const files: Readonly<Record<string, string>> = {
  "file:///w/a.md": "# Manual\n\nA BAD sentence with hunter2.\n\nThis is forbidden.\n",
  "file:///w/b.md":
    "# Manual\n\n<!-- hanare-ignore J1 -- agreed with the auditor (owner, until 2027-03-31) -->\nA BAD sentence again.\n",
  "file:///w/c.ts": "const forbidden = 1;\n",
};

const deps: ReviewDeps = {
  shippedPacks: async () => [pack],
  packFile: () => Promise.reject(new Error("none")),
  trusted: () => true,
  today: () => "2026-04-01",
  folderOf: () => "file:///w",
  async *walk(uri) {
    yield* Object.keys(files).filter((file) => file.startsWith(uri));
  },
  packsIn: () => Promise.resolve([]),
  openDocument: () => Promise.resolve(undefined),
  readBytes: async (uri) => new TextEncoder().encode(files[uri]),
  readFormat: () => Promise.reject(new Error("none")),
};

function reviewer(model: ReviewModel = "onCommand") {
  const runtime = scriptedJudge(oracle);
  const { stage } = stageOf({ runtime });
  const settings: ReviewSettings = { ...defaultSettings.review, packs: ["p"], model };
  const made = createReviewer({ ...deps, judge: stage });
  return {
    ...made,
    runtime,
    settings,
    all: () => made.reviewFiles(["file:///w"], () => settings, quiet, never),
  };
}

describe("a review with a model", () => {
  it("puts what the model found among the other findings, masked and excused like them", async () => {
    const { findings, coverage } = await reviewer().all();
    assert.deepEqual(
      findings.map(({ uri, rule: id, status, evidence }) => [uri.slice(-4), id, status, evidence]),
      [
        ["a.md", "J1", "confirmed", "A BAD sentence with •••••••."],
        ["a.md", "S", "confirmed", "•••••••"],
        ["a.md", "R", "confirmed", "forbidden"],
        ["b.md", "J1", "suppressed", "A BAD sentence again."],
        ["c.ts", "R", "confirmed", "forbidden"],
      ].map(([file, id, status, evidence]) => [
        file,
        id,
        status,
        evidence?.replace(/•+/u, findings[1]?.evidence ?? ""),
      ]),
    );
    assert.ok(!JSON.stringify(findings).includes("hunter2"));
    assert.deepEqual([coverage.rules, coverage.skipped, coverage.judged?.questions], [3, [], 2]);
    assert.equal(isIncomplete(coverage, []), false);
    assert.match(
      judgedLines(coverage).join("\n"),
      /^Judged by scripted \(scripted 1 cpu, SHA-256 a{12}…\): 2 questions/,
    );
  });

  it("tells progress that never goes back", async () => {
    const steps: number[] = [];
    const { reviewFiles, settings } = reviewer();
    await reviewFiles(
      ["file:///w"],
      () => settings,
      (done, total) => steps.push(total === 0 ? 0 : done / total),
      never,
    );
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
    assert.equal(steps.at(-1), 1);
  });

  it("asks nobody where the model is switched off, says so, and calls that complete", async () => {
    const { all, runtime } = reviewer("off");
    const { coverage } = await all();
    assert.deepEqual(runtime.requests, []);
    assert.deepEqual(
      coverage.unjudged?.map(({ rules, required }) => [rules, required]),
      [[["p J1"], undefined]],
    );
    assert.match(unjudgedLines(coverage).join(), /were not judged \(1\): p J1\. The model is switched off/);
    assert.deepEqual([coverage.rules, coverage.judged, isIncomplete(coverage, [])], [2, undefined, false]);
  });

  const without = (over: Partial<ReviewDeps>, uri = "file:///w") =>
    createReviewer({ ...deps, ...over }).reviewFiles(
      [uri],
      () => ({ ...defaultSettings.review, packs: ["p"] }),
      quiet,
      never,
    );
  const strict = { ...pack, text: pack.text.replace("title: P", "title: P, gate: { required: true }") };
  const setUp = stageOf({ runtime: undefined, isSetUp: () => true }).stage;
  for (const [what, over, why, incomplete] of [
    ["is complete where nobody set up a model, and says so", {}, /No model is set up/, false],
    [
      "is incomplete where whoever runs it requires the judgement",
      { judgeRequired: true },
      /is set up/,
      true,
    ],
    ["is incomplete where the pack does", { shippedPacks: async () => [strict] }, /No model is set up/, true],
    ["is incomplete where a model is set up and not loaded", { judge: setUp }, /is not loaded/, true],
  ] as const)
    it(`without a model ${what}`, async () => {
      const { coverage, findings } = await without(over);
      assert.deepEqual(
        coverage.unjudged?.flatMap(({ rules }) => rules),
        ["p J1"],
      );
      assert.match(coverage.unjudged?.[0]?.why ?? "", why);
      assert.equal(isIncomplete(coverage, []), incomplete);
      assert.equal(isWhole(coverage, []), false);
      assert.deepEqual(coverage.skipped, []);
      assert.equal(findings.length, 3);
    });

  it("without a model says nothing of rules that apply to none of the files", async () => {
    const { coverage } = await without({ judgeRequired: true }, "file:///w/c.ts");
    assert.deepEqual([coverage.skipped, coverage.unjudged], [[], undefined]);
    assert.equal(isWhole(coverage, []), true);
  });

  it("never asks while one types, but shows what was judged before", async () => {
    const { reviewDocument, judgeDocument, runtime, settings } = reviewer("onSave");
    const document = readText({
      uri: "file:///w/a.md",
      languageId: "markdown",
      text: files["file:///w/a.md"] ?? "",
    });
    const rulesOnly = await reviewDocument(document, settings, never);
    assert.deepEqual([rulesOnly.findings.map((one) => one.rule), runtime.requests.length], [["S", "R"], 0]);
    await judgeDocument(document, settings, quiet, never);
    const asked = runtime.requests.length;
    const both = await reviewDocument(document, settings, never);
    assert.deepEqual(
      both.findings.map((one) => one.rule),
      ["J1", "S", "R"],
    );
    assert.equal(runtime.requests.length, asked);
  });

  it("asks at the lowest priority", async () => {
    const { all, runtime } = reviewer();
    await all();
    assert.ok(runtime.requests.every(({ priority }) => priority === "batch"));
  });

  it("does not stop a pipeline for a hint", async () => {
    const { findings } = await reviewer().all();
    const hints = findings.map((finding) => ({ ...finding, status: "advisory" as const }));
    assert.deepEqual(findingsAtLeast(hints, "info"), []);
    assert.equal(findingsAtLeast(findings, "high").length, 3);
  });
});
