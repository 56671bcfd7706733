import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { createCompletion, type InlineRequest } from "../../../server/src/completion/handler";
import { type ModelRuntime } from "../../../server/src/model/runtime";
import { ask as plainAsk, never, type Options, setUp } from "./bench";

const ask = (marked: string, options: Options = {}): InlineRequest =>
  plainAsk(marked, { ...options, settings: { ahead: true, debounce: 0, ...options.settings } });
const settled = async () => {
  for (let count = 0; count < 20; count++) await turn();
};

describe("completion while the user reads", () => {
  const says = (prompt: string) =>
    prompt.endsWith("const a =") ? " first();" : prompt.endsWith("first();") ? "\nsecond();\n\nthird" : "";

  it("computes what follows the suggestion, and has it ready when that is accepted", async () => {
    const { complete, runtime, pass } = setUp(says, false);
    assert.equal((await complete(ask("const a = |\n"), never))[0]?.text, "first();");
    await pass(250);
    await settled();
    assert.equal(runtime.requests.length, 2);
    assert.equal(runtime.requests[1]?.priority, "interactive");
    assert.equal((await complete(ask("const a = first();|\n"), never))[0]?.text, "\nsecond();");
    // Typed instead of accepted: a new line and what the editor indents.
    assert.equal((await complete(ask("const a = first();\nse|\n"), never))[0]?.text, "cond();");
    assert.equal(runtime.requests.length, 2);
  });

  it("does nothing of it once another key was pressed", async () => {
    const { complete, runtime, pass } = setUp(says, false);
    await complete(ask("const a = |\n"), never);
    await pass(100);
    await complete(ask("const a = f|\n"), never);
    await pass(200);
    await settled();
    assert.equal(runtime.requests.length, 1);
  });

  it("does nothing of it where it is switched off", async () => {
    const { complete, runtime, asked } = setUp(says);
    await complete(ask("const a = |\n", { settings: { ahead: false } }), never);
    await settled();
    assert.deepEqual([runtime.requests.length, asked], [1, []]);
  });

  it("evaluates a fresh prompt where much was typed behind the old one", async () => {
    const { complete, runtime, pass } = setUp("", false);
    await complete(ask("a();\n|\nz();"), never);
    await complete(ask(`a();\n${"b();\n".repeat(7)}c = |\nz();`), never);
    await pass(1200);
    await settled();
    const last = runtime.prefills.at(-1);
    assert.ok(last?.kind === "infill");
    assert.ok(last.prefix.endsWith("b();\n") && last.middle === undefined);
  });

  it("evaluates the prompt of a place the user looks at, after a moment", async () => {
    const { visit, runtime, pass } = setUp("b;", false);
    const looking = visit(ask("a();\nconst a = |\n"));
    await pass(150);
    assert.equal(runtime.prefills.length, 0);
    await pass(50);
    await looking;
    assert.deepEqual(
      runtime.prefills.map(({ priority }) => priority),
      ["interactive"],
    );
  });

  it("does not evaluate places the user only passes, nor excluded ones", async () => {
    const { visit, runtime, pass } = setUp("b;", false);
    void visit(ask("const a = |"));
    await pass(100);
    void visit(ask("KEY=|", { uri: "file:///w/.env" }));
    await pass(1000);
    assert.equal(runtime.prefills.length, 0);
  });

  it("has the prompt evaluated from the first key on, once, however fast the user types", async () => {
    const { complete, runtime, pass } = setUp("", false);
    const debounce = { settings: { debounce: 120 } };
    for (const typed of ["c", "co", "con", "cons"]) {
      void complete(ask(`a();\n${typed}|\nz();`, debounce), never);
      await pass(60);
    }
    assert.deepEqual([runtime.requests.length, runtime.prefills.length], [0, 1]);
    void complete(ask("y();\nb|\nz();", debounce), never);
    await pass(60);
    assert.deepEqual([runtime.requests.length, runtime.prefills.length], [0, 2]);
  });
});

describe("completion on a machine that is too slow", () => {
  /** Whole prompts of this machine are 20 tokens a second; what is evaluated is there at once by the test's clock. */
  function slowly() {
    const { ports, runtime, pass } = setUp("", false);
    const usage = { promptTokens: 200, reusedTokens: 0, waitMs: 0, promptMs: 10_000, generateMs: 0 };
    const slow: ModelRuntime = {
      ...runtime,
      async *generate(request, signal) {
        for await (const chunk of runtime.generate(request, signal))
          yield chunk.type === "end" ? { ...chunk, usage: { ...usage, generatedTokens: 0 } } : chunk;
      },
    };
    const completion = createCompletion({ ...ports, runtime: () => slow, beginsSmall: true });
    const linesRead = () => {
      const last = runtime.prefills.at(-1);
      return last?.kind === "infill" ? last.prefix.split("\n").length - 1 : undefined;
    };
    return { ...completion, pass, linesRead, prefills: runtime.prefills };
  }
  const call = "call(value, true);\n";
  const far = (typed: string) => `a();\n${call.repeat(100)}${typed}|\n${call.repeat(40)}`;

  it("reads a few lines first, and more once the user has stopped", async () => {
    const { complete, pass, linesRead, prefills } = slowly();
    await complete(ask("a();\n|\nz();"), never);
    await settled();
    await complete(ask(far("c")), never);
    await settled();
    const [first, few = 0] = [prefills.length, linesRead()];
    assert.ok(few > 0 && few <= 12, `${few} lines`);
    await pass(1200);
    await settled();
    assert.equal(prefills.length, first);
    await pass(2800);
    await settled();
    assert.equal(prefills.length, first + 1);
    assert.ok((linesRead() ?? 0) > 3 * few, `${linesRead()} lines`);
  });

  it("reads all of it for a user who looks and does not write", async () => {
    const { complete, visit, pass, linesRead } = slowly();
    await complete(ask("a();\n|\nz();"), never);
    await settled();
    const looking = visit(ask(far("")));
    await pass(600);
    await looking;
    assert.ok((linesRead() ?? 0) > 30, `${linesRead()} lines`);
  });
});

describe("candidates", () => {
  const answers = ["one();", "two();", "two();", "three();"];
  const bench = () => {
    let count = 0;
    return setUp(() => answers[count++] ?? "");
  };
  const byHand = (over: Options = {}) =>
    plainAsk("const a = |", { explicit: true, ...over, settings: { candidates: 4, ...over.settings } });

  it("are given when asked by hand, without repetition, the best one first", async () => {
    const { complete, runtime } = bench();
    const items = await complete(byHand(), never);
    assert.deepEqual(
      items.map(({ text }) => text),
      ["one();", "two();", "three();"],
    );
    assert.equal(new Set(items.map(({ id }) => id)).size, 3);
    const seeds = runtime.requests.map(({ seed, sampling }) => [seed, sampling?.temperature]);
    assert.deepEqual(seeds, [
      [undefined, 0],
      [1, 0.8],
      [2, 0.8],
      [3, 0.8],
    ]);
  });

  it("cost nothing the second time", async () => {
    const { complete, runtime } = bench();
    await complete(byHand(), never);
    assert.equal((await complete(byHand(), never)).length, 3);
    assert.equal(runtime.requests.length, 4);
  });

  it("are not made while typing, nor where one is wanted", async () => {
    const { complete, runtime } = bench();
    assert.equal((await complete(byHand({ explicit: false }), never)).length, 1);
    assert.equal((await complete(byHand({ settings: { candidates: 1 } }), never)).length, 1);
    assert.deepEqual(
      runtime.requests.map(({ seed }) => seed),
      [undefined, undefined],
    );
  });

  it("end when the user goes on", async () => {
    const user = new AbortController();
    let count = 0;
    const { complete, runtime } = setUp(() => {
      if (++count === 2) user.abort();
      return `${count};`;
    });
    await assert.rejects(complete(byHand(), user.signal));
    assert.equal(runtime.requests.length, 2);
  });
});

describe("acceptance", () => {
  it("is told once for each suggestion that was given", async () => {
    const bench = setUp("b;");
    const [item] = await bench.complete(plainAsk("const a = |"), never);
    assert.ok(item);
    bench.accepted(item.id);
    bench.accepted(item.id);
    bench.accepted(99);
    assert.equal(bench.taken(), 1);
  });
});
