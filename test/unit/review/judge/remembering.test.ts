import assert from "node:assert/strict";
import { memoryStore } from "../../../../server/src/review/ledger";
import { oracle, scriptedJudge, stageOf } from "../../../support/scriptedJudge";
import { fileOf, grave, inDocument, judged, manual, never, pack, packOf, quiet, rule } from "./bench";

describe("the ledger of the model's stage", () => {
  const two = packOf(rule("J1") + rule("H1", "", "high"));

  it("gives the same bytes without asking again, from another process's ledger", async () => {
    const ledger = memoryStore();
    const first = stageOf({ runtime: scriptedJudge(inDocument(oracle)), ledger });
    const one = await first.stage.judge([fileOf(manual, two)], quiet, never);
    const silent = scriptedJudge(() => new Error("must not be asked"));
    const second = stageOf({ runtime: silent, ledger });
    const again = await second.stage.judge([fileOf(manual, two)], quiet, never);
    assert.equal(JSON.stringify(again), JSON.stringify(one));
    assert.match(second.notes.join("\n"), /4 questions \(a rule on a section\), 4 of them answered before/);
  });

  it("goes on where a run was stopped, and returns what was done", async () => {
    const ledger = memoryStore();
    const controller = new AbortController();
    const answer = inDocument((asked) => {
      if (asked.look === "first" && asked.section.includes("Nothing")) controller.abort();
      return oracle(asked);
    });
    const first = stageOf({ runtime: scriptedJudge(answer), ledger });
    const part = await first.stage.judge([fileOf(manual, pack)], quiet, controller.signal);
    assert.equal(part.findings.length, 1);
    assert.deepEqual(
      part.skipped.map(({ where }) => where),
      ["docs/a.md:7 J1"],
    );
    assert.match(part.skipped[0]?.why ?? "", /stopped.*remembered/);
    const rest = scriptedJudge(inDocument(oracle));
    const whole = await stageOf({ runtime: rest, ledger }).stage.judge([fileOf(manual, pack)], quiet, never);
    assert.deepEqual([whole.findings, whole.skipped], [part.findings, []]);
    assert.equal(rest.requests.length, 1);
  });

  it("asks again after a section changed, and only there; a moved section keeps its judgement and its place", async () => {
    const ledger = memoryStore();
    const runtime = scriptedJudge(inDocument(oracle));
    const { stage } = stageOf({ runtime, ledger });
    await stage.judge([fileOf(manual, pack)], quiet, never);
    const before = runtime.requests.length;
    const moved = manual
      .replace("## One", "New text.\n\n## One")
      .replace("Nothing at all.", "Nothing at all now.");
    const { findings } = await stage.judge([fileOf(moved, pack)], quiet, never);
    const sections = runtime.requests.slice(before).map((request) => JSON.stringify(request));
    assert.ok(sections.every((text) => text.includes("New text") || text.includes("now")));
    assert.deepEqual(
      findings.map(({ evidence, anchor }) => [evidence, anchor.start.line]),
      [["Then a BAD sentence stands here.", 6]],
    );
  });

  it("says that another model's judgements are not comparable", async () => {
    const ledger = memoryStore();
    await stageOf({ runtime: scriptedJudge(inDocument(oracle)), ledger }).stage.judge(
      [fileOf(manual, pack)],
      quiet,
      never,
    );
    const other = scriptedJudge(inDocument(oracle), { sha256: "b".repeat(64) });
    const { stage, notes } = stageOf({ runtime: other, ledger });
    await stage.judge([fileOf(manual, pack)], quiet, never);
    assert.match(notes.join("\n"), /2 questions were answered before by another model.*not comparable/);
  });

  it("shows what it remembers without asking, in the text as it is now", async () => {
    const runtime = scriptedJudge(inDocument(oracle));
    const { stage } = stageOf({ runtime });
    assert.deepEqual(stage.remembered(fileOf(manual, pack)), []);
    const { findings } = await stage.judge([fileOf(manual, pack)], quiet, never);
    const asked = runtime.requests.length;
    assert.deepEqual(stage.remembered(fileOf(manual, pack)), findings);
    assert.deepEqual(stage.remembered(fileOf(manual.replace("BAD", "bad"), pack)), []);
    assert.equal(runtime.requests.length, asked);
  });

  it("writes no text of the document", async () => {
    const { ledger } = await judged(oracle, { packs: grave });
    const text = (await ledger.read()) ?? "";
    assert.ok(text.length > 0);
    for (const word of ["BAD", "Manual", "sentence", "Nothing", "H1"]) assert.ok(!text.includes(word), word);
  });
});

describe("time is a promise", () => {
  it("says before it asks how much there is and how long it takes, and what is left meanwhile", async () => {
    const runtime = scriptedJudge(inDocument(oracle));
    const told: string[] = [];
    const { stage, notes } = stageOf({
      runtime,
      measure: async () => {
        assert.ok(!JSON.stringify(runtime.requests).includes("Manual"), "measured before it is asked");
        return { prompt: 5, decode: 1 };
      },
    });
    await stage.judge(
      [fileOf(manual, pack)],
      (done, total, message) => told.push(`${done}/${total} ${message}`),
      never,
    );
    assert.match(
      notes.at(-1) ?? "",
      /2 sections, 2 questions \(a rule on a section\), 0 of them answered before\. Time: about \d+ min/,
    );
    assert.ok(
      told.some((line) => /^0\/2 Judging: 2 sections left, about \d+ min/.test(line)),
      told.join("\n"),
    );
    assert.ok(told.some((line) => /^1\/2 Judging: 1 sections left, about \d+ min/.test(line)));
    assert.equal(told.at(-1), "2/2 ");
  });
});
