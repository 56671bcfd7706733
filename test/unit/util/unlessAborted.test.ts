import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { unlessAborted } from "../../../server/src/util/unlessAborted";

const enough = new Error("enough");
const listening = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

describe("util/unlessAborted", () => {
  it("answers as the work does, and leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    assert.equal(await unlessAborted(Promise.resolve(1), signal), 1);
    await assert.rejects(unlessAborted(Promise.reject(enough), signal), enough);
    assert.equal(listening(signal), 0);
  });

  it("ends with the signal's reason while the work goes on, and does not begin to wait after it", async () => {
    const controller = new AbortController();
    const never = new Promise<void>(() => undefined);
    const waiting = unlessAborted(never, controller.signal);
    assert.equal(listening(controller.signal), 1);
    controller.abort(enough);
    await assert.rejects(waiting, enough);
    assert.equal(listening(controller.signal), 0);
    await assert.rejects(unlessAborted(never, controller.signal), enough);
  });
});
