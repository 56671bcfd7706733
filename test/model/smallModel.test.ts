import assert from "node:assert/strict";
import { testToolCalls } from "../../server/src/chat/exam";
import { createCapabilities } from "../../server/src/model/capabilities";
import { type CapabilityCard, testAssistant } from "../../server/src/model/capability";
import { testCompletion } from "../../server/src/model/completionTest";
import { collect } from "../../server/src/model/runtime";
import { measureSpeed } from "../../server/src/model/speed";
import { shippedPacks } from "../../server/src/node/packFiles";
import { defaultSettings } from "../../server/src/protocol";
import { createReviewer } from "../../server/src/review/handler";
import { createJudgeStage } from "../../server/src/review/judge/stage";
import { memoryStore } from "../../server/src/review/ledger";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { realModel } from "../support/realModels";

/** A model too small to be trusted with anything: it must run, and it must not pretend (promise P5). */
describe("SmolLM2-135M", () => {
  let engine: TestEngine;
  const signal = new AbortController().signal;
  before(async function () {
    this.timeout(60_000);
    engine = startEngine(settingsFor(await realModel(this, "small"), { roles: ["completion", "assistant"] }));
    await engine.ready("assistant");
  });
  after(() => engine?.loader.dispose());

  it("answers in chat, the same twice", async () => {
    const runtime = await engine.ready("assistant");
    const ask = () =>
      collect(
        runtime.generate(
          {
            kind: "chat",
            messages: [{ role: "user", text: "Name one colour." }],
            priority: "interactive",
            maxTokens: 16,
          },
          signal,
        ),
      );
    const first = await ask();
    assert.match(first.text, /[a-z]{3}/i);
    assert.equal((await ask()).text, first.text);
  });

  it("has no FIM tokens: it may go on from the text before the cursor, and only because it passed that test", async () => {
    const runtime = await engine.ready("completion");
    assert.deepEqual([runtime.info.completes, runtime.info.unproven], ["continuation", true]);
    const capabilities = createCapabilities({
      runtime: (role) => (role === "completion" ? engine.loader.runtime(role) : undefined),
      storagePath: undefined,
      after: () => () => undefined,
      log: () => undefined,
      onDidChange: () => undefined,
    });
    assert.equal(capabilities.completion(), undefined);
    await capabilities.completionReady(signal);
    const { completion } = capabilities.statesOf(engine.loader.status().roles);
    assert.equal(completion.state, "ready");
    const detail = "detail" in completion ? completion.detail : "";
    assert.match(detail, /SmolLM2.*does not see what follows.*passed its completion test \([23] of 3\)/i);
    assert.equal(capabilities.completion(), runtime);
  });

  it("does not fill a hole that must be read from what follows", async () => {
    const runtime = await engine.ready("completion");
    const request = {
      kind: "infill",
      prefix: "def",
      suffix: "(radius):\n",
      priority: "batch",
      maxTokens: 4,
    } as const;
    await assert.rejects(collect(runtime.generate(request, signal)), { code: "unsupported" });
    const posing = { ...runtime, info: { ...runtime.info, completes: "infill" as const } };
    assert.equal((await testCompletion(posing, signal)).passed, false);
  });

  it("fails the known-answer test and says in what", async () => {
    const card = await testAssistant(await engine.ready("assistant"), signal);
    assert.equal(card.passed, false);
    assert.ok(card.cases.some((each) => !each.ok && each.why !== ""));
  });

  it("fails the test of tool calls: a chat gets it without tools", async function () {
    this.timeout(600_000);
    const card = await testToolCalls(await engine.ready("assistant"), signal);
    assert.equal(card.passed, false, JSON.stringify(card.cases));
    assert.equal(card.cases.length, 8);
  });

  it("is not asked to judge by rules, and the review without it goes on", async function () {
    this.timeout(1_200_000);
    await engine.ready("assistant");
    const text = "# 保守手順書\n\n## 作業\n\n配電盤を開ける。弁を適宜閉める。\n";
    const cards = new Map<string, CapabilityCard>();
    const judge = createJudgeStage({
      runtime: () => engine.loader.runtime("assistant"),
      isSetUp: () => true,
      modelHash: () => Promise.resolve(undefined),
      ledger: memoryStore(),
      cards: {
        get: (key) => Promise.resolve(cards.get(key)),
        put: (key, card) => Promise.resolve(void cards.set(key, card)),
        ofModel: () => Promise.resolve([...cards.values()]),
      },
      measure: measureSpeed,
      note: () => undefined,
    });
    const uri = "file:///w/docs/保守手順書.md";
    const reviewer = createReviewer({
      shippedPacks: () => shippedPacks("dist"),
      packFile: () => Promise.reject(new Error("none")),
      packsIn: () => Promise.resolve([]),
      trusted: () => true,
      today: () => "2026-04-01",
      folderOf: () => "file:///w",
      async *walk() {
        yield uri;
      },
      openDocument: () => Promise.resolve(undefined),
      readBytes: () => Promise.resolve(new TextEncoder().encode(text)),
      readFormat: () => Promise.reject(new Error("none")),
      judge,
    });
    // One of the pack's two rules for a model: its four examples are an exam, and twice as many take twice as long.
    const settings = {
      ...{ ...defaultSettings.review, packs: ["hanare.manuals"] },
      disabledRules: ["MN-J-ABNORMAL"],
    };
    const { findings, coverage } = await reviewer.reviewFiles(
      [uri],
      () => settings,
      () => undefined,
      signal,
    );
    assert.deepEqual(
      coverage.judged?.exams.map(({ pack, standing }) => [pack, standing]),
      [["hanare.manuals", "not-asked"]],
    );
    assert.equal(coverage.judged?.questions, 0);
    assert.ok(coverage.skipped.some(({ why }) => /failed the exam of rule pack hanare\.manuals/u.test(why)));
    assert.ok(findings.some(({ rule }) => rule === "MN-REVISION-HISTORY"));
    assert.deepEqual(
      findings.filter(({ source }) => source !== "match"),
      [],
    );
  });
});
