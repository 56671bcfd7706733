import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import path from "node:path";
import { targetOf } from "../../server/src/network/address";
import { createGate } from "../../server/src/network/gate";
import { createExchange, type ExchangeError, type HttpRequest } from "../../server/src/network/http";
import { root } from "../support/harness";
import { httpServer, tcpServer, type TestHttpServer } from "../support/lyingServer";

/** A certificate for `localhost` by a CA of the tests' own, whose key was thrown away. */
const fixture = (name: string) => readFileSync(path.join(root, "test/fixtures/tls", name), "utf8");
const ca = fixture("ca.pem");

describe("certificates of inference servers", () => {
  let server: TestHttpServer;
  before(async () => {
    const secure = createServer({ key: fixture("server.key"), cert: fixture("server.pem") });
    server = await httpServer((_, response) => response.end("ok"), secure);
  });
  after(() => server.close());

  async function get(
    host: string,
    trusted?: string,
    to: { readonly server?: TestHttpServer; readonly client?: HttpRequest["client"] | undefined } = {},
  ): Promise<string> {
    const { client } = to;
    const url = new URL(`https://${host}:${(to.server ?? server).port}/`);
    const gate = createGate("offline");
    gate.apply({ mode: "offline", allow: [], endpoints: [targetOf(url)] });
    const limits = { connect: 10_000, first: 10_000, idle: 10_000 };
    const request = {
      method: "GET" as const,
      url,
      headers: {},
      limits,
      ...(trusted && { ca: trusted }),
      ...(client && { client }),
    };
    try {
      const { body } = await createExchange(gate)(request, new AbortController().signal);
      let text = "";
      for await (const part of body) text += Buffer.from(part).toString();
      return text;
    } catch (error) {
      const { fault, code } = error as ExchangeError;
      return `${fault} ${code}`;
    }
  }

  it("are trusted when the organisation's CA signed them", async () =>
    assert.equal(await get("localhost", ca), "ok"));

  it("are not trusted without it", async () =>
    assert.match(await get("localhost"), /^certificate UNABLE_TO_/));

  it("are not trusted for another name", async () =>
    assert.equal(await get("127.0.0.1", ca), "certificate ERR_TLS_CERT_ALTNAME_INVALID"));

  it("are checked whatever the environment says", async () => {
    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      assert.match(await get("localhost"), /^certificate UNABLE_TO_/);
    } finally {
      if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    }
  });

  describe("that want to know this computer", () => {
    const proof = (cert: string, key: string) => ({ cert: fixture(cert), key: fixture(key) });
    let strict: TestHttpServer;
    before(async () => {
      const options = { key: fixture("server.key"), cert: fixture("server.pem"), ca: fixture("houseCa.pem") };
      const secure = createServer({ ...options, requestCert: true, rejectUnauthorized: true });
      strict = await httpServer((_, response) => response.end("known"), secure);
    });
    after(() => strict.close());
    const known = (client?: ReturnType<typeof proof>) => get("localhost", ca, { server: strict, client });

    it("answer to its certificate", async () =>
      assert.equal(await known(proof("client.pem", "client.key")), "known"));

    it("refuse it without one, and with one of another CA", async () => {
      // Node's own server says nothing; others say why.
      for (const client of [undefined, proof("server.pem", "server.key")])
        assert.match(await known(client), /^(client-certificate|unreachable) /);
    });

    it("are named when they say that they want one, or another one", async () => {
      for (const alert of [40, 42, 48, 116]) {
        const said = await tcpServer((socket) =>
          socket.once("data", () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, alert]))),
        );
        const server = { ...strict, port: Number(new URL(said.url).port) };
        assert.match(await get("127.0.0.1", ca, { server }), /^client-certificate ERR_SSL/, String(alert));
        await said.close();
      }
    });

    it("are not even connected to with files that do not belong together", async () => {
      const before = strict.connections();
      for (const client of [proof("client.pem", "house.key"), { cert: "x", key: "y" }])
        assert.match(await known(client), /^client-files /);
      assert.equal(strict.connections(), before);
    });
  });

  it("do not come from who speaks no TLS", async () => {
    const plain = await httpServer((_, response) => response.end("ok"));
    const tls = server;
    server = plain;
    try {
      assert.match(await get("localhost", ca), /^(certificate|unreachable) /);
    } finally {
      server = tls;
      await plain.close();
    }
  });
});
