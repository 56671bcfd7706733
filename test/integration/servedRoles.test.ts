/** Inference servers as the built server and the built command line use them. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sealKey } from "../../client/src/keySeal";
import { type Status } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { startServer, type TestServer } from "../support/harness";
import { httpServer, openAi, type TestHttpServer } from "../support/lyingServer";

/** Says what it is told to word again, word for word: it passes its test. */
const parrot = (body: Readonly<Record<string, unknown>>): string => {
  const messages = body["messages"] as readonly { readonly content: string }[];
  return JSON.stringify({ text: messages.at(-1)?.content ?? "" });
};
const key = "sk-canary-9182";
const isSettled = ({ roles }: Status) => !["loading", "none"].includes(roles.assistant.state);

describe("roles with an inference server", () => {
  let server: TestServer | undefined;
  let house: TestHttpServer;
  let folder: string;
  beforeEach(async () => {
    house = await httpServer(openAi(parrot));
    folder = await mkdtemp(path.join(tmpdir(), "hanare-served-"));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  const settingsWith = (endpoint: unknown, more: object = {}) => ({
    "": { models: [{ name: "house", endpoint }], model: { assistant: "house" }, ...more },
  });

  it("serve once they have passed their test, with the editor's key, past every proxy", async () => {
    const trap = await httpServer((_, response) => response.end());
    const proxies = ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    const asked: string[] = [];
    server = await startServer({
      settings: settingsWith(house.url),
      storagePath: folder,
      env: { ...Object.fromEntries(proxies.map((name) => [name, trap.url])), NODE_USE_ENV_PROXY: "1" },
      endpointKey: ({ origin, publicKey }) => {
        asked.push(origin);
        return { sealed: sealKey(key, publicKey) };
      },
    });
    const status = await server.statuses.next(
      ({ roles, network }) => roles.assistant.state === "ready" && network.connections >= 7,
    );
    assert.ok(status.roles.assistant.state === "ready");
    assert.match(status.roles.assistant.detail, /^http:\/\/127\.0\.0\.1:\d+ · OpenAI-compatible server · m/);
    assert.equal(status.network.mode, "offline");
    assert.equal(status.network.local, status.network.connections);
    assert.equal(house.connections(), house.requests.length);
    assert.deepEqual(
      [...new Set(house.headers.map(({ authorization }) => authorization))],
      [`Bearer ${key}`],
    );
    assert.deepEqual([...new Set(asked)], [house.url]);
    assert.equal(trap.connections(), 0);
    await trap.close();
    assert.doesNotMatch(server.log.join("\n"), /canary/);
    // What does not say what it is, is tested again by the next process: nothing is remembered.
    for (const name of await readdir(folder))
      assert.doesNotMatch(
        await readFile(path.join(folder, name), "utf8").catch(() => ""),
        /canary|endpoint:/,
      );
    assert.equal((await readdir(folder)).includes("capabilities.json"), false);
  });

  it("fail with the next step when nobody is there, and when a key is wanted", async () => {
    const { url } = house;
    await house.close();
    server = await startServer({ settings: settingsWith(url) });
    const gone = await server.statuses.next(isSettled);
    assert.ok(gone.roles.assistant.state === "failed");
    assert.match(
      gone.roles.assistant.message,
      /No server answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
    );
    house = await httpServer((_, response) => response.writeHead(401).end());
    const wanted = server.statuses.next(
      ({ roles }) => roles.assistant.state === "failed" && /Set Key/.test(roles.assistant.message),
      true,
    );
    await server.configure(settingsWith(house.url));
    await wanted;
  });

  it("on another computer are not connected to offline, whatever else is set", async () => {
    server = await startServer({
      settings: settingsWith("https://llm.example.jp", {
        network: { mode: "offline", allow: ["llm.example.jp"] },
      }),
    });
    const { roles, network } = await server.statuses.next(isSettled);
    assert.ok(roles.assistant.state === "failed");
    assert.match(
      roles.assistant.message,
      /https:\/\/llm\.example\.jp may not be connected to.*hanare\.network\.mode/,
    );
    assert.deepEqual(network, { mode: "offline", connections: 0 });
  });

  it("tell in settings what is wrong with an address", async () => {
    server = await startServer({
      settings: settingsWith("http://llm.example.jp:8080", {
        network: { mode: "allowlist", allow: ["a/b"] },
      }),
    });
    const problems = await server.problems.next((list) => list.length >= 2);
    assert.deepEqual(problems.map((problem) => problem.key).sort(), [
      "hanare.models",
      "hanare.network.allow",
    ]);
  });

  it("serve the command line, with a key of the environment", async () => {
    const text = "# 圧力計について\n\n圧力計は、本館の地下にある。値は毎日9時に読まれ、台帳に記録される。\n";
    await writeFile(path.join(folder, "manual.md"), text);
    const run = await hanare(["ask", "圧力計はどこにありますか", "manual.md", "--model", house.url], {
      cwd: folder,
      env: { HANARE_ENDPOINT_KEY: key },
    });
    assert.equal(run.code, 0, run.err);
    assert.match(run.out, /本館の地下/u);
    assert.ok(house.requests.filter((request) => request === "POST /v1/chat/completions").length > 6);
    assert.ok(house.headers.every(({ authorization }) => authorization === `Bearer ${key}`));
    assert.doesNotMatch(run.out + run.err, /canary/);
  });

  it("end the command line with the engine's code when nobody is there", async () => {
    const { url } = house;
    await house.close();
    await writeFile(path.join(folder, "manual.md"), "# A\n\nText.\n");
    const run = await hanare(["summarize", "manual.md", "--model", url], { cwd: folder });
    assert.equal(run.code, 3, run.err);
    assert.match(run.err, /No server answers/);
    house = await httpServer(openAi(parrot));
  });
});
