import assert from "node:assert/strict";
import { testAssistant } from "../../../server/src/model/capability";
import { type GenerateRequest, ModelError } from "../../../server/src/model/runtime";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const never = new AbortController().signal;

/** Good answers by a word of the source; `flaws` replaces some. */
const good: Readonly<Record<string, string>> = {
  監督官庁: "事故発生時、発見から30日以内に監督官庁へ報告が必要な場合がある",
  顧客データ: "顧客データの社外持ち出しは禁止",
  受付システム: "新受付システムは2025年4月1日稼働、導入費用は480万円",
  "Lost devices": "Report lost devices to the service desk within 24 hours; this is required.",
  "second server": "The second server's backup was not completed: disk full.",
  "error rate": "Error rate was 2.5% on March 31, 2025.",
};
const right = { ...good, 監督官庁: "事故の場合、発見から30日以内の報告書提出が義務" };

const answering = (answers: Readonly<Record<string, string>>) => (request: GenerateRequest) => {
  const source = request.kind === "chat" ? (request.messages.at(-1)?.text ?? "") : "";
  const found = Object.entries(answers).find(([word]) => source.includes(word));
  return JSON.stringify({ text: found?.[1] ?? "" });
};

describe("known-answer test of the assistant", () => {
  it("passes a model that keeps numbers, dates and negations; the card is plain data", async () => {
    const card = await testAssistant(scriptedRuntime(answering(right), { sha256: "ab" }), never);
    assert.deepEqual(
      card.cases.filter(({ ok }) => !ok),
      [],
    );
    assert.deepEqual(
      [card.role, card.passed, card.modelSha256, card.engine],
      ["assistant", true, "ab", "scripted 1 cpu"],
    );
    assert.deepEqual(JSON.parse(JSON.stringify(card)), card);
  });

  it("forgives one case and not two", async () => {
    const one = { ...right, "error rate": "Error rate was 25% on March 31, 2025." };
    assert.equal((await testAssistant(scriptedRuntime(answering(one)), never)).passed, true);
    const two = { ...one, 顧客データ: "顧客データは社外に持ち出してもよい" };
    const card = await testAssistant(scriptedRuntime(answering(two)), never);
    assert.equal(card.passed, false);
    assert.deepEqual(
      card.cases.filter(({ ok }) => !ok).map(({ name }) => name),
      ["ja-prohibition", "en-percent-date"],
    );
  });

  for (const [name, answer] of [
    ["no JSON", "Sure!"],
    ["empty text", '{"text":""}'],
    ["an echo of nothing", "{}"],
    ["noise", '{"text":"aaaa"}'],
  ] as const) {
    it(`fails a model that answers ${name}`, async () => {
      assert.equal(
        (
          await testAssistant(
            scriptedRuntime(() => answer),
            never,
          )
        ).passed,
        false,
      );
    });
  }

  it("fails a model that cannot chat, and rejects when the engine fails or the user stops", async () => {
    const unsupported = new ModelError("unsupported", "no chat");
    assert.equal(
      (
        await testAssistant(
          scriptedRuntime(() => unsupported),
          never,
        )
      ).passed,
      false,
    );
    await assert.rejects(
      testAssistant(
        scriptedRuntime(() => new ModelError("engine-crashed", "x")),
        never,
      ),
      /x/,
    );
    await assert.rejects(
      testAssistant(
        scriptedRuntime(() => "{}"),
        AbortSignal.abort(),
      ),
      { name: "AbortError" },
    );
  });
});
