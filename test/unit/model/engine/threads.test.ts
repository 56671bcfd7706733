import assert from "node:assert/strict";
import { createEvaluations, createThreadChoice } from "../../../../server/src/model/engine/threads";

/** A machine on which threads wait for each other: one thread without a core of its own stalls all. */
const tokenTime = (threads: number, free: number) => (threads <= free ? 60 / threads : 60 * 20);

/** Runs tokens for `seconds` of the machine's own time; answers the mean milliseconds a token. */
function run(cores: number, phases: readonly { seconds: number; free: number }[]): number[] {
  let time = 0;
  const choice = createThreadChoice(cores, () => time);
  return phases.map(({ seconds, free }) => {
    const end = time + seconds * 1000;
    const start = time;
    let tokens = 0;
    while (time < end) {
      const spent = tokenTime(choice.threads(), free);
      time += spent;
      choice.measured(spent);
      tokens++;
    }
    return (time - start) / tokens;
  });
}

describe("model/engine/threads", () => {
  const cases: { name: string; cores: number; free: number[]; within: number[] }[] = [
    { name: "a quiet machine uses all cores", cores: 4, free: [4], within: [1.1] },
    { name: "a busy machine uses what is free", cores: 4, free: [2], within: [1.35] },
    { name: "one core only", cores: 1, free: [1], within: [1] },
    { name: "two cores, one taken", cores: 2, free: [1], within: [1.35] },
    { name: "the cores come back", cores: 2, free: [1, 2], within: [1.35, 1.5] },
    { name: "the cores go", cores: 8, free: [8, 1], within: [1.1, 1.5] },
  ];
  for (const { name, cores, free, within } of cases) {
    it(name, () => {
      const means = run(
        cores,
        free.map((each) => ({ seconds: 120, free: each })),
      );
      means.forEach((mean, phase) => {
        const ladder = [cores, cores - 1, Math.ceil(cores / 2), 1].filter((count) => count >= 1);
        const best = Math.min(...ladder.map((count) => tokenTime(count, free[phase] ?? 1)));
        assert.ok(mean <= best * (within[phase] ?? 1), `${mean.toFixed(1)} ms against ${best} ms`);
      });
    });
  }

  it("is not turned away from a number by tokens that something else held up", () => {
    let time = 0;
    const choice = createThreadChoice(2, () => time);
    let onOne = 0;
    for (let token = 0; token < 2000; token++) {
      const threads = choice.threads();
      const spent = 60 / threads + (token % 4 === 0 ? 110 : 0);
      if (threads === 1) onOne++;
      time += spent;
      choice.measured(spent);
    }
    assert.ok(onOne < 100, `${onOne} of 2000 tokens on one thread`);
  });

  it("sets the threads before a step and learns the time of one token", async () => {
    let time = 0;
    const set: number[] = [];
    const times: Record<"prompt" | "token", number[]> = { prompt: [], token: [] };
    const choice = (kind: "prompt" | "token", threads: number) => ({
      threads: () => threads,
      measured: (milliseconds: number) => times[kind].push(milliseconds),
      suggest: () => {},
    });
    const evaluation = createEvaluations({
      prompt: choice("prompt", 4),
      token: choice("token", 3),
      setThreads: (threads) => set.push(threads),
      settled: () => Promise.reject(new Error("there is one context only")),
      now: () => time,
    })();
    const step = () => {
      time += 40;
      return Promise.resolve("done");
    };
    assert.equal(await evaluation.prompt(16, step), "done");
    assert.equal(await evaluation.token(step), "done");
    assert.equal(await evaluation.several(step), "done");
    assert.deepEqual({ set, times }, { set: [4, 3, 3], times: { prompt: [40 / 22], token: [40] } });
  });

  it("does not take the small steps between suggestions for a machine that has become busy", async () => {
    let time = 0;
    let threads = 0;
    let onOne = 0;
    const evaluation = createEvaluations({
      prompt: createThreadChoice(2, () => time),
      token: createThreadChoice(2, () => time),
      setThreads: (count) => (threads = count),
      settled: () => Promise.resolve(),
      now: () => time,
    })();
    const prompt = (tokens: number) =>
      evaluation.prompt(tokens, () => {
        // Measured: a 1.5B model on two cores.
        time += (40 + 7 * tokens) * (2 / threads);
        if (threads === 1) onOne++;
        return Promise.resolve();
      });
    for (let chunk = 0; chunk < 10; chunk++) await prompt(64);
    assert.ok(threads === 2 && onOne < 5, `${onOne} chunks on one thread`);
    for (const tokens of [5, 3, 2, 2, 1, 4, 4, 8, 4, 5, 1, 2, 6, 4]) await prompt(tokens);
    onOne = 0;
    for (let chunk = 0; chunk < 10; chunk++) await prompt(32);
    assert.equal(onOne, 0);
  });

  it("takes the first token's threads from the prompt, and its own measurements after it", async () => {
    let time = 0;
    const used: number[] = [];
    const prompt = { threads: () => 4, measured: () => {}, suggest: () => {} };
    const token = createThreadChoice(4, () => time);
    const setThreads = (threads: number) => used.push(threads);
    const settled = () => Promise.resolve();
    const evaluation = createEvaluations({ prompt, token, setThreads, settled, now: () => time })();
    for (let i = 0; i < 4; i++) {
      await evaluation.token(() => {
        time += tokenTime(token.threads(), 2);
        return Promise.resolve();
      });
    }
    assert.deepEqual(used, [4, 3, 2, 2]);
  });

  it("waits for the library to free the threads only when another context evaluates", async () => {
    const order: string[] = [];
    const fixed = { threads: () => 2, measured: () => {}, suggest: () => {} };
    const contexts = createEvaluations({
      prompt: fixed,
      token: fixed,
      setThreads: () => order.push("set"),
      settled: async () => void order.push("settled"),
      now: () => 0,
    });
    const [completion, assistant] = [contexts(), contexts()];
    const step = async (name: string) => void order.push(name);
    await completion.prompt(8, () => step("completion"));
    await completion.token(() => step("completion"));
    await assistant.several(() => step("assistant"));
    await completion.token(() => step("completion"));
    assert.equal(
      order.join(" "),
      "set completion set completion settled set assistant settled set completion",
    );
  });
});
