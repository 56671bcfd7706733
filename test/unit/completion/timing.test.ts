import assert from "node:assert/strict";
import { holeAt } from "../../../server/src/completion/hole";
import { createRhythm } from "../../../server/src/completion/rhythm";
import { budgetOf, createSpeed, isTooSlow } from "../../../server/src/completion/speed";
import { createWatchdog } from "../../../server/src/completion/watchdog";
import { scriptedRuntime } from "../../support/scriptedRuntime";
import { settings } from "./bench";

const lineEnd = (text: string) => holeAt(text, text.length, "typescript");

describe("rhythm", () => {
  const typed = (gap: number) => {
    const rhythm = createRhythm();
    for (let key = 0; key < 60; key++) rhythm.key(key * gap);
    return rhythm;
  };

  it("waits longer for a slow typist, and inside a word", () => {
    const [quick, slow] = [typed(80), typed(250)];
    assert.ok(quick.wait(lineEnd("cust")) < slow.wait(lineEnd("cust")));
    assert.ok(slow.wait(lineEnd("a.")) < slow.wait(lineEnd("a.cust")));
    assert.ok(slow.wait(lineEnd("a;\n  ")) < slow.wait(lineEnd("a.")));
    assert.ok(slow.wait(lineEnd("// 顧客")) > slow.wait(lineEnd("// 顧客、")));
  });

  it("never waits long, nor less than nothing", () => {
    for (const gap of [20, 80, 300, 690]) {
      for (const text of ["a", "a(", ""]) {
        const wait = typed(gap).wait(lineEnd(text));
        assert.ok(wait >= 0 && wait <= 350, `${gap} ${text}: ${wait}`);
      }
    }
  });

  it("does not take pasting or thinking for a rhythm", () => {
    const rhythm = createRhythm();
    const before = rhythm.wait(lineEnd("a"));
    for (let key = 0; key < 50; key++) rhythm.key(key * 2);
    for (let key = 0; key < 50; key++) rhythm.key(1000 + key * 5000);
    assert.equal(rhythm.wait(lineEnd("a")), before);
  });
});

describe("budget", () => {
  const usage = { generatedTokens: 1, waitMs: 0, generateMs: 0 };
  const total = ({ prefix, suffix, context }: ReturnType<typeof budgetOf>) => prefix + suffix + context;

  it("is what the settings say on a quick machine", () => {
    const { prefixTokens: prefix, suffixTokens: suffix, contextTokens: context } = settings;
    assert.deepEqual(budgetOf(2000, 8192, settings), { prefix, suffix, context, middle: 256 });
  });

  const rates: readonly (readonly [what: string, rate: number, least: number, most: number])[] = [
    ["what eight seconds evaluate on a slow one", 54, 340, 54 * 8],
    ["never next to nothing", 5, 320, 384],
    ["no more than enough where that takes some time", 94, 416, 480],
    ["more where a moment evaluates more", 200, 800, 200 * 4.5],
  ];
  for (const [what, rate, least, most] of rates)
    it(`is ${what}`, () => {
      const tokens = total(budgetOf(rate, 8192, settings));
      assert.ok(tokens >= least && tokens <= most, `${tokens} tokens at ${rate} a second`);
    });

  it("leaves room in the context for what is typed and generated", () => {
    for (const contextSize of [256, 512, 2048, 4096]) {
      const budget = budgetOf(2000, contextSize, settings);
      assert.ok(total(budget) + budget.prefix * 0.5 + budget.middle + settings.maxTokens <= contextSize);
    }
  });

  it("cannot be small enough for a machine that evaluates less than its least in that time", () => {
    assert.deepEqual([20, 47, 48, 94, 2000].map(isTooSlow), [true, true, false, false, false]);
  });

  it("follows the measured speed, but not every measurement: each change evaluates all anew", () => {
    const runtime = scriptedRuntime(() => "");
    const speed = createSpeed();
    const first = speed.budgetFor(runtime, settings);
    speed.note(runtime, { ...usage, promptTokens: 1000, reusedTokens: 0, promptMs: 15_000 });
    assert.deepEqual(speed.budgetFor(runtime, settings), first);
    speed.note(runtime, { ...usage, promptTokens: 1000, reusedTokens: 990, promptMs: 6000 });
    assert.deepEqual(speed.budgetFor(runtime, settings), first);
    // A prompt that another request had evaluated meanwhile says nothing, however short its time was.
    const interrupted = { ...usage, promptTokens: 1000, reusedTokens: 0, promptMs: 1 };
    speed.note(runtime, { ...interrupted, prefill: { tokens: 16, milliseconds: 300 } });
    assert.deepEqual(speed.budgetFor(runtime, settings), first);
    for (let time = 0; time < 8; time++)
      speed.note(runtime, { ...usage, promptTokens: 1000, reusedTokens: 0, promptMs: 500 });
    assert.ok(total(speed.budgetFor(runtime, settings)) > total(first));
  });
});

describe("watchdog", () => {
  const after = (milliseconds: number, came: boolean, times = 10) => {
    const watchdog = createWatchdog();
    for (let time = 0; time < times; time++) watchdog.note(milliseconds, came);
    return watchdog;
  };

  it("is silent while all is well, or nothing is known yet", () => {
    assert.equal(after(400, true).advice(), undefined);
    assert.equal(after(9000, true, 9).advice(), undefined);
    assert.equal(after(200, false).advice(), undefined);
  });

  it("speaks when suggestions come late or are given up", () => {
    assert.match(after(9000, true).advice() ?? "", /take 9 seconds/);
    assert.match(after(4000, false).advice() ?? "", /take 4 seconds/);
  });

  it("falls silent when it is quick again", () => {
    const watchdog = after(9000, true);
    for (let time = 0; time < 10; time++) watchdog.note(300, true);
    assert.equal(watchdog.advice(), undefined);
  });
});
