import assert from "node:assert/strict";
import { createLineReader } from "../../../server/src/tools/lines";
import { createMcpServer, type McpPorts } from "../../../server/src/tools/mcp";

interface Answer {
  readonly id: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

function start(run: McpPorts["run"] = () => Promise.resolve({ text: "found", ok: true })) {
  const sent: Answer[] = [];
  const errors: unknown[] = [];
  const server = createMcpServer({
    info: { name: "Hanare", version: "1.0.0" },
    run,
    send: (line) => sent.push(JSON.parse(line) as Answer),
    onError: (error) => errors.push(error),
  });
  const send = (message: unknown) =>
    server.receive(typeof message === "string" ? message : JSON.stringify(message));
  const request = (id: unknown, method: unknown, params?: unknown) =>
    send({ jsonrpc: "2.0", id, method, params });
  const initialize = (protocolVersion = "2025-06-18") => {
    request(0, "initialize", { protocolVersion, capabilities: {}, clientInfo: { name: "t", version: "1" } });
    return sent.pop();
  };
  return { server, sent, errors, send, request, initialize };
}

describe("MCP: the handshake", () => {
  const versions = [
    ["2025-06-18", "2025-06-18"],
    ["2026-01-01", "2025-06-18"],
    ["2025-03-26", "2024-11-05"],
    ["2024-11-05", "2024-11-05"],
    ["2024-01-01", "2024-11-05"],
  ] as const;
  for (const [asked, answered] of versions)
    it(`speaks ${answered} with who speaks ${asked}`, () => {
      const result = start().initialize(asked)?.result;
      assert.equal(result?.["protocolVersion"], answered);
      assert.deepEqual(result?.["capabilities"], { tools: {} });
      assert.deepEqual(result?.["serverInfo"], { name: "Hanare", version: "1.0.0" });
    });

  it("comes before the tools; a ping needs none", () => {
    const { request, sent } = start();
    request(1, "ping");
    request(2, "tools/list");
    assert.deepEqual(
      sent.map(({ result, error }) => result ?? error?.code),
      [{}, -32600],
    );
  });

  it("lists read-only tools", () => {
    const { initialize, request, sent } = start();
    initialize();
    request("a", "tools/list");
    const tools = sent[0]?.result?.["tools"] as { name: string; annotations: { readOnlyHint: boolean } }[];
    assert.equal(tools.length, 5);
    assert.ok(tools.every(({ annotations }) => annotations.readOnlyHint));
    assert.equal(sent[0]?.id, "a");
  });
});

describe("MCP: messages that are none", () => {
  const cases: readonly (readonly [string, unknown, unknown, number | undefined])[] = [
    ["no JSON", "{", null, -32700],
    ["a batch", "[]", null, -32600],
    ["a word", '"ping"', null, -32600],
    ["another version", { jsonrpc: "1.0", id: 1, method: "ping" }, null, -32600],
    ["no method", { jsonrpc: "2.0", id: 1 }, 1, -32600],
    ["a method that is no word", { jsonrpc: "2.0", id: 1, method: 5 }, 1, -32600],
    ["params that are a list", { jsonrpc: "2.0", id: 1, method: "ping", params: [] }, 1, -32600],
    ["an id of no kind", { jsonrpc: "2.0", id: {}, method: "ping" }, null, -32600],
    ["null for an id", { jsonrpc: "2.0", id: null, method: "ping" }, null, -32600],
    ["a method that is not there", { jsonrpc: "2.0", id: 1, method: "resources/list" }, 1, -32601],
    ["no version to initialize", { jsonrpc: "2.0", id: 1, method: "initialize", params: {} }, 1, -32602],
    ["an unknown tool", { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "rm" } }, 1, -32602],
    ["no tool", { jsonrpc: "2.0", id: 1, method: "tools/call" }, 1, -32602],
    ["an empty line", "  ", undefined, undefined],
    ["an unknown notification", { jsonrpc: "2.0", method: "notifications/x" }, undefined, undefined],
    ["an answer", { jsonrpc: "2.0", id: 1, result: {} }, undefined, undefined],
    [
      "a cancellation of nothing",
      { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 9 } },
      undefined,
      undefined,
    ],
  ];
  for (const [name, message, id, code] of cases)
    it(`answers ${name} with ${code ?? "nothing"}`, () => {
      const { initialize, send, sent } = start();
      initialize();
      send(message);
      assert.deepEqual(
        sent.map((one) => [one.id, one.error?.code]),
        code === undefined ? [] : [[id, code]],
      );
    });

  it("refuses a message that was too long, and goes on", () => {
    const { server, request, sent } = start();
    server.receive(undefined);
    request(1, "ping");
    assert.deepEqual(
      sent.map(({ id, error }) => [id, error?.code]),
      [
        [null, -32600],
        [1, undefined],
      ],
    );
  });
});

describe("MCP: calls", () => {
  const callOf = (id: unknown, name: string, input?: unknown) => ({
    ...{ jsonrpc: "2.0", id, method: "tools/call" },
    params: { name, ...(input === undefined ? {} : { arguments: input }) },
  });

  it("answer text, one after another in the order they came", async () => {
    const order: string[] = [];
    const { server, initialize, send, sent } = start(async (name) => {
      order.push(`begin ${name}`);
      await Promise.resolve();
      order.push(`end ${name}`);
      return { text: name, ok: name !== "hanare_locate" };
    });
    initialize();
    send(callOf(1, "hanare_search", { query: "a" }));
    send(callOf(2, "hanare_locate"));
    await server.idle();
    assert.deepEqual(order, [
      "begin hanare_search",
      "end hanare_search",
      "begin hanare_locate",
      "end hanare_locate",
    ]);
    assert.deepEqual(
      sent.map(({ id, result }) => [id, result]),
      [
        [1, { content: [{ type: "text", text: "hanare_search" }] }],
        [2, { content: [{ type: "text", text: "hanare_locate" }], isError: true }],
      ],
    );
  });

  it("that are cancelled end and are not answered, also those that wait", async () => {
    const signals: AbortSignal[] = [];
    const { server, initialize, send, sent, errors } = start(
      (_, __, signal) =>
        new Promise((_resolve, reject) => {
          signals.push(signal);
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
    );
    initialize();
    send(callOf(1, "hanare_search"));
    send(callOf("two", "hanare_search"));
    await Promise.resolve();
    const cancel = (requestId: unknown) =>
      send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } });
    cancel("two");
    cancel(1);
    await server.idle();
    assert.deepEqual([signals.length, signals[0]?.aborted, sent, errors], [1, true, [], []]);
  });

  it("that fail by a fault of ours say so without a word of it", async () => {
    const { server, initialize, send, sent, errors } = start(() =>
      Promise.reject(new Error("private words")),
    );
    initialize();
    send(callOf(1, "hanare_review"));
    await server.idle();
    assert.deepEqual([sent[0]?.error?.code, errors.length], [-32603, 1]);
    assert.doesNotMatch(JSON.stringify(sent), /private/);
  });

  it("with an id that is running are refused; nothing is said behind the end", async () => {
    let finish = () => {};
    const gate = new Promise<void>((done) => (finish = done));
    const { server, initialize, send, sent } = start(async () => {
      await gate;
      return { text: "late", ok: true };
    });
    initialize();
    send(callOf(1, "hanare_search"));
    send(callOf(1, "hanare_search"));
    assert.deepEqual(
      sent.map(({ error }) => error?.code),
      [-32600],
    );
    server.close();
    finish();
    await server.idle();
    send(callOf(2, "hanare_search"));
    assert.equal(sent.length, 1);
  });
});

describe("MCP: lines", () => {
  const read = (chunks: readonly string[], longest = 20) => {
    const lines: (string | undefined)[] = [];
    const reader = createLineReader(longest, (line) => lines.push(line));
    for (const chunk of chunks) reader.push(Buffer.from(chunk, "latin1"));
    return lines;
  };
  const japanese = Buffer.from("印鑑\n").toString("latin1");
  const cases: readonly (readonly [string, readonly string[], readonly (string | undefined)[]])[] = [
    ["a line", ["abc\n"], ["abc"]],
    ["several in one piece, and what follows later", ["a\nb\nc"], ["a", "b"]],
    ["one in several pieces", ["a", "b", "c\n"], ["abc"]],
    ["letters that are cut", [japanese.slice(0, 2), japanese.slice(2)], ["印鑑"]],
    ["a carriage return", ["a\r\n"], ["a"]],
    ["a long one as none, and the next one", ["x".repeat(30), "x".repeat(30), "\nb\n"], [undefined, "b"]],
    ["one that is just not too long", [`${"x".repeat(20)}\n`], ["x".repeat(20)]],
    ["one that is just too long", [`${"x".repeat(21)}\n`], [undefined]],
    ["empty ones", ["\n\n"], ["", ""]],
  ];
  for (const [name, chunks, expected] of cases)
    it(`reads ${name}`, () => assert.deepEqual(read(chunks), expected));
});
