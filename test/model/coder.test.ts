import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { createCompletion } from "../../server/src/completion/handler";
import { type Capabilities, createCapabilities } from "../../server/src/model/capabilities";
import { testCompletion } from "../../server/src/model/completionTest";
import { type ModelRuntime } from "../../server/src/model/runtime";
import { defaultSettings } from "../../server/src/protocol";
import { readText } from "../../server/src/documents/read";
import { createSummarizer } from "../../server/src/summarize/handler";
import { parse } from "../support/cursor";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { rememberedModel } from "../support/realModels";
import { holes, type HoleCase } from "./holes";

/** What is looked at is the answer, not how much of it a busy machine makes in a user's time. */
const patient = (runtime: ModelRuntime): ModelRuntime => ({
  ...runtime,
  generate: (request, signal) => runtime.generate({ ...request, timeBudget: 60_000 }, signal),
});

/** The small coder a CPU workstation would really run. */
describe("Qwen2.5-Coder-1.5B", () => {
  let engine: TestEngine;
  let completion: ModelRuntime;
  let assistant: ModelRuntime;
  let storagePath: string;
  const signal = new AbortController().signal;

  before(async function () {
    this.timeout(120_000);
    const model = await rememberedModel(this, "coder");
    ({ storagePath } = model);
    engine = startEngine(settingsFor(model.path, { roles: ["completion", "assistant"] }), storagePath);
    completion = await engine.ready("completion");
    assistant = await engine.ready("assistant");
  });
  after(() => engine?.loader.dispose());

  async function fill(hole: HoleCase) {
    const { text, offset } = parse(hole.marked);
    const feature = createCompletion({
      runtime: () => patient(completion),
      // A slow machine is given whole lines after half a second; here the whole answer is looked at.
      now: () => 0,
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
        // The first suggestion is looked at: no others beside it, and none for what comes behind it.
        settings: { ...defaultSettings.completion, debounce: 0, candidates: 1, ahead: false },
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

  it("is known to fill in, and passes its completion test in every case", async () => {
    assert.deepEqual([completion.info.completes, completion.info.unproven], ["infill", undefined]);
    const card = await testCompletion(completion, signal);
    assert.deepEqual(
      card.cases.map(({ ok, why }) => [ok, why]),
      [
        [true, ""],
        [true, ""],
        [true, ""],
      ],
    );
  });

  describe("as assistant", () => {
    const text = [
      "# Handover",
      "",
      "The outgoing nurse in charge prints the patient list thirty minutes before the change. Names of patients must not be written on the whiteboard in the corridor.",
      "",
      "The incoming nurse signs the handover sheet within fifteen minutes after the change.",
      "",
    ].join("\n");

    /** The test as the product takes it: once, whatever is asked of the model afterwards. */
    const log: string[] = [];
    let capabilities: Capabilities;
    before(() => {
      capabilities = createCapabilities({
        runtime: (role) => (role === "assistant" ? assistant : undefined),
        storagePath,
        after: () => () => undefined,
        log: (line) => log.push(line),
        onDidChange: () => undefined,
      });
    });

    async function summaryOf(reading: "sentences" | "whole") {
      await capabilities.ready(signal);
      const ability = capabilities.assistant();
      assert.equal(ability?.allowed, true, log.join("\n"));
      const document = readText({ uri: "file:///handover.md", languageId: "markdown", text });
      const { summarize } = createSummarizer({ assistant: () => ability });
      const options = { length: "medium", language: "en", template: "general", reading } as const;
      const summary = await summarize(document, options, () => undefined, signal);
      const sentences = summary.sections.flatMap((section) => section.sentences);
      for (const { text: wording, kind, citations } of sentences) {
        for (const { quote } of citations) assert.ok(text.includes(quote), `not in the source: ${quote}`);
        assert.equal(wording === citations[0].quote, kind === "quoted");
      }
      return { summary, sentences };
    }

    it("passes the known-answer test, and words a summary over the sentences it cites", async () => {
      const { summary, sentences } = await summaryOf("sentences");
      assert.ok(
        sentences.some(({ kind }) => kind === "worded"),
        JSON.stringify(summary),
      );
      assert.deepEqual([summary.tier, summary.reading], ["abstractive", "sentences"]);
    });

    it("reads a whole text, and gives points that stand on what it says", async () => {
      const { summary, sentences } = await summaryOf("whole");
      assert.equal(summary.reading, "whole");
      assert.ok(sentences.length > 0);
      // Its answer was read: the points are its own choice.
      assert.doesNotMatch(summary.note ?? "", /could not be read/);
    });
  });
});
