import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { createPattern } from "../../../bench/peers/llamaVscode";
import { type View } from "../../../bench/typing/completer";
import { linesOf } from "../../../bench/typing/documentLines";
import { type InfillAnswer, type InfillQuestion } from "../../../bench/typing/infill";
import { createPeerCache } from "../../../bench/typing/peerCache";
import { cutToPlace, isRepetition, withoutBlankEnd } from "../../../bench/typing/peerFilters";
import { createPeerRing } from "../../../bench/typing/peerRing";
import { seeded } from "../../../bench/typing/random";
import { parse } from "../../../support/cursor";

const file = { uri: "file:///project/a.ts", path: "a.ts", languageId: "typescript" };
const view = (marked: string): View => ({ file, version: 1, ...parse(marked) });
const never = new AbortController().signal;

describe("bench peer filters", () => {
  const cases: readonly (readonly [document: string, answer: string, dropped: boolean])[] = [
    ["a|\nb\nc", "", true],
    ["a|\nb\nc", "\nb\nc", true],
    ["a|\nb\nc", "\nb\nd", false],
    ["foo(|)\nb", ")", true],
    ["  |\n\n  b();\nc", "b();", true],
    ["  |\n\n  b();\nc();", "b();\nc", true],
    ["  |\n\n  b();\nc();", "b();\nd", false],
    ["  |\nb();\nc();\nd();", "b();", false],
    ["|\nb();\nc();\nd();", "b();\nc();\nd();", true],
    ["a\n|", "a", false],
    ["a|\n\n", "b", false],
  ];
  for (const [document, answer, dropped] of cases)
    it(`${JSON.stringify(answer)} at ${JSON.stringify(document)}`, () => {
      const lines = withoutBlankEnd(answer.split("\n"));
      assert.equal(isRepetition(lines, linesOf(view(document))), dropped);
    });

  it("keeps one line where something follows", () => {
    assert.equal(cutToPlace(["a, b)"], ")"), "a, b");
    assert.equal(cutToPlace(["a,", "b"], ")"), "a,");
    assert.equal(cutToPlace(["a,", "b"], ""), "a,\nb");
  });
});

describe("bench peer cache", () => {
  const place = (prompt: string) => ({ inputPrefix: "p\n", inputSuffix: "s\n", prompt });

  it("walks back along the line", () => {
    const cache = createPeerCache();
    cache.put(place("a = "), "bcd;");
    assert.equal(cache.find(place("a = bc")), "d;");
    assert.equal(cache.find(place("a = x")), undefined);
    assert.equal(cache.find({ ...place("a = bc"), inputSuffix: "t\n" }), undefined);
  });

  it("forgets the oldest of more than 250", () => {
    const cache = createPeerCache();
    for (let index = 0; index < 251; index++) cache.put(place(`${index}:`), "x");
    assert.equal(cache.has(place("0:")), false);
    assert.equal(cache.has(place("1:")), true);
  });
});

describe("bench peer ring", () => {
  const numbered = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => `line ${from + index}`).join("\n");

  it("evaluates a piece a second, and only while nothing is asked", () => {
    let now = 0;
    const ring = createPeerRing(seeded(1), () => now);
    ring.pickAroundCursor(view(`|${numbered(20)}`), false);
    ring.pickAroundCursor(view(`|${numbered(20)}`), false);
    ring.pickAroundCursor(view(`|${numbered(20, 100)}`), true);
    assert.equal(ring.advance(-1000), undefined);
    now = 3000;
    assert.equal(ring.advance(0)?.[0]?.text, `${numbered(20)}\n`);
    assert.equal(ring.advance(0), undefined);
    assert.equal(ring.chunks().length, 1);
  });

  it("takes half a chunk of what is long, and what lies beyond the window once", () => {
    const ring = createPeerRing(seeded(1), () => 10_000);
    ring.pickAroundCursor(view(`${numbered(100)}|\n${numbered(100, 100)}`), false);
    assert.equal(ring.advance(0)?.[0]?.text.trimEnd().split("\n").length, 32);
    const long = view(`${numbered(10)}|\n${numbered(100, 10)}`);
    ring.pickBeyondWindow(long);
    ring.pickBeyondWindow(long);
    assert.equal(ring.advance(0)?.length, 2);
    assert.equal(ring.advance(0), undefined);
  });
});

describe("bench peer pattern", () => {
  function setUp(says: string) {
    const questions: InfillQuestion[] = [];
    const open: ((answer: InfillAnswer) => void)[] = [];
    const polls: (() => void)[] = [];
    const timings = { cache_n: 90, prompt_n: 10, predicted_n: 4 };
    const pattern = createPattern({
      ask: (question) => {
        questions.push(question);
        return new Promise((resolve) => open.push(resolve));
      },
      now: () => 0,
      delay: () => new Promise((resolve) => polls.push(resolve)),
      maxTokens: 16,
    });
    const answer = () => open.shift()?.({ content: says, timings });
    return { pattern, questions, answer, poll: () => polls.shift()?.() };
  }

  it("asks with the line as prompt, and answers from memory while the text is typed", async () => {
    const { pattern, questions, answer } = setUp("bcd;");
    const first = pattern.complete(view("x\n  a = |\ny"), never);
    answer();
    assert.deepEqual(await first, { kind: "worked", suggestion: { text: "bcd;", start: 8, end: 8 } });
    const { inputPrefix, inputSuffix, prompt, indent, maxTokens } = questions[0] ?? assert.fail();
    assert.deepEqual(
      [inputPrefix, inputSuffix, prompt, indent, maxTokens],
      ["x\n", "\ny\n", "  a = ", 2, 16],
    );
    const { suggestion } = await pattern.complete(view("x\n  a = bc|\ny"), never);
    assert.equal(suggestion?.text, "d;");
  });

  it("asks ahead for what follows a suggestion", async () => {
    const { pattern, questions, answer, poll } = setUp("bcd;");
    const first = pattern.complete(view("  a = |\ny"), never);
    answer();
    await first;
    poll();
    await turn();
    assert.equal(questions[1]?.prompt, "  a = bcd;");
    answer();
    await pattern.idle();
    const { promptTokens, reusedTokens, requests, cancelled } = pattern.work(0);
    assert.deepEqual([promptTokens, reusedTokens, requests, cancelled], [200, 180, 2, 0]);
  });

  it("never calls a question off; the next waits, and gives up if it is called off itself", async () => {
    const { pattern, questions, answer, poll } = setUp("b");
    const gone = new AbortController();
    const first = pattern.complete(view("a|"), gone.signal);
    gone.abort();
    const second = new AbortController();
    const overtaken = pattern.complete(view("ab|"), second.signal);
    second.abort();
    poll();
    assert.deepEqual(await overtaken, { kind: "gone" });
    const third = pattern.complete(view("abc|"), never);
    answer();
    await first;
    assert.equal(questions.length, 1);
    poll();
    await turn();
    answer();
    assert.equal((await third).kind, "worked");
    assert.equal(questions.length, 2);
    assert.equal(pattern.work(0).alive, 1);
  });

  it("asks nothing where much follows on the line", async () => {
    const { pattern, questions } = setUp("b");
    assert.deepEqual(await pattern.complete(view("a|123456789"), never), { kind: "silent" });
    assert.equal(questions.length, 0);
  });

  it("leaves out the indentation of an empty line", async () => {
    const { pattern, questions, answer } = setUp("    b();");
    const first = pattern.complete(view("a {\n    |\n}"), never);
    answer();
    assert.equal((await first).suggestion?.text, "b();");
    assert.equal(questions[0]?.prompt, "");
  });
});
