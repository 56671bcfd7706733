import assert from "node:assert/strict";
import { ModelError } from "../../../server/src/model/runtime";
import { defaultSettings } from "../../../server/src/protocol";
import { settings, settle, world } from "./fakeProcess";

describe("model/loader: an engine that may be shared", () => {
  it("tells how many windows share the engine, and which engine the status is of", async () => {
    const { loader, processes } = world();
    loader.apply(settings());
    await settle();
    assert.equal(loader.status().engine.windows, undefined);
    processes[0]?.share(3);
    assert.equal(loader.status().engine.windows, 3);
    processes[0]?.crash();
    await settle();
    processes[0]?.share(2);
    assert.equal(loader.status().engine.windows, undefined, "another engine's windows");
    processes[1]?.share(1);
    assert.equal(loader.status().engine.windows, 1);
  });

  const goodbyes = [
    { name: "a restart ends the engine for all windows", released: "all", restart: true },
    { name: "other settings end it for this window", released: "me", restart: false },
  ] as const;
  for (const { name, released, restart } of goodbyes)
    it(name, async () => {
      const { loader, processes } = world();
      loader.apply(settings());
      await settle();
      if (restart) loader.restart();
      else loader.apply(settings({ engine: { ...defaultSettings.engine, threads: 1 } }));
      await settle();
      await settle();
      assert.equal(processes[0]?.released, released);
      assert.equal(processes.length, 2);
    });

  it("leaves an engine that came after the settings changed, without loading it", async () => {
    const { loader, processes, state } = world();
    let arrive = () => {};
    state.started = (process) => new Promise((resolve) => (arrive = () => resolve(process)));
    loader.apply(settings());
    await settle();
    state.started = (process) => Promise.resolve(process);
    loader.apply(settings({ engine: { ...defaultSettings.engine, threads: 1 } }));
    await settle();
    arrive();
    await settle();
    assert.equal(processes[0]?.stopped, true);
    assert.equal(loader.status().roles.assistant.state, "ready");
    assert.equal(processes.length, 2);
  });

  it("says why no engine could be started", async () => {
    const { loader, state } = world();
    state.started = () => Promise.reject(new ModelError("engine-crashed", "no process"));
    loader.apply(settings());
    await settle();
    const { assistant } = loader.status().roles;
    assert.deepEqual(assistant, { state: "failed", model: "coder", message: "no process" });
  });
});
