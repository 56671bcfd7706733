import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { createCompletion } from "../../server/src/completion/handler";
import { testAssistant } from "../../server/src/model/capability";
import { type ModelRuntime } from "../../server/src/model/runtime";
import { defaultSettings } from "../../server/src/protocol";
import { readText } from "../../server/src/documents/read";
import { createSummarizer } from "../../server/src/summarize/handler";
import { parse } from "../support/cursor";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { realModel } from "../support/realModels";
import { holes, type HoleCase } from "./holes";

/** The small coder a CPU workstation would really run. */
describe("Qwen2.5-Coder-1.5B", () => {
  let engine: TestEngine;
  let completion: ModelRuntime;
  let assistant: ModelRuntime;
  const signal = new AbortController().signal;

  before(async function () {
    this.timeout(120_000);
    engine = startEngine(settingsFor(await realModel(this, "coder"), { roles: ["completion", "assistant"] }));
    completion = await engine.ready("completion");
    assistant = await engine.ready("assistant");
  });
  after(() => engine?.loader.dispose());

  async function fill(hole: HoleCase) {
    const { text, offset } = parse(hole.marked);
    const feature = createCompletion({
      runtime: () => completion,
      now: () => performance.now(),
      delay: (milliseconds, stop) => delay(milliseconds, undefined, { signal: stop }),
    });
    const [item] = await feature.complete(
      {
        uri: "file:///hole",
        languageId: hole.languageId,
        text,
        offset,
        version: 1,
        explicit: hole.explicit,
        settings: { ...defaultSettings.completion, debounce: 0 },
      },
      signal,
    );
    if (item === undefined) return undefined;
    return {
      inserted: item.text,
      document: text.slice(0, item.range.start) + item.text + text.slice(item.range.end),
    };
  }

  for (const hole of holes) {
    it(`fills the hole: ${hole.name}`, async () => {
      const filled = await fill(hole);
      assert.ok(filled !== undefined, "no suggestion");
      assert.ok(hole.accepts(filled), `wants ${hole.wants}, got ${JSON.stringify(filled.inserted)}`);
    });
  }

  it("takes the known-answer test, and words a summary only with the facts of its source", async () => {
    const card = await testAssistant(assistant, signal);
    assert.equal(card.cases.length, 6, JSON.stringify(card));
    const text = [
      "# 障害報告",
      "",
      "2026年4月3日10時15分に、振込受付サーバーの応答が停止しました。影響は顧客1,284名です。",
      "",
      "原因は証明書の期限切れです。更新手順が周知されていませんでした。再発防止として、期限の30日前に担当者へ通知します。",
      "",
    ].join("\n");
    const document = readText({ uri: "file:///report.md", languageId: "markdown", text });
    const summarizer = createSummarizer({ assistant: () => ({ runtime: assistant, allowed: card.passed }) });
    const summary = await summarizer.summarize(
      document,
      { length: "medium", language: "ja" },
      () => undefined,
      signal,
    );
    assert.equal(summary.tier, card.passed ? "abstractive" : "extractive");
    const sentences = summary.sections.flatMap((section) => section.sentences);
    assert.ok(sentences.length > 0);
    for (const { citations } of sentences) {
      for (const { quote } of citations) assert.ok(text.includes(quote), `not in the source: ${quote}`);
    }
  });
});
