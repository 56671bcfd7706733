import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { type Answer, type Completer, type View } from "../../../bench/typing/completer";
import { ghostOf, isVisible } from "../../../bench/typing/ghost";
import { editorDebounce, replay } from "../../../bench/typing/replay";
import { type Part } from "../../../bench/typing/session";
import { parse } from "../../../support/cursor";

describe("bench ghost text", () => {
  const cases: readonly (readonly [
    why: string,
    from: string,
    text: string,
    now: string,
    visible: boolean,
  ])[] = [
    ["stays while it is typed", "a = |", "b + c;", "a = b +|", true],
    ["goes when it is typed to its end", "a = |", "b;", "a = b;|", false],
    ["goes when something else is typed", "a = |", "b;", "a = c|", false],
    ["stays through the editor's own closer", "foo|", "(a, b);", "foo(|)", true],
    ["goes when the closer is not in it", "foo|", "(a", "foo(|)", false],
    ["goes when the text behind it changes", "a|\nx", "bc", "ab|\ny", false],
    ["goes when the cursor moves up", "x\na|", "bc", "x|\na", false],
  ];
  for (const [why, from, text, now, visible] of cases)
    it(why, () => {
      const page = parse(from);
      const ghost = ghostOf(page, { text, start: page.offset, end: page.offset });
      assert.ok(ghost !== undefined);
      assert.equal(isVisible(ghost, parse(now)), visible);
    });

  it("takes the place of the rest of the line", () => {
    const page = parse("foo(|)");
    const suggestion = { text: "a, b);", start: page.offset, end: page.text.length };
    const ghost = ghostOf(page, suggestion);
    assert.ok(ghost !== undefined && isVisible(ghost, parse("foo(a|)")));
    assert.equal(ghostOf(page, { ...suggestion, text: ")" }), undefined);
  });
});

/** A clock that jumps to the next wait as soon as nothing else happens. */
function fastClock() {
  let now = 0;
  const waits: { due: number; end: () => void }[] = [];
  const delay = (ms: number, signal: AbortSignal) =>
    new Promise<void>((end, reject) => {
      const wait = { due: now + ms, end };
      waits.push(wait);
      signal.addEventListener("abort", () => {
        waits.splice(waits.indexOf(wait), 1);
        reject(signal.reason as Error);
      });
    });
  async function run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    void work.finally(() => (done = true));
    for (;;) {
      await turn();
      if (done) return work;
      const [next] = waits.sort((a, b) => a.due - b.due);
      if (next === undefined) continue;
      now = next.due;
      waits.shift();
      next.end();
    }
  }
  return { now: () => now, delay, run };
}

const seen = (at: number) => ({ shown: at, whole: at });

describe("bench replay", () => {
  const file = { uri: "file:///project/a.ts", path: "a.ts", languageId: "typescript" };
  const part: Part = {
    file,
    opening: parse("|"),
    reading: 1000,
    strokes: [
      { key: "a", ...parse("a|"), gap: 30 },
      { key: "b", ...parse("ab|"), gap: 700 },
      { key: "c", ...parse("abc|"), gap: 700 },
      { key: "x", ...parse("abcx|"), gap: 100 },
      { key: "Move", ...parse("|abcx"), gap: 100 },
    ],
  };

  it("cancels, waits for the editor, and keeps what is still said", async () => {
    const { now, delay, run } = fastClock();
    const asked: string[] = [];
    const events: string[] = [];
    async function complete({ text, offset }: View, signal: AbortSignal): Promise<Answer> {
      asked.push(`${text} ${now() - 1000}`);
      await delay(text === "abcx" ? 1 : 100, signal);
      const says = text === "ab" ? "cde" : "";
      if (text === "abcx") return { kind: "silent" };
      return {
        kind: "worked",
        ...(says !== "" && { suggestion: { text: says, start: offset, end: offset } }),
      };
    }
    const side: Completer = {
      opened: ({ text }) => void events.push(`opened ${text}`),
      saved: ({ text }) => void events.push(`saved ${text}`),
      complete,
      idle: () => Promise.resolve(),
      work: () => Promise.reject(new Error("not asked for")),
      stop: () => Promise.resolve(),
    };
    const records = await run(replay(part, side, { now, delay }));
    assert.deepEqual(asked, ["ab 80", "abc 780", "abcx 1480"]);
    assert.deepEqual(events, ["opened ", "saved abcx"]);
    assert.deepEqual(records, [
      { key: "a", at: 0, gap: 30 },
      { key: "b", at: 30, gap: 700, answered: editorDebounce + 100, ...seen(editorDebounce + 100) },
      { key: "c", at: 730, gap: 700, answered: 0, ...seen(0) },
      { key: "x", at: 1430, gap: 100, silent: true },
    ]);
  });

  it("asks again when a suggestion has grown, and does not count first words that are taken back", async () => {
    const { now, delay, run } = fastClock();
    let grown: (version: number) => void = () => undefined;
    const answers = new Map([
      [3, ["c", "cde"]],
      [4, ["de", ""]],
    ]);
    async function complete({ version, offset }: View, signal: AbortSignal): Promise<Answer> {
      await delay(100, signal);
      const [text = "", ...more] = answers.get(version) ?? [];
      answers.set(version, more);
      if (more.length > 0)
        void delay(200, new AbortController().signal).then(() => {
          grown(version - 1);
          grown(version);
        });
      return { kind: "worked", ...(text !== "" && { suggestion: { text, start: offset, end: offset } }) };
    }
    const side: Completer = {
      opened: () => undefined,
      saved: () => undefined,
      onGrown: (listener) => (grown = listener),
      complete,
      idle: () => Promise.resolve(),
      work: () => Promise.reject(new Error("not asked for")),
      stop: () => Promise.resolve(),
    };
    const records = await run(replay(part, side, { now, delay }));
    const first = editorDebounce + 100;
    assert.deepEqual(records[1], {
      ...{ key: "b", at: 30, gap: 700 },
      ...{ answered: first, shown: first, whole: first + 300 },
    });
    assert.deepEqual(records[2], { key: "c", at: 730, gap: 700, answered: 0 });
    assert.equal(records[3]?.shown, undefined);
  });
});
