/** Figures on their way to a collector of the organisation: what it gets, and what it does not. */
import assert from "node:assert/strict";
import { createGate } from "../../server/src/network/gate";
import { createExchange } from "../../server/src/network/http";
import { collectorPost, metricsUrl } from "../../server/src/node/collector";
import { type JournalRequest } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { startServer } from "../support/harness";
import { bodyOf, type Behaviour, httpServer, tcpServer, type TestHttpServer } from "../support/lyingServer";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const canary = "HANARE_CANARY_4318";
const never = new AbortController().signal;

describe("a collector of figures", () => {
  let folder: TemporaryFolder;
  let bodies: string[];
  let house: TestHttpServer;
  let answer: Behaviour = (_, response) => response.end("{}");

  beforeEach(async () => {
    folder = await temporaryFolder();
    bodies = [];
    answer = (_, response) => response.end("{}");
    house = await httpServer((request, response) => {
      void bodyOf(request).then((body) => {
        bodies.push(JSON.stringify(body));
        answer(request, response);
      });
    });
    await folder.write(`${canary}/a.ts`, `const password = "${canary}hunter2";\n`);
  });
  afterEach(async () => {
    await house.close();
    await folder.remove();
  });

  const editor = (journal: object, network: object = {}) =>
    startServer({
      ...{ folders: [folder.uriOf(canary)], storagePath: `${folder.path}/s` },
      settings: { "": { journal, network } },
    });
  const work = async (server: Awaited<ReturnType<typeof editor>>) => {
    await server.connection.sendRequest("hanare/review", { uris: [folder.uriOf(canary)] });
    await server.connection.sendNotification("hanare/feedback", { task: "ask", thumb: "up", model: "tiny" });
    return server.connection.sendRequest<JournalRequest.Result>("hanare/journal", { days: 7 });
  };

  it("gets figures by OpenTelemetry's names and no text, name or path, when a window closes", async () => {
    const server = await editor({ sendTo: house.url });
    await work(server);
    assert.equal(await server.stop(), 0);
    assert.deepEqual(house.requests, ["POST /v1/metrics"]);
    assert.equal(house.headers[0]?.["content-type"], "application/json");
    assert.match(bodies[0] ?? "", /"resourceMetrics".*"hanare\.feedback"/);
    for (const word of [canary, "a.ts", "hunter2", folder.path])
      assert.equal((bodies[0] ?? "").includes(word), false, word);
  });

  it("gets nothing unless the settings name it, nor where measuring is switched off", async () => {
    for (const journal of [{}, { sendTo: house.url, enabled: false }]) {
      const server = await editor(journal);
      await work(server);
      assert.equal(await server.stop(), 0);
    }
    assert.equal(house.connections(), 0);
  });

  it("on another computer is not connected to offline, and that is said once", async () => {
    const server = await editor({ sendTo: "https://otel.example.jp:4318" }, { allow: ["otel.example.jp"] });
    await work(server);
    assert.equal(await server.stop(), 0);
    const told = server.log.filter((line) => /otel\.example\.jp:4318 may not be connected to/.test(line));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /hanare\.network\.mode/);
  });

  const told: readonly (readonly [what: string, answer: Behaviour, kind: string, message: RegExp])[] = [
    ["takes them", (_, response) => response.end("{}"), "taken", /^$/],
    [
      "wants something else",
      (_, response) => response.writeHead(415).end(canary),
      "refused",
      /HTTP 415.*sendTo/,
    ],
    ["redirects", (_, response) => response.writeHead(302, { location: "/" }).end(), "refused", /HTTP 302/],
    [
      "has no room",
      (_, response) => response.writeHead(503, { "retry-after": "7" }).end(),
      "later",
      /HTTP 503/,
    ],
  ];
  const postTo = (url: string) => {
    const gate = createGate("offline");
    const { hostname: host, port } = new URL(url);
    gate.apply({ mode: "offline", allow: [], endpoints: [{ host, port: Number(port) }] });
    return collectorPost({ url, certificates: () => Promise.resolve(undefined) }, createExchange(gate));
  };
  for (const [what, behave, kind, message] of told)
    it(`${what}`, async () => {
      answer = behave;
      const posted = await postTo(house.url)("{}", never);
      assert.equal(posted.kind, kind);
      const said = "message" in posted ? posted.message : "";
      assert.match(said, message);
      assert.doesNotMatch(said, new RegExp(canary));
      if (what === "has no room") assert.ok(posted.kind === "later" && posted.wait === 7000);
    });

  it("that is not there, or speaks no HTTP, is asked later", async () => {
    const noise = await tcpServer((socket) => socket.end("no"));
    const posted = await postTo(noise.url)("{}", never);
    assert.ok(posted.kind === "later");
    await noise.close();
    const gone = await postTo(noise.url)("{}", never);
    assert.ok(gone.kind === "later");
    assert.match(gone.message, /cannot be reached \(ECONNREFUSED\)/);
  });

  it("is named with or without the path of its metrics", () =>
    assert.deepEqual(
      ["https://a", "https://a/", "https://a/otlp/", "https://a/v1/metrics"].map(
        (url) => metricsUrl(url).href,
      ),
      ["https://a/v1/metrics", "https://a/v1/metrics", "https://a/otlp/v1/metrics", "https://a/v1/metrics"],
    ));

  it("gets a period from the command line", async () => {
    const server = await editor({});
    await work(server);
    assert.equal(await server.stop(), 0);
    const journal = (...more: readonly string[]) =>
      hanare(["journal", "--storage", `${folder.path}/s`, "--send", ...more], { cwd: folder.path });
    const sent = await journal(house.url);
    assert.equal(sent.code, 0, sent.err);
    assert.equal(sent.out, "");
    assert.match(sent.err, /Sent to http:\/\/127\.0\.0\.1:\d+: the figures of \d+ events/);
    assert.match(bodies[0] ?? "", /"hanare\.feedback"/);
    const far = await journal("https://otel.example.jp");
    assert.equal(far.code, 3);
    assert.match(far.err, /may not be connected to/);
    assert.equal((await journal("http://otel.example.jp")).code, 2);
    const before = bodies.length;
    const none = await journal(house.url, "--model", "nobody");
    assert.equal(none.code, 0);
    assert.match(none.err, /so nothing was sent/);
    assert.equal(bodies.length, before);
  });
});
