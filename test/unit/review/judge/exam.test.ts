import assert from "node:assert/strict";
import { type Asked, confirmed, oracle, said, scriptedJudge, stageOf } from "../../../support/scriptedJudge";
import { fileOf, manual, never, pack, packOf, quiet, rule } from "./bench";

describe("the gate of the model's stage", () => {
  const five = packOf(["A", "B", "C", "D", "E"].map((id) => rule(id)).join(""));
  const models: readonly [
    what: string,
    answer: (asked: Asked) => string,
    standing: string,
    status: string | undefined,
  ][] = [
    ["that knows", oracle, "confirms", "confirmed"],
    ["that talks nonsense", () => "yes", "not-asked", undefined],
    [
      "that sees a violation everywhere",
      ({ look, section }) =>
        look === "second" ? confirmed : said("violation", section.trim().split("\n").at(-1)),
      "not-asked",
      undefined,
    ],
    ["that never sees one", () => said("compliant"), "not-asked", undefined],
    [
      "that misses every second one",
      (asked) =>
        /two|four/u.test(asked.section) && asked.look === "first" ? said("compliant") : oracle(asked),
      "advises",
      "advisory",
    ],
  ];
  for (const [what, answer, standing, status] of models)
    it(`a model ${what}: ${standing}`, async () => {
      const runtime = scriptedJudge(answer);
      const { stage, notes } = stageOf({ runtime });
      const {
        findings,
        judged: counts,
        skipped,
        unasked,
      } = await stage.judge([fileOf(manual, five)], quiet, never);
      assert.equal(counts?.exams[0]?.standing, standing);
      assert.deepEqual([...new Set(findings.map((one) => one.status))], status === undefined ? [] : [status]);
      if (standing !== "not-asked") return;
      assert.ok(
        !JSON.stringify(runtime.requests).includes("Then a BAD"),
        "it is not asked about the document",
      );
      assert.deepEqual([...unasked], ["p A", "p B", "p C", "p D", "p E"]);
      const [exam] = counts?.exams ?? [];
      assert.ok(exam !== undefined && exam.of === 20 && exam.cases < 20, "it ends when it is lost");
      for (const { why } of skipped)
        assert.match(
          why,
          new RegExp(
            `scripted failed the exam of rule pack p\\. It ended after ${exam.cases} of 20 examples`,
          ),
        );
      assert.match(notes.join("\n"), /failed the exam/);
    });

  it("takes the exam once, and never shows an example beside itself", async () => {
    const runtime = scriptedJudge(oracle);
    const { stage, cards } = stageOf({ runtime });
    await stage.judge([fileOf(manual, five)], quiet, never);
    const exam = runtime.requests.filter((request) => !JSON.stringify(request).includes("Manual"));
    for (const request of exam) {
      const text = request.kind === "chat" ? (request.messages[1]?.text ?? "") : "";
      const [, example = "", behind = ""] = text.split(/^={6,}$/mu);
      if (/^Does|Does the section/mu.test(behind)) assert.ok(!behind.includes(example.trim()), text);
    }
    assert.equal(cards.size, 1);
    const before = runtime.requests.length;
    await stage.judge([fileOf(manual.replace("Nothing", "Never"), five)], quiet, never);
    const later = runtime.requests.slice(before);
    assert.ok(later.every((request) => JSON.stringify(request).includes("Manual")));
  });

  it("goes on with an exam that ended early when the pack asks for less", async () => {
    const half = (asked: Asked) =>
      asked.look === "first" && /three/u.test(asked.section) ? said("compliant") : oracle(asked);
    const rules = ["A", "B", "C"].map((id) => rule(id)).join("");
    const strict = packOf(rules);
    const parts = stageOf({ runtime: scriptedJudge(half) });
    const first = await parts.stage.judge([fileOf(manual, strict)], quiet, never);
    assert.equal(first.judged?.exams[0]?.standing, "not-asked");
    assert.ok((first.judged.exams[0].of ?? 0) > first.judged.exams[0].cases);
    const again = await parts.stage.judge([fileOf(manual, strict)], quiet, never);
    assert.deepEqual(again.judged?.exams, first.judged.exams);
    const easy = packOf(rules, ", gate: { precision: 0.5, recall: 0.5 }");
    const later = await parts.stage.judge([fileOf(manual, easy)], quiet, never);
    assert.equal(later.judged?.exams[0]?.of, undefined);
  });

  it("does not ask about a pack without examples", async () => {
    const bare = packOf("\n  - { id: X, severity: low, message: M, judge: { violation: v } }");
    const runtime = scriptedJudge(oracle);
    const { skipped } = await stageOf({ runtime }).stage.judge([fileOf(manual, bare)], quiet, never);
    assert.deepEqual(
      skipped.map(({ where }) => where),
      ["p X"],
    );
    assert.match(skipped[0]?.why ?? "", /no examples/);
    assert.deepEqual(runtime.requests, []);
  });

  it("does not ask a model that is not there", async () => {
    const { stage } = stageOf({ runtime: scriptedJudge(oracle) });
    assert.equal(stage.ready(), true);
    const { stage: empty } = stageOf({ runtime: undefined });
    assert.equal(empty.ready(), false);
    const { unjudged, judged: counts } = await empty.judge([fileOf(manual, pack)], quiet, never);
    assert.match(unjudged[0]?.why ?? "", /is not loaded/);
    assert.equal(counts, undefined);
  });
});
