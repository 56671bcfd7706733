import assert from "node:assert/strict";
import { createAdmission, patience, typingHold } from "../../../server/src/model/admission";
import {
  createPriorityLock,
  createScheduler,
  yielded,
  type Lease,
} from "../../../server/src/model/scheduler";
import { type Priority } from "../../../server/src/model/runtime";
import { createManualClock, settled } from "./manualClock";

const never = new AbortController().signal;
/** A context nobody else wants. */
const context: Lease = { contested: () => false, whenContested: () => () => {}, release: () => {} };

function start() {
  const clock = createManualClock();
  const scheduler = createScheduler(createAdmission(clock), clock);
  const step = <T>(priority: Priority, run: (held: boolean) => Promise<T>, signal = never) =>
    scheduler.step({ priority, signal, context }, run);
  /** A generation that never ends, with steps of so many milliseconds; answers when each began and whether held. */
  function endless(priority: Priority, milliseconds: number, signal = never) {
    const steps: { readonly at: number; readonly held: boolean }[] = [];
    const work = (held: boolean) => {
      steps.push({ at: clock.now(), held });
      return new Promise<void>((resolve) => clock.after(milliseconds, resolve));
    };
    const running = (async () => {
      const end = scheduler.begin(priority);
      try {
        for (;;) await step(priority, work, signal);
      } finally {
        end(false);
      }
    })();
    running.catch((error: unknown) => assert.equal(error, signal.reason));
    return steps;
  }
  return { clock, scheduler, step, endless };
}

describe("model/scheduler", () => {
  it("grants steps to the better class first and in order within a class", async () => {
    const { step } = start();
    const order: string[] = [];
    const ask = (name: string, priority: Priority) => step(priority, () => Promise.resolve(order.push(name)));
    const first = ask("first", "batch");
    await Promise.all([
      first,
      ask("batch 1", "batch"),
      ask("batch 2", "batch"),
      ask("ask 1", "interactive"),
      ask("typing", "completion"),
      ask("ask 2", "interactive"),
    ]);
    assert.deepEqual(order, ["first", "typing", "ask 1", "ask 2", "batch 1", "batch 2"]);
  });

  it("never runs two steps at once, also when one fails", async () => {
    const { step } = start();
    let running = 0;
    let most = 0;
    const fail = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      if (most > 0) throw new Error("a step failed");
    };
    const results = await Promise.allSettled([1, 2, 3].map(() => step("batch", fail)));
    assert.deepEqual(
      [most, results.map((result) => result.status)],
      [1, ["rejected", "rejected", "rejected"]],
    );
  });

  it("rejects a waiter that is aborted and goes on with the next", async () => {
    const lock = createPriorityLock();
    const cancel = new AbortController();
    const held = await lock.acquire("batch", never);
    const aborted = lock.acquire("completion", cancel.signal);
    const next = lock.acquire("batch", never);
    cancel.abort(new Error("typed on"));
    await assert.rejects(aborted, /typed on/);
    held.release();
    (await next).release();
    (await lock.acquire("batch", never)).release();
  });

  it("tells a holder only of better classes that wait", async () => {
    const lock = createPriorityLock();
    const held = await lock.acquire("interactive", never);
    let told = 0;
    held.whenContested(() => told++);
    const same = lock.acquire("interactive", never);
    const worse = lock.acquire("batch", never);
    assert.deepEqual([held.contested(), told], [false, 0]);
    const better = lock.acquire("completion", never);
    assert.deepEqual([held.contested(), told], [true, 1]);
    held.whenContested(() => told++);
    assert.equal(told, 2);
    held.release();
    held.release();
    const winner = await better;
    winner.release();
    (await same).release();
    (await worse).release();
  });

  it("is refused at once when the signal was aborted before", async () => {
    await assert.rejects(
      createPriorityLock().acquire("batch", AbortSignal.abort(new Error("too late"))),
      /too late/,
    );
  });
});

describe("model/scheduler while the user types", () => {
  it("holds a batch back until the user pauses, with a small step now and then, and sleeps meanwhile", async () => {
    const { clock, scheduler, endless } = start();
    const steps = endless("batch", 20);
    await clock.advance(100);
    assert.ok(steps.length >= 5 && steps.every(({ held }) => !held));
    const before = steps.length;
    const began = clock.now();
    for (let key = 0; key < 60; key++) {
      scheduler.noteTyping();
      await clock.advance(150);
    }
    const during = steps.slice(before);
    assert.equal(during.length, Math.floor((60 * 150) / (patience.batch + 20)));
    assert.ok(
      during.every(({ held }) => held),
      "what it gets is to be small",
    );
    const typed = clock.now() - 150;
    await clock.advance(typingHold - 150 + 100);
    const after = steps.slice(before + during.length);
    assert.deepEqual(after[0], { at: typed + typingHold, held: false });
    assert.ok(after.length >= 4);
    assert.ok(clock.rung() < 2 * steps.length + (typed - began) / typingHold + 2, "it did not poll");
  });

  it("leaves an answer the user waits for as it is", async () => {
    const { clock, scheduler, endless } = start();
    const steps = endless("interactive", 50);
    for (let key = 0; key < 10; key++) {
      scheduler.noteTyping();
      await clock.advance(100);
    }
    assert.ok(steps.length >= 19 && steps.every(({ held }) => !held));
  });

  it("sets no timer once the held batch is cancelled", async () => {
    const { clock, scheduler, step } = start();
    scheduler.noteTyping();
    const cancel = new AbortController();
    const held = step("batch", () => Promise.resolve(), cancel.signal);
    assert.equal(clock.pending(), 1);
    cancel.abort(new Error("closed"));
    await assert.rejects(held, /closed/);
    assert.equal(clock.pending(), 0);
  });

  it("gives up a held step when a better class wants its context", async () => {
    const { scheduler } = start();
    const contexts = createPriorityLock();
    const mine = await contexts.acquire("batch", never);
    scheduler.noteTyping();
    const held = scheduler.step({ priority: "batch", signal: never, context: mine }, () =>
      Promise.resolve(1),
    );
    const wanted = contexts.acquire("interactive", never);
    assert.equal(await held, yielded);
    mine.release();
    (await wanted).release();
  });
});

describe("model/scheduler between the steps of a completion", () => {
  const cases: { readonly other: Priority; readonly steps: number }[] = [
    { other: "batch", steps: 2 },
    { other: "interactive", steps: 6 },
  ];
  for (const { other, steps: expected } of cases) {
    it(`${other}: lets nothing in but a small step at last`, async () => {
      const { clock, endless } = start();
      const cancel = new AbortController();
      const mine = endless("completion", 30, cancel.signal);
      await clock.advance(10);
      const others = endless(other, 40);
      await clock.advance(6900);
      assert.equal(others.length, expected);
      assert.ok(others.every(({ held }) => held));
      assert.ok(mine.length > 200);
      cancel.abort(new Error("done"));
      await clock.advance(1000);
      assert.ok(others.length > expected + 20 && others.at(-1)?.held === false);
    });
  }

  it("lets a batch that has waited for a while in when a completion ends by itself, not when it is cut short", async () => {
    const { clock, scheduler, step } = start();
    for (const finished of [false, true]) {
      const end = scheduler.begin("completion");
      scheduler.noteTyping();
      let ran = false;
      const batch = step("batch", (held) => {
        ran = held;
        return Promise.resolve();
      });
      await clock.advance(1700);
      scheduler.noteTyping();
      end(finished);
      end(finished);
      await settled();
      assert.equal(ran, finished);
      await clock.advance(3000);
      await batch;
    }
  });
});
