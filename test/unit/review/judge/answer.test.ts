import assert from "node:assert/strict";
import { type StopReason } from "../../../../server/src/model/runtime";
import { readJudged, readVerified } from "../../../../server/src/review/judge/answer";

const answer = (over: object = {}) =>
  JSON.stringify({ reason: "r", quote: "q", verdict: "violation", confidence: "high", ...over });

describe("readJudged", () => {
  const good: readonly [text: string, verdict: string][] = [
    [answer(), "violation"],
    [answer({ verdict: "not_applicable", quote: "" }), "not_applicable"],
    [`Here it is:\n\`\`\`json\n${answer({ verdict: "compliant" })}\n\`\`\``, "compliant"],
    [answer({ reason: "同意を得ずに提供しており、違反しています。" }), "violation"],
    [answer({ reason: "This violates the rule; the notice is not compliant." }), "violation"],
    [answer({ reason: "同意の記載があり、違反していません。", verdict: "compliant" }), "compliant"],
    [answer({ reason: "It is not a violation.", verdict: "compliant" }), "compliant"],
    [answer({ reason: "適合しているとは言えない。同意がない。違反している。" }), "violation"],
  ];
  for (const [text, verdict] of good)
    it(`takes ${text.slice(0, 60)}`, () => {
      const read = readJudged(text, "eos");
      assert.equal("answer" in read && read.answer.verdict, verdict);
    });

  const bad: readonly [text: string, reason: StopReason, why: string][] = [
    ["", "eos", "garbage"],
    ["lorem ipsum", "eos", "garbage"],
    ["[]", "eos", "garbage"],
    ["null", "eos", "garbage"],
    ["{}", "eos", "garbage"],
    ["OK, no violation.", "eos", "garbage"],
    [answer().slice(0, 40), "eos", "garbage"],
    [answer().slice(0, 40), "length", "endless"],
    ["aaaa ".repeat(50), "length", "endless"],
    [answer().slice(0, 40), "time", "time"],
    [answer(), "time", "time"],
    [answer({ verdict: "pass" }), "eos", "garbage"],
    [answer({ verdict: true }), "eos", "garbage"],
    [answer({ quote: 7 }), "eos", "garbage"],
    [answer({ confidence: "very" }), "eos", "garbage"],
    [answer({ reason: undefined }), "eos", "garbage"],
    ["I'm sorry, I can't help with that.", "eos", "refused"],
    ["申し訳ありませんが、お答えできません。", "eos", "refused"],
    [answer({ reason: "As an AI I cannot judge.", verdict: "compliant" }), "eos", "refused"],
    [answer({ reason: "申し訳ございませんが判断できません。", verdict: "not_applicable" }), "eos", "refused"],
    [answer({ reason: "The section is compliant." }), "eos", "contradiction"],
    [answer({ reason: "この節は規則に違反していません。" }), "eos", "contradiction"],
    [answer({ reason: "これは明らかな違反です。", verdict: "compliant" }), "eos", "contradiction"],
    [answer({ reason: "The text violates the rule.", verdict: "not_applicable" }), "eos", "contradiction"],
  ];
  for (const [text, reason, why] of bad)
    it(`is ${why}: ${text.slice(0, 60)} (${reason})`, () =>
      assert.deepEqual(readJudged(text, reason), { unjudged: why }));
});

describe("readVerified", () => {
  const cases: readonly [
    clause: unknown,
    exception: unknown,
    verdict: unknown,
    agrees: boolean | undefined,
  ][] = [
    [1, 0, "violation", true],
    [1, 2, "violation", false],
    [0, 0, "violation", false],
    [1, 0, "no_violation", false],
    [1, 0, "yes", undefined],
    ["1", 0, "violation", undefined],
    [-1, 0, "violation", undefined],
  ];
  for (const [clause, exception, verdict, agrees] of cases)
    it(`clause ${String(clause)}, exception ${String(exception)}, ${String(verdict)}`, () => {
      const read = readVerified(JSON.stringify({ reason: "r", clause, exception, verdict }), "eos");
      assert.deepEqual(read, agrees === undefined ? { unjudged: "garbage" } : { answer: { agrees } });
    });

  it("is no agreement without an answer", () => {
    assert.deepEqual(readVerified("maybe", "length"), { unjudged: "endless" });
    assert.deepEqual(readVerified('{"clause": 1', "time"), { unjudged: "time" });
  });
});
