import assert from "node:assert/strict";
import {
  type TextWindow,
  rememberCounts,
  windowAround,
} from "../../../../server/src/completion/context/window";

/** One token for four characters, as good as any. */
const count = (text: string) => Promise.resolve(Math.ceil(text.length / 4));
const numbered = (lines: number, width = 40) =>
  Array.from({ length: lines }, (_, line) => `line ${line} `.padEnd(width - 1, "x") + "\n").join("");

describe("context window", () => {
  it("takes a small document whole", async () => {
    const window = await windowAround(
      { prefix: "a\nb\nc", suffix: "d\ne\n" },
      { prefix: 100, suffix: 100 },
      count,
    );
    assert.deepEqual(window, { prefix: "a\nb\nc", suffix: "d\ne\n", from: 0 });
    assert.deepEqual(await windowAround({ prefix: "", suffix: "" }, { prefix: 100, suffix: 100 }, count), {
      prefix: "",
      suffix: "",
      from: 0,
    });
  });

  it("keeps its start while the user types, then moves by 32 lines", async () => {
    const starts: number[] = [];
    for (let lines = 500; lines < 564; lines++) {
      const prefix = `${numbered(lines)}    retur`;
      const window = await windowAround({ prefix, suffix: "" }, { prefix: 1536, suffix: 0 }, count);
      assert.ok(prefix.endsWith(window.prefix));
      assert.ok((await count(window.prefix)) <= 1536 + 10);
      assert.ok((await count(window.prefix)) >= 1536 / 2);
      const start = Number(/^line (\d+)/.exec(window.prefix)?.[1]);
      if (starts.at(-1) !== start) starts.push(start);
    }
    assert.equal(starts.length, 3);
    assert.ok(starts.every((start) => start % 32 === 0));
  });

  it("counts one new piece for a key typed", async () => {
    let calls = 0;
    const counted = rememberCounts((text) => ((calls += 1), count(text)));
    const type = (text: string) =>
      windowAround(
        { prefix: numbered(500) + text, suffix: numbered(100) },
        { prefix: 1536, suffix: 384 },
        counted,
      );
    await type("retur");
    assert.ok(calls < 20, `${calls} counts for the first window`);
    calls = 0;
    await type("return");
    assert.equal(calls, 1);
  });

  it("never cuts the last lines off because the piece before is too big", async () => {
    const prefix = numbered(64, 400) + "short";
    const window = await windowAround({ prefix, suffix: "" }, { prefix: 1536, suffix: 0 }, count);
    assert.ok((await count(window.prefix)) > 1536 / 2);
    assert.match(window.prefix, /^line \d+ /);
  });

  it("cuts one giant line on both sides without splitting a character", async () => {
    const giant = "🎉".repeat(40_000);
    const window = await windowAround(
      { prefix: `x${giant}`, suffix: `${giant}y` },
      { prefix: 300, suffix: 100 },
      count,
    );
    for (const text of [window.prefix, window.suffix]) assert.match(text, /^🎉+$/u);
    assert.ok((await count(window.prefix)) <= 300 && (await count(window.prefix)) > 150);
    assert.ok((await count(window.suffix)) <= 100);
  });

  it("takes the lines next to the cursor after it", async () => {
    const { suffix } = await windowAround(
      { prefix: "", suffix: `rest\n${numbered(200)}` },
      { prefix: 0, suffix: 384 },
      count,
    );
    assert.match(suffix, /^rest\nline 0 /);
    assert.ok(suffix.endsWith("\n"));
    assert.ok((await count(suffix)) <= 384 + 10);
  });

  it("stays where the last window began until that has grown by half, so that nothing is evaluated twice", async () => {
    let last: TextWindow | undefined;
    const starts = new Set<number>();
    for (let lines = 500; lines < 660; lines++) {
      const prefix = numbered(lines);
      last = await windowAround({ prefix, suffix: "" }, { prefix: 1536, suffix: 0 }, count, last);
      assert.ok(prefix.endsWith(last.prefix) && (await count(last.prefix)) <= 1536 * 1.5 + 10);
      starts.add(last.from);
    }
    assert.ok(starts.size <= 3, `${starts.size} starts in 160 lines`);
  });

  it("gives a window up that no longer begins with the same text, or holds too little", async () => {
    const prefix = numbered(500);
    const sizes = { prefix: 1536, suffix: 0 };
    const last = await windowAround({ prefix, suffix: "" }, sizes, count);
    const inserted = await windowAround({ prefix: `new line\n${prefix}`, suffix: "" }, sizes, count, last);
    assert.notEqual(inserted.from, last.from);
    const near = prefix.slice(0, last.from + 400);
    const back = await windowAround({ prefix: near, suffix: "" }, sizes, count, last);
    assert.ok((await count(back.prefix)) > 700);
  });
});
