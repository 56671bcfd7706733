import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Status } from "../../server/src/protocol";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const parentOf = (pid: number) =>
  Number(/^PPid:\t(\d+)$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

/** Three editors' windows with one storage, as VS Code has them. */
describe("servers: one engine for three windows", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let servers: TestServer[];
  let settings: Readonly<Record<string, unknown>>;

  before(async () => {
    folder = await temporaryFolder();
    const model = await writeTinyModel(path.join(folder.path, "tiny.gguf"));
    settings = {
      models: [{ name: "tiny", path: model }],
      model: { completion: "tiny" },
      gpu: { backend: "off" },
    };
    const start = () =>
      startServer({ folders: [folder.uri], settings: { "": settings }, storagePath: `${folder.path}/s` });
    servers = await Promise.all([start(), start(), start()]);
  });
  after(async () => {
    await Promise.all(servers.slice(1).map((server) => server.stop()));
    await folder.remove();
  });

  /** The engine's process id, once so many windows share it. */
  const engineOf = async ({ statuses }: TestServer, windows: number | undefined, not?: number) => {
    const accepts = ({ roles, engine }: Status) =>
      roles.completion.state === "ready" && engine.windows === windows && engine.pid !== not;
    const last = statuses.received.at(-1);
    const { engine } = last !== undefined && accepts(last) ? last : await statuses.next(accepts, true);
    return engine.pid ?? 0;
  };
  const ghostText = async (server: TestServer, name: string) => {
    const uri = folder.uriOf(name);
    await server.open(uri, "python", "def total(a, b):\n    \n");
    return server.connection.sendRequest("textDocument/inlineCompletion", {
      ...{ textDocument: { uri }, position: { line: 1, character: 4 } },
      context: { triggerKind: 1 },
    });
  };

  it("come to one engine, which is nobody's child, and each gets answers", async () => {
    const pids = await Promise.all(servers.map((server) => engineOf(server, 3)));
    assert.equal(new Set(pids).size, 1);
    // An editor may end everything below a server that does not stop in time.
    if (process.platform === "linux")
      for (const { process: server } of servers) assert.notEqual(parentOf(pids[0] ?? 0), server.pid);
    const answers = await Promise.all(servers.map((server, at) => ghostText(server, `${at}.py`)));
    assert.ok(answers.every(Array.isArray));
    assert.ok(servers[0]?.statuses.received.at(-1)?.otherWindow === false);
  });

  it("lose nothing when one of them is killed", async () => {
    const [killed, ...others] = servers;
    assert.ok(killed !== undefined);
    const pid = await engineOf(others[0] ?? assert.fail(), 3);
    const gone = once(killed.process, "exit");
    killed.process.kill("SIGKILL");
    await gone;
    for (const server of others) assert.equal(await engineOf(server, 2), pid);
    assert.ok(Array.isArray(await ghostText(others[0] ?? assert.fail(), "after.py")));
  });

  it("say that there are two engines when one of them has other settings", async () => {
    const [, first, second] = servers;
    assert.ok(first !== undefined && second !== undefined);
    const pid = await engineOf(first, 2);
    await second.configure({ "": { ...settings, engine: { threads: 1 } } });
    assert.notEqual(await engineOf(second, 1, pid), pid);
    await second.statuses.next(({ otherWindow }) => otherWindow);
    await second.configure({ "": { ...settings, engine: { shared: false } } });
    const own = await engineOf(second, undefined, pid);
    if (process.platform === "linux") assert.equal(parentOf(own), second.process.pid);
  });
});
