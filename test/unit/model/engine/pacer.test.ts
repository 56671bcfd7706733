import assert from "node:assert/strict";
import { type Priority } from "../../../../server/src/model/runtime";
import { chunkLimit, createPrefillPacer } from "../../../../server/src/model/engine/pacer";

/** A machine on which a chunk costs a fixed part and a part for each token, in milliseconds. */
interface Machine {
  readonly fixed: number;
  readonly perToken: number;
}

const fast: Machine = { fixed: 5, perToken: 0.5 };
/** The 0.5B model of the bench on two cores. */
const usual: Machine = { fixed: 85, perToken: 3.3 };
const slow: Machine = { fixed: 60, perToken: 40 };

interface Asked {
  readonly priority: Priority;
  readonly held?: boolean;
}

/** Evaluates `tokens` in chunks; answers the chunks and the time of each. */
function prefill(machine: Machine, tokens: number, { priority, held = false }: Asked) {
  let time = 0;
  const pacer = createPrefillPacer(512, () => time);
  const chunks: { readonly size: number; readonly milliseconds: number }[] = [];
  for (let left = tokens; left > 0;) {
    const size = Math.min(left, pacer.chunkSize(priority, held));
    const milliseconds = machine.fixed + machine.perToken * size;
    time += milliseconds;
    left -= size;
    pacer.measured(size, milliseconds);
    chunks.push({ size, milliseconds });
  }
  return chunks;
}

describe("model/engine/pacer", () => {
  const quiet: Asked = { priority: "interactive" };
  const typing: Asked = { priority: "completion" };
  const held: Asked = { priority: "batch", held: true };
  const cases = [
    { name: "a fast machine soon takes whole batches", machine: fast, asked: quiet, usualSize: 512 },
    { name: "the usual machine while nobody types", machine: usual, asked: quiet, usualSize: 272 },
    { name: "the usual machine while the user types", machine: usual, asked: typing, usualSize: 48 },
    { name: "a slow machine still gets on", machine: slow, asked: typing, usualSize: 16 },
    { name: "a fast machine gets on although it is held back", machine: fast, asked: held, usualSize: 96 },
    { name: "the usual machine hardly does", machine: usual, asked: held, usualSize: 8 },
  ];
  for (const { name, machine, asked, usualSize } of cases) {
    it(name, () => {
      const chunks = prefill(machine, 4000, asked);
      const limit = asked.held
        ? chunkLimit.held
        : chunkLimit[asked.priority === "completion" ? "typing" : "quiet"];
      const settled = chunks.slice(5, -1);
      assert.deepEqual([...new Set(settled.map(({ size }) => size))], [usualSize]);
      if (usualSize > 16) assert.ok(settled.every(({ milliseconds }) => milliseconds <= limit));
      assert.ok(chunks.slice(0, 5).every(({ milliseconds }) => milliseconds <= 2 * Math.max(limit, 1400)));
    });
  }

  it("turns to small chunks when the user begins to type, and back after a while", () => {
    let time = 0;
    const pacer = createPrefillPacer(512, () => time);
    for (const size of [32, 128, 256]) pacer.measured(size, usual.fixed + usual.perToken * size);
    assert.equal(pacer.chunkSize("interactive", false), 272);
    pacer.noteTyping();
    assert.equal(pacer.chunkSize("interactive", false), 48);
    assert.equal(pacer.chunkSize("batch", true), 8);
    time += 6000;
    assert.equal(pacer.chunkSize("interactive", false), 272);
    assert.equal(pacer.chunkSize("batch", false), 48, "the next keystroke would meet a batch");
    time += 60_000;
    assert.ok(pacer.chunkSize("batch", false) > 200);
  });

  it("takes longer chunks of what a suggestion will begin with, though not where one waits", () => {
    const pacer = createPrefillPacer(512, () => 0, true);
    for (const size of [32, 128, 256]) pacer.measured(size, usual.fixed + usual.perToken * size);
    pacer.noteTyping();
    const sizes = (["completion", "interactive", "batch"] as const).map((each) =>
      pacer.chunkSize(each, false),
    );
    assert.deepEqual(sizes, [48, 112, 48]);
  });

  it("forgets a stall", () => {
    let time = 0;
    const pacer = createPrefillPacer(512, () => time);
    pacer.measured(48, 5000);
    assert.equal(pacer.chunkSize("completion", false), 16);
    time += 20_000;
    pacer.measured(16, 138);
    assert.ok(pacer.chunkSize("completion", false) > 16);
  });

  it("begins small and ignores a handful of tokens", () => {
    const pacer = createPrefillPacer(512, () => 0);
    assert.equal(pacer.chunkSize("interactive", false), 32);
    pacer.measured(4, 4000);
    assert.equal(pacer.chunkSize("interactive", false), 32);
  });
});
