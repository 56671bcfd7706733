import assert from "node:assert/strict";
import { createIdleExit } from "../../../../../server/src/model/engine/shared/idleExit";
import { createManualClock } from "../../manualClock";

function world() {
  const clock = createManualClock();
  const state = { announced: true, exits: 0 };
  const idleExit = createIdleExit({
    clock,
    idle: 30_000,
    isAnnounced: () => state.announced,
    exit: () => void state.exits++,
  });
  return { clock, state, idleExit };
}

describe("model/engine/shared/idleExit", () => {
  const cases: readonly {
    readonly name: string;
    /** Windows, then milliseconds that pass. */
    readonly steps: readonly (readonly [windows: number, wait: number])[];
    readonly exits: number;
  }[] = [
    { name: "ends when nobody came", steps: [[0, 30_000]], exits: 1 },
    { name: "waits for somebody", steps: [[0, 29_999]], exits: 0 },
    { name: "stays while a window is there", steps: [[1, 600_000]], exits: 0 },
    {
      name: "stays for a window that came back",
      steps: [
        [1, 10],
        [0, 29_000],
        [1, 600_000],
      ],
      exits: 0,
    },
    {
      name: "counts from the last one's leave",
      steps: [
        [2, 10],
        [1, 90_000],
        [0, 29_000],
      ],
      exits: 0,
    },
    {
      name: "begins to count anew",
      steps: [
        [0, 29_000],
        [1, 10],
        [0, 29_000],
      ],
      exits: 0,
    },
  ];
  for (const { name, steps, exits } of cases)
    it(name, async () => {
      const { clock, state, idleExit } = world();
      for (const [windows, wait] of steps) {
        idleExit.windows(windows);
        await clock.advance(wait);
      }
      assert.equal(state.exits, exits);
    });

  it("ends at once with the last window when its storage is gone", () => {
    const { state, idleExit } = world();
    idleExit.windows(1);
    state.announced = false;
    idleExit.windows(0);
    assert.equal(state.exits, 1);
  });

  it("ends soon when its storage goes while it waits, not while a window is there", async () => {
    const { clock, state, idleExit } = world();
    idleExit.windows(1);
    state.announced = false;
    await clock.advance(60_000);
    assert.equal(state.exits, 0);
    state.announced = true;
    idleExit.windows(0);
    state.announced = false;
    await clock.advance(1000);
    assert.equal(state.exits, 1);
    assert.equal(clock.pending(), 0);
  });
});
