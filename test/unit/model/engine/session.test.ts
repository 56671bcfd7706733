import assert from "node:assert/strict";
import { type GenerateChunk, type GenerateRequest, type Usage } from "../../../../server/src/model/runtime";
import { settled, type ManualClock } from "../manualClock";
import { createFakeEngine, type FakeContext, type Model } from "./fakeContext";

const never = new AbortController().signal;
const letter = (code: number) => 97 + (code % 26);
/** What comes next depends on all that stands before: a token too many or missing shows in the text. */
const chaotic: Model = (tokens) =>
  letter(tokens.reduce((sum, token, at) => (sum * 31 + token + at) % 9973, 7));

interface Answer {
  text: string;
  usage?: Usage;
  reason?: string;
  failed?: unknown;
}

function ask(context: FakeContext, request: Partial<GenerateRequest>, signal = never): Answer {
  const answer: Answer = { text: "" };
  const emit = (chunk: GenerateChunk) => {
    if (chunk.type === "text") answer.text += chunk.text;
    if (chunk.type === "end") Object.assign(answer, { usage: chunk.usage, reason: chunk.reason });
  };
  const whole = { kind: "completion", prompt: "", priority: "batch", maxTokens: 40, ...request };
  context.session.generate(whole as GenerateRequest, emit, signal).catch((error: unknown) => {
    answer.failed = error;
  });
  return answer;
}

async function until(clock: ManualClock, done: () => boolean): Promise<void> {
  for (let steps = 0; !done() && steps < 5000; steps++) await clock.advance(5);
  assert.ok(done(), "it takes for ever");
}

const prompt = "a long prompt of a review, ".repeat(20);
const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

describe("model/engine/session", () => {
  it("goes on with a batch behind every completion and evaluates nothing twice", async () => {
    const alone = createFakeEngine();
    const undisturbed = ask(alone.context(chaotic), { prompt });
    await until(alone.clock, () => undisturbed.usage !== undefined);

    const { clock, context, scheduler } = createFakeEngine();
    const [assistant, completion] = [context(chaotic), context(chaotic)];
    const batch = ask(assistant, { prompt });
    let completions = 0;
    while (batch.usage === undefined && completions < 500) {
      const typed = ask(completion, { prompt: `typed ${completions}`, priority: "completion", maxTokens: 3 });
      scheduler.noteTyping();
      await until(clock, () => typed.usage !== undefined);
      await clock.advance(740);
      completions++;
    }
    assert.ok(completions > 15, `${completions} interruptions`);
    assert.equal(batch.text, undisturbed.text);
    assert.equal(batch.usage?.evaluatedTokens, prompt.length + 40 - 1);
    assert.equal(sum(assistant.evaluated), prompt.length + 40 - 1);
  });

  it("gives its context to a better class at once, also while it is held back", async () => {
    const { clock, context, scheduler } = createFakeEngine();
    const assistant = context(chaotic);
    const batch = ask(assistant, { prompt });
    await clock.advance(300);
    scheduler.noteTyping();
    await clock.advance(100);
    const steps = assistant.evaluated.length;
    const asked = ask(assistant, { prompt: `${prompt}?`, priority: "interactive", maxTokens: 5 });
    await until(clock, () => asked.usage !== undefined);
    assert.ok((asked.usage?.waitMs ?? Infinity) < 10, `waited ${asked.usage?.waitMs} ms`);
    assert.ok((asked.usage?.reusedTokens ?? 0) > 20, "what the batch had evaluated is used");
    assert.ok(assistant.evaluated.length > steps);
    await until(clock, () => batch.usage !== undefined);
    const alone = createFakeEngine();
    const undisturbed = ask(alone.context(chaotic), { prompt });
    await until(alone.clock, () => undisturbed.usage !== undefined);
    assert.equal(batch.text, undisturbed.text);
  });

  const moments = [
    { name: "in the prompt", after: 5, most: 1 },
    { name: "in the answer", after: 60, most: 1 },
  ];
  for (const { name, after, most } of moments) {
    it(`a cancelled request evaluates nothing more ${name}`, async () => {
      const { clock, context } = createFakeEngine();
      const completion = context(chaotic);
      const cancel = new AbortController();
      const running = ask(completion, { prompt, priority: "completion", maxTokens: 400 }, cancel.signal);
      await until(clock, () => completion.evaluated.length === after);
      cancel.abort(new Error("typed on"));
      await clock.advance(3000);
      assert.match(String(running.failed), /typed on/);
      assert.ok(completion.evaluated.length <= after + most - 1, "the step in flight is the last");
      const next = ask(completion, { prompt, priority: "completion", maxTokens: 2 });
      await until(clock, () => next.usage !== undefined);
      assert.ok((next.usage?.waitMs ?? Infinity) < 5);
    });
  }

  it("counts the time budget in its own steps, not in what it waited for others", async () => {
    const { clock, context, scheduler } = createFakeEngine();
    const batch = ask(context(chaotic), { prompt: "short", maxTokens: 400, timeBudget: 500 });
    await clock.advance(200);
    for (let key = 0; key < 20; key++) {
      scheduler.noteTyping();
      await clock.advance(200);
    }
    await until(clock, () => batch.usage !== undefined);
    assert.equal(batch.reason, "time");
    // A token takes 22 ms.
    assert.equal(batch.usage?.generatedTokens, Math.ceil(500 / 22));
  });

  it("evaluates one token for another candidate behind the same prompt", async () => {
    const { clock, context } = createFakeEngine();
    const completion = context(chaotic);
    const request = { prompt, priority: "completion", maxTokens: 1 } as const;
    const first = ask(completion, request);
    await until(clock, () => first.usage !== undefined);
    const second = ask(completion, { ...request, sampling: { temperature: 0.8 }, seed: 2 });
    await until(clock, () => second.usage !== undefined);
    assert.deepEqual([second.usage?.reusedTokens, second.usage?.evaluatedTokens], [prompt.length - 1, 1]);
  });

  it("takes a few new tokens along with the first one it generates: one step, not two", async () => {
    const { clock, context } = createFakeEngine();
    const completion = context(chaotic);
    const answered = async (typed: string) => {
      const answer = ask(completion, { prompt: prompt + typed, priority: "completion", maxTokens: 1 });
      await until(clock, () => answer.usage !== undefined);
      return answer.text;
    };
    await answered("");
    const steps = completion.evaluated.length;
    const text = await answered("typed");
    // The last of the prompt before was in the context, and its answer was not.
    assert.deepEqual(completion.evaluated.slice(steps), [5]);
    const fresh = createFakeEngine();
    const whole = ask(fresh.context(chaotic), { prompt: `${prompt}typed`, maxTokens: 1 });
    await until(fresh.clock, () => whole.usage !== undefined);
    assert.equal(text, whole.text);
  });

  it("evaluates a prompt that is only to be kept, and generates nothing", async () => {
    const { clock, context } = createFakeEngine();
    const completion = context(chaotic);
    const kept = ask(completion, { prompt, priority: "completion", maxTokens: 0 });
    await until(clock, () => kept.usage !== undefined);
    assert.deepEqual([kept.reason, kept.text, sum(completion.evaluated)], ["length", "", prompt.length - 1]);
  });
});

/** Copies the text between the brackets of the prompt, with one change, and ends. */
const copying =
  (changes: Readonly<Record<number, string>>): Model =>
  (tokens) => {
    const text = String.fromCodePoint(...tokens);
    const source = text.slice(text.indexOf("[") + 1, text.indexOf("]"));
    const at = tokens.length - text.indexOf("]") - 1;
    return at >= source.length ? 0 : ((changes[at] ?? source[at] ?? "").codePointAt(0) ?? 0);
  };

describe("model/engine/session with an answer that repeats its prompt", () => {
  const source =
    "The nurse signs the sheet. 看護師が 15 分以内に署名する。The form is kept for ten years. ".repeat(3);
  const cases: {
    readonly name: string;
    readonly model: Model;
    readonly prompt: string;
    readonly fewer: number;
  }[] = [
    { name: "a copy", model: copying({}), prompt: `[${source}]`, fewer: 2 },
    {
      name: "a copy with changes",
      model: copying({ 5: "X", 60: "Y", 61: "Z" }),
      prompt: `[${source}]`,
      fewer: 1.6,
    },
    { name: "nothing alike", model: chaotic, prompt: source, fewer: 1 },
  ];
  for (const { name, model, prompt: text, fewer } of cases) {
    it(`${name}: the same text in fewer steps`, async () => {
      const answers: Answer[] = [];
      const steps: number[] = [];
      for (const repeats of [undefined, true as const]) {
        const { clock, context } = createFakeEngine();
        const assistant = context(model);
        const answer = ask(assistant, { prompt: text, maxTokens: 300, ...(repeats && { repeats }) });
        await until(clock, () => answer.usage !== undefined);
        assert.equal(
          assistant.held().length,
          text.length + answer.text.length - (answer.reason === "length" ? 1 : 0),
        );
        answers.push(answer);
        steps.push(assistant.evaluated.length);
      }
      const [plain, drafted] = answers;
      assert.deepEqual([drafted?.text, drafted?.reason], [plain?.text, plain?.reason]);
      assert.equal(drafted?.usage?.generatedTokens, plain?.usage?.generatedTokens);
      assert.ok((steps[0] ?? 0) >= fewer * (steps[1] ?? Infinity), `${steps.join(" -> ")} steps`);
    });
  }

  const plain: {
    readonly name: string;
    readonly over: Partial<GenerateRequest>;
    readonly rewindable?: boolean;
  }[] = [
    { name: "random choices", over: { sampling: { temperature: 0.7 } } },
    { name: "a cache that cannot be cut back", over: {}, rewindable: false },
  ];
  for (const { name, over, rewindable = true } of plain) {
    it(`checks nothing at once with ${name}`, async () => {
      const { clock, context } = createFakeEngine();
      const assistant = context(copying({}), { rewindable });
      const answer = ask(assistant, { prompt: `[${source}]`, maxTokens: 50, repeats: true, ...over });
      await until(clock, () => answer.usage !== undefined);
      assert.equal(answer.usage?.evaluatedTokens, source.length + 2 + 50 - 1);
    });
  }

  it("ends at a stop text and at the limit in the middle of what was checked", async () => {
    for (const over of [{ stop: ["署名"] }, { maxTokens: 21 }]) {
      const texts: string[] = [];
      for (const repeats of [undefined, true as const]) {
        const { clock, context } = createFakeEngine();
        const assistant = context(copying({}));
        const request = { prompt: `[${source}]`, maxTokens: 300, ...over, ...(repeats && { repeats }) };
        const answer = ask(assistant, request);
        await until(clock, () => answer.usage !== undefined);
        texts.push(`${answer.reason}: ${answer.text}`);
        const again = ask(assistant, { ...request, maxTokens: 10 });
        await until(clock, () => again.usage !== undefined);
        assert.equal(again.text, answer.text.slice(0, 10), "what is left over is no part of the next answer");
      }
      assert.equal(texts[1], texts[0]);
    }
  });

  it("is cancelled after the step in flight and goes on after an interruption", async () => {
    const { clock, context } = createFakeEngine();
    const assistant = context(copying({}));
    const batch = ask(assistant, { prompt: `[${source}]`, maxTokens: 300, repeats: true });
    await until(clock, () => batch.text.length > 30);
    const asked = ask(assistant, { prompt: "[ab]", priority: "interactive" });
    await until(clock, () => asked.usage !== undefined);
    assert.equal(asked.text, "ab");
    await until(clock, () => batch.usage !== undefined);
    assert.equal(batch.text, source);

    const cancel = new AbortController();
    const running = ask(assistant, { prompt: `[${source}]`, maxTokens: 300, repeats: true }, cancel.signal);
    await until(clock, () => running.text.length > 30);
    const steps = assistant.evaluated.length;
    cancel.abort(new Error("closed"));
    await clock.advance(2000);
    await settled();
    assert.match(String(running.failed), /closed/);
    assert.ok(assistant.evaluated.length <= steps + 1);
  });

  it("keeps two texts in two places: a change between windows evaluates nothing twice", async () => {
    const texts = ["the code of one window, ", "what another one shows; "].map((text) => text.repeat(20));
    const evaluatedWith = async (places: number) => {
      const { clock, context } = createFakeEngine();
      const completion = context(chaotic, { places });
      const answers: string[] = [];
      for (let round = 0; round < 6; round++) {
        const answer = ask(completion, {
          prompt: texts[round % 2] ?? "",
          priority: "completion",
          maxTokens: 3,
        });
        await until(clock, () => answer.usage !== undefined);
        answers.push(answer.text);
      }
      return { answers, tokens: sum(completion.evaluated) };
    };
    const [one, two] = [await evaluatedWith(1), await evaluatedWith(2)];
    assert.deepEqual(two.answers, one.answers);
    const length = (texts[0] ?? "").length;
    assert.ok(one.tokens > 6 * length, `${one.tokens}`);
    assert.ok(two.tokens < 2 * length + 6 * 4, `${two.tokens} for two texts of ${length}`);
  });

  it("goes on in the place of its own text, and gives up the one that was not used for longest", async () => {
    const { clock, context } = createFakeEngine();
    const completion = context(chaotic, { places: 2 });
    const reusedOf = async (prompt: string) => {
      const answer = ask(completion, { prompt, priority: "completion", maxTokens: 2 });
      await until(clock, () => answer.usage !== undefined);
      return answer.usage?.reusedTokens ?? 0;
    };
    const [a, b, c] = ["a", "b", "c"].map((letter) => letter.repeat(100));
    assert.deepEqual([await reusedOf(a ?? ""), await reusedOf(b ?? "")], [0, 0]);
    assert.equal(await reusedOf(`${a}, and on`), 100);
    assert.equal(await reusedOf(c ?? ""), 0, "takes the place of b");
    assert.ok((await reusedOf(a ?? "")) >= 99);
    assert.equal(await reusedOf(b ?? ""), 0);
  });
});
