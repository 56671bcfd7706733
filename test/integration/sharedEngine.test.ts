import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseClaim } from "../../server/src/model/engine/shared/claims";
import { collect, type ChatRequest, type ModelRuntime } from "../../server/src/model/runtime";
import { connectLocal } from "../../server/src/network/local";
import { newToken } from "../../server/src/network/proof";
import { settingsFor, startEngine, type SettingsChoice, type TestEngine } from "../support/engine";
import { writeTinyModel } from "../support/ggufWriter";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const never = new AbortController().signal;
const chat = (text: string, over: Partial<ChatRequest> = {}): ChatRequest => ({
  ...{ kind: "chat", messages: [{ role: "user", text }], priority: "interactive", maxTokens: 8 },
  ...over,
});

/** One that ended may stay listed where nobody collects orphans, as in a container. */
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch {
    return false;
  }
};
const isZombie = (pid: number) =>
  process.platform === "linux" && /^State:\tZ/mu.test(readFileSync(`/proc/${pid}/status`, "utf8"));
/** Within the test's own time. */
async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await delay(20);
}

/**
 * Windows in this process, each with a connection of its own; one that must be killed is a process. Starting an engine
 * is what takes time here, so the tests use one storage, and find the engine that the last of them left.
 */
describe("one engine for several windows", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let model: string;
  let storage: string;
  let windows: TestEngine[];
  let processes: ChildProcess[];
  const seen = new Set<number>();

  before(async () => {
    folder = await temporaryFolder();
    model = await writeTinyModel(path.join(folder.path, "tiny.gguf"));
  });
  beforeEach(() => {
    storage = path.join(folder.path, "s");
    windows = [];
    processes = [];
  });
  afterEach(async () => {
    for (const pid of windows.map(pidOf)) if (pid !== undefined) seen.add(pid);
    await Promise.all(windows.map(({ loader }) => loader.dispose()));
    processes.forEach((child) => child.kill("SIGKILL"));
  });
  after(async () => {
    await folder.remove();
    // Without storage none of them waits for another window.
    await until(() => ![...seen].some(isAlive));
  });

  const pidOf = ({ loader }: TestEngine) => loader.status().engine.pid;
  const windowsOf = ({ loader }: TestEngine) => loader.status().engine.windows;
  const settings = (choice: Partial<SettingsChoice> = {}) =>
    settingsFor(model, { roles: ["completion", "assistant"], ...choice });
  function open(choice: Partial<SettingsChoice> = {}, idle = 60_000): TestEngine {
    const shared = { folder: path.join(storage, "engines"), idle };
    const window = startEngine(settings(choice), storage, shared);
    windows.push(window);
    return window;
  }
  async function opened(...choice: Parameters<typeof open>) {
    const window = open(...choice);
    return { window, runtime: await window.ready("assistant"), pid: pidOf(window) ?? 0 };
  }
  /** `ready` is the engine's process id. */
  async function openProcess(idle = 60_000): Promise<{ child: ChildProcess; ready: number }> {
    const script = path.join(import.meta.dirname, "../support/windowProcess.ts");
    const child = fork(script, [model, storage, String(idle)], { execArgv: ["--import", "tsx"] });
    processes.push(child);
    const [said] = (await once(child, "message")) as [{ ready: number }];
    return { child, ready: said.ready };
  }
  const ask = (runtime: ModelRuntime, text = "question") => collect(runtime.generate(chat(text), never));
  /** Files of all shared engines, by their folders. */
  const traces = async () => {
    const root = path.join(storage, "engines");
    const keys = (await readdir(root).catch(() => [])).filter((name) => name.startsWith("k"));
    const names = keys.map(async (key) =>
      (await readdir(path.join(root, key))).map((name) => ({ key, name })),
    );
    return (await Promise.all(names))
      .flat()
      .map(({ key, name }) => ({ folder: path.join(root, key), path: path.join(root, key, name) }));
  };
  const claimOf = async (pid: number) => {
    for (const trace of (await traces()).filter(({ path: file }) => /^\d+$/.test(path.basename(file)))) {
      const claim = parseClaim(1, await readFile(trace.path, "utf8"));
      if (claim.pid === pid) return { ...trace, address: claim.address };
    }
    return assert.fail("no claim of this engine");
  };

  it("comes up once when windows open at the same time, and serves each its own answers", async () => {
    const three = [open(), open(), open()];
    const runtimes = await Promise.all(three.map((window) => window.ready("assistant")));
    await until(() => three.every((window) => windowsOf(window) === 3));
    assert.equal(new Set(three.map(pidOf)).size, 1);
    assert.equal((await traces()).length, 2, "a claim and its socket");
    const alone = await Promise.all(
      ["a", "b", "c"].map((text, at) => ask(runtimes[at] ?? assert.fail(), text)),
    );
    assert.equal(new Set(alone.map(({ text }) => text)).size, 3);
    for (const [at, text] of ["a", "b", "c"].entries())
      assert.equal((await ask(runtimes[(at + 1) % 3] ?? assert.fail(), text)).text, alone[at]?.text);
  });

  it("goes on when a window is killed while it generates, and lets go of its request only", async () => {
    const { window, runtime, pid } = await opened();
    const long = chat("long", { maxTokens: 3000 });
    const whole = (await collect(runtime.generate(long, never))).usage.generateMs;
    const { child, ready } = await openProcess();
    assert.equal(ready, pid);
    await until(() => windowsOf(window) === 2);
    const own = collect(runtime.generate(chat("own", { priority: "batch", maxTokens: 60 }), never));
    child.send(chat("another", { maxTokens: 3000 }));
    assert.deepEqual(await once(child, "message"), ["writing", undefined]);
    child.kill("SIGKILL");
    const next = await ask(runtime);
    assert.ok(next.usage.waitMs < whole / 2, `waited ${next.usage.waitMs} of ${whole} ms`);
    assert.equal((await own).usage.generatedTokens, 60);
    await until(() => windowsOf(window) === 1);
    assert.equal(pidOf(window), pid);
  });

  it("is nobody else's: files for the owner only, and nothing for who does not hold the token", async () => {
    const { runtime, pid } = await opened();
    const claim = await claimOf(pid);
    if (process.platform !== "win32")
      for (const [name, mode] of [
        [claim.folder, 0o700],
        [claim.path, 0o600],
        [claim.address, 0o600],
      ] as const)
        assert.equal((await stat(name)).mode & 0o777, mode, name);
    assert.equal(await connectLocal({ address: claim.address, token: newToken() }, never), undefined);
    assert.equal((await ask(runtime, "canary-7f3a")).usage.generatedTokens, 8);
    assert.deepEqual(await folder.holding("canary-7f3a", "s"), []);
  });

  it("comes back once for all windows when it is killed; each hears of it by name", async () => {
    const three = [await opened(), await opened(), await opened()];
    const pid = three[0]?.pid ?? 0;
    const running = three.map(({ runtime }) =>
      collect(runtime.generate(chat("go", { maxTokens: 4000 }), never)),
    );
    const failures = running.map((each) => assert.rejects(each, { code: "engine-crashed" }));
    await delay(50);
    process.kill(pid, "SIGKILL");
    await Promise.all(failures);
    await until(() => three.every(({ window }) => pidOf(window) !== pid && windowsOf(window) === 3));
    assert.equal(new Set(three.map(({ window }) => pidOf(window))).size, 1);
    for (const { window } of three) await ask(await window.ready("assistant"));
    assert.equal((await traces()).length, 2, "the claim and the socket of the one that lives");
  });

  it("starts another for other settings, and none for what it does not depend on", async () => {
    const first = await opened();
    const same = await opened({ engine: { idleUnloadMinutes: 7 } });
    const other = await opened({ engine: { threads: 1 } });
    const own = await opened({ engine: { shared: false } });
    assert.equal(same.pid, first.pid);
    assert.equal(new Set([first.pid, other.pid, own.pid]).size, 3);
    await until(() => windowsOf(first.window) === 2 && windowsOf(other.window) === 1);
    assert.equal(windowsOf(own.window), undefined);
  });

  it("ends with its last window when that window's settings change", async () => {
    const first = await opened();
    const second = await opened();
    first.window.loader.apply(settings({ engine: { threads: 1 } }));
    await until(() => windowsOf(second.window) === 1);
    assert.equal(isAlive(first.pid), true);
    second.window.loader.apply(settings({ engine: { threads: 1 } }));
    await until(() => !isAlive(first.pid));
    await until(() => windowsOf(first.window) === 2 && windowsOf(second.window) === 2);
    assert.equal(pidOf(first.window), pidOf(second.window));
  });

  it("is restarted for every window by one of them", async () => {
    const [first, second] = [await opened(), await opened()];
    first.window.loader.restart();
    await until(() => windowsOf(first.window) === 2 && pidOf(second.window) !== first.pid);
    assert.equal(isAlive(first.pid), false);
    assert.equal(pidOf(first.window), pidOf(second.window));
    assert.ok(second.window.log.some((line) => line.includes("another window restarted it")));
  });

  it("waits a while for the next window, then goes and leaves nothing", async () => {
    storage = path.join(folder.path, "short");
    const first = await opened({}, 1000);
    await first.window.loader.dispose();
    const again = await opened({}, 1000);
    assert.equal(again.pid, first.pid, "a window that is reloaded finds it as it was");
    await again.window.loader.dispose();
    await until(() => !isAlive(first.pid));
    assert.deepEqual(await traces(), []);
  });

  it("is replaced when it died and nobody noticed", async () => {
    const first = await opened();
    const claim = await claimOf(first.pid);
    await first.window.loader.dispose();
    process.kill(first.pid, "SIGKILL");
    await until(() => !isAlive(first.pid));
    const second = await opened();
    assert.notEqual(second.pid, first.pid);
    assert.equal((await claimOf(second.pid)).folder, claim.folder);
    const left = (await traces()).map((trace) => trace.path);
    assert.deepEqual(
      [claim.path, claim.address].filter((file) => left.includes(file)),
      [],
    );
  });

  it("is each window's own where it cannot be shared, and the log says why", async () => {
    storage = path.join(folder.path, "blocked");
    await folder.write("blocked/engines", "a file in the place of the folder");
    const { window, runtime } = await opened();
    assert.equal(windowsOf(window), undefined);
    assert.equal((await ask(runtime)).usage.generatedTokens, 8);
    assert.ok(window.log.some((line) => line.startsWith("the engine cannot be shared")));
  });
});
