import assert from "node:assert/strict";
import { attachedEngine } from "../../../../../server/src/model/engine/shared/attached";
import { type HostMessage, type WindowMessage } from "../../../../../server/src/model/engine/shared/notices";
import { ModelError } from "../../../../../server/src/model/runtime";
import { type LocalHandlers } from "../../../../../server/src/network/local";
import { settled } from "../../manualClock";

const changed = new ModelError("model-changed", "changed");

function world() {
  const sent: WindowMessage[] = [];
  const log: string[] = [];
  let handlers: LocalHandlers | undefined;
  let closed = false;
  const engine = attachedEngine({
    connection: {
      send: (message) => void sent.push(message as WindowMessage),
      listen: (given) => (handlers = given),
      close: () => (closed = true),
    },
    pid: 4711,
    log: (line) => log.push(line),
  });
  return {
    ...{ engine, sent, log },
    hear: (message: HostMessage) => handlers?.message(message),
    breakOff: () => handlers?.closed(),
    isClosed: () => closed,
  };
}

describe("model/engine/shared/attached", () => {
  it("tells the count of windows, also one that came before anybody asked", () => {
    const { engine, hear } = world();
    const told: number[] = [];
    hear({ notice: "windows", count: 2 });
    engine.onWindows((count) => told.push(count));
    hear({ notice: "windows", count: 3 });
    assert.deepEqual(told, [2, 3]);
    assert.equal(engine.pid, 4711);
  });

  it("keeps what the engine says for the log apart from its replies", async () => {
    const { engine, hear, log } = world();
    const counted = engine.countTokens("assistant", "text");
    hear({ notice: "log", line: "warn: slow" });
    hear({ reply: "counted", id: 1, value: 7 });
    assert.equal(await counted, 7);
    assert.deepEqual(log, ["warn: slow"]);
  });

  const ends = [
    { name: "it died", notices: [], says: /\(the connection to it closed\)/ },
    {
      name: "another window restarted it",
      notices: [{ notice: "quitting" }],
      says: /\(another window restarted it\)/,
    },
  ] as const;
  for (const { name, notices, says } of ends)
    it(`fails what runs, and says that ${name}`, async () => {
      const { engine, hear, breakOff } = world();
      const crashes: string[] = [];
      engine.onCrash(({ message }) => crashes.push(message));
      const counted = engine.countTokens("assistant", "text");
      for (const notice of notices) hear(notice);
      breakOff();
      await assert.rejects(counted, { code: "engine-crashed", message: says });
      assert.equal(crashes.length, 1);
      assert.match(crashes[0] ?? "", says);
      await assert.rejects(engine.countTokens("assistant", "more"), { code: "engine-crashed" });
    });

  it("is no crash when this window leaves", async () => {
    const { engine, breakOff, isClosed, sent } = world();
    engine.onCrash(() => assert.fail("no crash"));
    const counted = engine.countTokens("assistant", "text");
    engine.stop(changed);
    engine.noteTyping();
    breakOff();
    await assert.rejects(counted, { code: "model-changed" });
    assert.equal(isClosed(), true);
    assert.deepEqual(
      sent.map(({ call }) => call),
      ["count"],
    );
  });

  for (const forWhom of ["me", "all"] as const)
    it(`takes its leave for ${forWhom}, and waits until the engine has heard it`, async () => {
      const { engine, breakOff, isClosed, sent } = world();
      let left = false;
      const leaving = engine.release(changed, forWhom).then(() => (left = true));
      await settled();
      assert.deepEqual(sent, [{ call: "release", forWhom }]);
      assert.deepEqual([left, isClosed()], [false, false]);
      breakOff();
      await leaving;
      assert.equal(isClosed(), true);
      await engine.release(changed, forWhom);
      assert.equal(sent.length, 1);
    });
});
