import assert from "node:assert/strict";
import { type CaseKind, type SuiteCase } from "../../../server/src/evaluate/cases";
import { type CasePorts, type Reply } from "../../../server/src/evaluate/ports";
import { type AskedCase, runCases } from "../../../server/src/evaluate/run";
import { ModelError } from "../../../server/src/model/runtime";
import { RequestError } from "../../../server/src/util/requestError";

const refusal = (id: string): AskedCase => {
  const one: SuiteCase = {
    ...{ id, line: 1, sha256: id, kind: "refuse" as const, prompt: id, must: [], mustNot: [], refusal: true },
  };
  return { suite: "s", one, sha256: `hash of ${id}` };
};

type Answer = () => Promise<Reply<"refuse">>;

function setUp(answers: Readonly<Record<string, Answer>>) {
  const asked: string[] = [];
  const told: string[] = [];
  let clock = 0;
  const refuse: CasePorts["refuse"] = ({ id }) => {
    asked.push(id);
    clock += 20;
    return (answers[id] ?? (() => Promise.resolve(said("できません。"))))();
  };
  const never = (kind: CaseKind) => () => Promise.reject(new Error(`nobody asks for ${kind}`));
  const ports: CasePorts = {
    ...{ complete: never("complete"), review: never("review"), ask: never("ask") },
    ...{ summarize: never("summarize"), refuse },
    ...{ code: never("code"), draft: never("draft"), commit: never("commit") },
  };
  const progress = (done: number, total: number) => void told.push(`${done}/${total}`);
  return { asked, told, deps: { ports, now: () => clock, progress } };
}

const said = (text: string): Reply<"refuse"> => ({ answer: { text }, said: text, by: "model" });
const never = new AbortController().signal;

describe("a run of cases", () => {
  it("goes one after the other, and keeps outcome, time and answer", async () => {
    const { asked, told, deps } = setUp({ b: () => Promise.resolve(said("はい。")) });
    const results = await runCases([refusal("a"), refusal("b")], deps, never);
    assert.deepEqual(
      [asked, told],
      [
        ["a", "b"],
        ["0/2", "1/2"],
      ],
    );
    assert.deepEqual(
      results.map(({ id, outcome, score, ms, by, sha256 }) => [id, outcome, score, ms, by, sha256]),
      [
        ["a", "passed", 1, 20, "model", "hash of a"],
        ["b", "failed", 0, 20, "model", "hash of b"],
      ],
    );
    assert.deepEqual([results[1]?.said, results[1]?.reason], ["はい。", "The request was not refused."]);
  });

  it("takes an error of the model or a file for a failed case, and goes on", async () => {
    const { deps } = setUp({
      a: () => Promise.reject(new ModelError("engine-crashed", "It ended.")),
      b: () => Promise.reject(new RequestError("not-readable", "Locked.")),
    });
    const results = await runCases([refusal("a"), refusal("b"), refusal("c")], deps, never);
    assert.deepEqual(
      results.map(({ outcome, error, reason }) => [outcome, error, reason]),
      [
        ["failed", true, "It ended."],
        ["failed", true, "Locked."],
        ["passed", undefined, undefined],
      ],
    );
  });

  it("says why a case was not run", async () => {
    const { deps } = setUp({ a: () => Promise.resolve({ notRun: "No model." }) });
    const [result] = await runCases([refusal("a")], deps, never);
    assert.deepEqual([result?.outcome, result?.reason], ["not-run", "No model."]);
  });

  it("keeps what is done when it is stopped, and not what was under way", async () => {
    const stop = new AbortController();
    const { asked, deps } = setUp({
      b: () => {
        stop.abort();
        return Promise.reject(stop.signal.reason as Error);
      },
    });
    const results = await runCases([refusal("a"), refusal("b"), refusal("c")], deps, stop.signal);
    assert.deepEqual([results.map(({ id }) => id), asked], [["a"], ["a", "b"]]);
  });

  it("does not count an answer that came of a stop", async () => {
    const stop = new AbortController();
    const { deps } = setUp({
      a: () => {
        stop.abort();
        return Promise.resolve(said("で"));
      },
    });
    assert.deepEqual(await runCases([refusal("a")], deps, stop.signal), []);
  });

  it("hides no fault of its own", async () => {
    const { deps } = setUp({ a: () => Promise.reject(new TypeError("a bug")) });
    await assert.rejects(runCases([refusal("a")], deps, never), /a bug/);
  });

  it("keeps the beginning of a long answer", async () => {
    const { deps } = setUp({ a: () => Promise.resolve(said("あ".repeat(10_000))) });
    const [result] = await runCases([refusal("a")], deps, never);
    assert.equal(result?.said?.length, 4_000);
  });
});
