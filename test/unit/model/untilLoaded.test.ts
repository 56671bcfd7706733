import assert from "node:assert/strict";
import { createUntilLoaded } from "../../../server/src/model/untilLoaded";
import { type RoleState } from "../../../server/src/protocol";

const none: RoleState = { state: "none" };
const loading = (progress: number): RoleState => ({ state: "loading", model: "m", progress });

function loaderWith(first: RoleState) {
  let assistant = first;
  const listeners: (() => void)[] = [];
  return {
    status: () => ({ roles: { completion: none, assistant, embedding: none }, engine: { devices: [] } }),
    onDidChange: (listener: () => void) => void listeners.push(listener),
    become(state: RoleState) {
      assistant = state;
      for (const listener of listeners) listener();
    },
  };
}

describe("waiting for a model that is being loaded", () => {
  const ends: readonly RoleState[] = [
    { state: "ready", model: "m", detail: "" },
    { state: "failed", model: "m", message: "damaged" },
    none,
  ];
  for (const end of ends)
    it(`goes on when it is ${end.state}, and not before`, async () => {
      const loader = loaderWith(loading(0.2));
      let done = 0;
      const until = createUntilLoaded(loader, "assistant");
      const both = Promise.all([1, 2].map(() => until(new AbortController().signal).then(() => (done += 1))));
      loader.become(loading(0.6));
      await new Promise(setImmediate);
      assert.equal(done, 0);
      loader.become(end);
      await both;
      assert.equal(done, 2);
    });

  it("does not wait for a role without a model", async () =>
    createUntilLoaded(loaderWith(none), "assistant")(new AbortController().signal));

  it("ends when the user stops", async () => {
    const stop = new AbortController();
    const waiting = createUntilLoaded(loaderWith(loading(0)), "assistant")(stop.signal);
    stop.abort(new Error("stopped"));
    await assert.rejects(waiting, /stopped/);
  });
});
