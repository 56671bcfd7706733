/** What a model found is known again, decided about and masked as what the rules alone find. */
import assert from "node:assert/strict";
import { defaultSettings, type ReviewSettings } from "../../../../server/src/protocol";
import { readText } from "../../../../server/src/documents/read";
import { createReviewer, type ReviewDeps } from "../../../../server/src/review/handler";
import { decide, type Decision } from "../../../../server/src/review/triage";
import { p, wordFile } from "../../../support/officeSamples/wordFile";
import { readers } from "../../../support/reviewSample";
import { oracle, scriptedJudge, stageOf } from "../../../support/scriptedJudge";
import { never, quiet, rule } from "./bench";

const pack = {
  id: "p",
  uri: "file:///p.yaml",
  text: `hanare: 1
pack: { id: p, version: 1.0.0, title: P }
rules:
  - { id: S, severity: high, message: M, mask: true, match: { any: [{ terms: [hunter2] }] } }${rule("J1")}
`,
};
const settings: ReviewSettings = { ...defaultSettings.review, packs: ["p"] };
const manual = "# Manual\n\n## One\n\nAll is fine here. A BAD sentence.\n\n## Two\n\nNothing.\n";

function reviewerOf(name: string, content: string | Uint8Array, answer = oracle) {
  const uri = `file:///w/docs/${name}`;
  const state = { content, decisions: [] as readonly Decision[] };
  const deps: ReviewDeps = {
    shippedPacks: async () => [pack],
    packFile: () => Promise.reject(new Error("none")),
    trusted: () => true,
    today: () => "2026-04-01",
    folderOf: () => "file:///w/docs",
    recordFolderOf: () => "file:///w",
    triage: async () => ({ decisions: state.decisions, problems: [] }),
    async *walk() {
      yield uri;
    },
    packsIn: () => Promise.resolve([]),
    openDocument: () => Promise.resolve(undefined),
    readBytes: async () =>
      typeof state.content === "string" ? new TextEncoder().encode(state.content) : state.content,
    ...readers,
    judge: stageOf({ runtime: scriptedJudge(answer) }).stage,
  };
  const reviewer = createReviewer(deps);
  const all = () => reviewer.reviewFiles([uri], () => settings, quiet, never);
  const judged = async () => (await all()).findings.filter(({ source }) => source === "judge");
  return { ...reviewer, uri, state, all, judged };
}

describe("findings of a model", () => {
  it("have the same id in every review, until a word of their section changes", async () => {
    const { judged, state, reviewDocument, uri } = reviewerOf("a.md", manual);
    const [first] = await judged();
    assert.match(first?.id ?? "", /^[0-9a-f]{12}$/);
    const document = readText({ uri, languageId: "markdown", text: manual });
    const typed = await reviewDocument(document, settings, never);
    assert.deepEqual(typed.findings, [first]);
    state.content = manual.replace("Nothing.", "Nothing at all.");
    assert.equal((await judged())[0]?.id, first?.id);
    state.content = manual.replace("All is fine here.", "All is well here.");
    const [changed] = await judged();
    assert.notEqual(changed?.id, first?.id);
    assert.equal(changed?.fingerprint?.evidence, first?.fingerprint?.evidence);
  });

  it("are excused by a decision, in a review and while one types", async () => {
    const { judged, state, reviewDocument, reloadPacks, uri } = reviewerOf("a.md", manual);
    const [finding] = await judged();
    assert.ok(finding);
    const text = { verdict: "falsePositive", by: "Sato", on: "2026-04-01", reason: "defined" } as const;
    state.decisions = decide([], { finding, path: "docs/a.md" }, text);
    reloadPacks();
    const document = readText({ uri, languageId: "markdown", text: manual });
    const typed = await reviewDocument(document, settings, never);
    for (const [one] of [await judged(), typed.findings])
      assert.deepEqual([one?.id, one?.status, one?.decision?.state], [finding.id, "suppressed", "inForce"]);
  });

  it("name no secret in their place, nor do questions without an answer", async () => {
    const heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Use hunter2</w:t></w:r></w:p>';
    const bytes = wordFile(`${heading}${p("hunter2 is a BAD word.")}`);
    const [found] = await reviewerOf("a.docx", bytes).judged();
    assert.match(found?.place ?? "", /“/);
    assert.doesNotMatch(JSON.stringify(found), /hunter2/);
    const silent = reviewerOf("a.docx", bytes, (asked) =>
      asked.section.includes("hunter2") ? "no answer" : oracle(asked),
    );
    const { coverage } = await silent.all();
    assert.match(coverage.skipped[0]?.where ?? "", /a\.docx: .*J1$/);
    assert.doesNotMatch(JSON.stringify(coverage), /hunter2/);
  });
});
