import assert from "node:assert/strict";
import { createPriorityLock, createScheduler } from "../../../server/src/model/scheduler";
import { type Priority } from "../../../server/src/model/runtime";

const never = new AbortController().signal;

describe("model/scheduler", () => {
  it("grants steps to the better class first and in order within a class", async () => {
    const scheduler = createScheduler();
    const order: string[] = [];
    const ask = (name: string, priority: Priority) =>
      scheduler.step(priority, never, () => Promise.resolve(order.push(name)));
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
    const scheduler = createScheduler();
    let running = 0;
    let most = 0;
    const step = async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      if (most > 0) throw new Error("a step failed");
    };
    const results = await Promise.allSettled([1, 2, 3].map(() => scheduler.step("batch", never, step)));
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
    const same = lock.acquire("interactive", never);
    const worse = lock.acquire("batch", never);
    assert.equal(held.contested(), false);
    const better = lock.acquire("completion", never);
    assert.equal(held.contested(), true);
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
