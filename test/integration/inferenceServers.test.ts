import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { createHttpRuntime } from "../../server/src/model/http/runtime";
import { type ServerPorts } from "../../server/src/model/http/server";
import { collect, ModelError, type GenerateRequest, type ModelRuntime } from "../../server/src/model/runtime";
import { targetOf } from "../../server/src/network/address";
import { createGate } from "../../server/src/network/gate";
import { createExchange } from "../../server/src/network/http";
import { later } from "../../server/src/node/clock";
import { knownServer } from "../support/fakeExchange";
import { ended, httpServer, said, sse, tcpServer, type Behaviour } from "../support/lyingServer";

const signal = new AbortController().signal;
const chat: GenerateRequest = {
  kind: "chat",
  messages: [{ role: "user", text: "顧客の名前" }],
  priority: "interactive",
  maxTokens: 64,
};

/** Milliseconds; far below mocha's own. */
const limits = { connect: 5000, first: 300, idle: 300, silence: 600 };

function runtimeAt(url: string, over: Partial<ServerPorts> = {}): ModelRuntime {
  const gate = createGate("offline");
  gate.apply({ mode: "offline", allow: [], endpoints: [targetOf(new URL(url))] });
  const ports: ServerPorts = {
    exchange: createExchange(gate),
    key: () => Promise.resolve(undefined),
    delay: (_milliseconds, aborted) => delay(1, undefined, { signal: aborted }),
    now: () => performance.now(),
    after: later,
    limits,
    ...over,
  };
  const info = {
    ...{ model: "m", architecture: "t", contextSize: 4096, engine: "t", generation: 1 },
    ...({ completes: "no", separatesFiles: false, chat: true } as const),
  };
  const known = knownServer({ route: { source: { url }, origin: url }, kind: "vllm" });
  return createHttpRuntime(info, known, ports, {
    retired: signal,
    begin: () => () => undefined,
    changed: () => undefined,
  });
}

const codeOf = (runtime: ModelRuntime, request = chat): Promise<string> =>
  collect(runtime.generate(request, signal)).then(
    ({ reason }) => `ended: ${reason}`,
    (error: unknown) => {
      if (!(error instanceof ModelError)) throw error;
      assert.doesNotMatch(error.message, /顧客/u);
      return error.code;
    },
  );

const flood = (response: Parameters<Behaviour>[1], part: string) => {
  const more = () => {
    while (!response.destroyed && response.write(part));
    if (!response.destroyed) response.once("drain", more);
  };
  more();
};

describe("inference servers that lie and stall", () => {
  const http: readonly [what: string, behave: Behaviour, code: string][] = [
    ["answers well", (_, response) => response.writeHead(200, sse).end(said("a") + ended), "ended: eos"],
    [
      "answers with a page",
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"),
      "endpoint-answer",
    ],
    [
      "breaks its events",
      (_, response) => response.writeHead(200, sse).end('data: {"choices":\n\n'),
      "endpoint-answer",
    ],
    ["ends without an end", (_, response) => response.writeHead(200, sse).end(said("a")), "endpoint-answer"],
    [
      "sends a line without end",
      (_, response) => flood(response.writeHead(200, sse), `data: ${"x".repeat(65_536)}`),
      "endpoint-answer",
    ],
    [
      "sends comments without end",
      (_, response) => flood(response.writeHead(200, sse), `: ${"x".repeat(65_536)}\n\n`),
      "endpoint-answer",
    ],
    [
      "goes on for ever",
      (_, response) => flood(response.writeHead(200, sse), said("la ").repeat(100)),
      "ended: length",
    ],
    [
      "refuses with a flood",
      (_, response) =>
        flood(response.writeHead(500, { "content-type": "application/json" }), "顧客".repeat(9999)),
      "endpoint-refused",
    ],
    [
      "redirects elsewhere",
      (_, response) => response.writeHead(307, { location: "http://127.0.0.1:9/" }).end(),
      "endpoint-answer",
    ],
    [
      "sends more headers than anybody",
      (_, response) => response.writeHead(200, { ...sse, "x-a": "a".repeat(40_000) }).end(),
      "endpoint-answer",
    ],
    ["never answers", () => undefined, "endpoint-timeout"],
    [
      "stops after its head",
      (_, response) => response.writeHead(200, sse).flushHeaders(),
      "endpoint-timeout",
    ],
    [
      "stops in the middle",
      (_, response) => response.writeHead(200, sse).write(said("a")),
      "endpoint-timeout",
    ],
    [
      "dies in the middle",
      (_, response) => response.writeHead(200, sse).write(said("a"), () => response.destroy()),
      "endpoint-answer",
    ],
    ["hangs up", (request) => request.socket.destroy(), "endpoint-unreachable"],
    [
      "repeats the text in its refusal",
      (_, response) => response.writeHead(400).end(JSON.stringify({ error: { message: "顧客の名前" } })),
      "endpoint-refused",
    ],
  ];
  for (const [what, behave, code] of http)
    it(`one that ${what}: ${code}`, async () => {
      const server = await httpServer(behave);
      try {
        assert.equal(await codeOf(runtimeAt(server.url)), code);
      } finally {
        await server.close();
      }
    });

  const tcp: readonly [what: string, bytes: string, code: string][] = [
    ["speaks another protocol", "220 mail.example ESMTP\r\n", "endpoint-answer"],
    ["says nothing", "", "endpoint-timeout"],
    [
      "lies about its length",
      `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 9999\r\n\r\n${said("a")}`,
      "endpoint-timeout",
    ],
  ];
  for (const [what, bytes, code] of tcp)
    it(`one that ${what}: ${code}`, async () => {
      const server = await tcpServer((socket) => socket.write(bytes));
      try {
        assert.equal(await codeOf(runtimeAt(server.url)), code);
      } finally {
        await server.close();
      }
    });

  it("nobody there: said after it was tried again", async () => {
    const server = await httpServer(() => undefined);
    await server.close();
    assert.equal(await codeOf(runtimeAt(server.url)), "endpoint-unreachable");
  });

  it("one that is loading its model is asked until it has", async () => {
    let asked = 0;
    const server = await httpServer((_, response) => {
      asked += 1;
      if (asked < 3) response.writeHead(503, { "retry-after": "1" }).end();
      else response.writeHead(200, sse).end(said("a") + ended);
    });
    try {
      assert.equal(await codeOf(runtimeAt(server.url)), "ended: eos");
      assert.equal(asked, 3);
    } finally {
      await server.close();
    }
  });

  it("a request that is cancelled is closed, before and in the middle of the answer", async () => {
    const behaviours: readonly Behaviour[] = [
      () => undefined,
      (_, response) => response.writeHead(200, sse).write(said("a")),
    ];
    for (const behave of behaviours) {
      const server = await httpServer(behave);
      const controller = new AbortController();
      const reason = new Error("enough");
      const runtime = runtimeAt(server.url, { limits: { ...limits, first: 60_000, idle: 60_000 } });
      const running = collect(runtime.generate(chat, controller.signal));
      while (server.requests.length === 0) await delay(1);
      controller.abort(reason);
      await assert.rejects(running, reason);
      await server.abandoned;
      await server.close();
    }
  });

  it("fifty at once get their own answers", async () => {
    const server = await httpServer((request, response) => {
      let text = "";
      request.on("data", (data) => (text += String(data)));
      request.on("end", () => {
        const [, number = ""] = /number (\d+)/.exec(text) ?? [];
        response.writeHead(200, sse).end(said(number) + ended);
      });
    });
    const runtime = runtimeAt(server.url, { limits: { ...limits, first: 20_000 } });
    try {
      const numbers = Array.from({ length: 50 }, (_, index) => String(index));
      const answers = await Promise.all(
        numbers.map(async (number) => {
          const request = { ...chat, messages: [{ role: "user", text: `number ${number}` }] } as const;
          return (await collect(runtime.generate(request, signal))).text;
        }),
      );
      assert.deepEqual(answers, numbers);
    } finally {
      await server.close();
    }
  });
});
