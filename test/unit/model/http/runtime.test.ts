import assert from "node:assert/strict";
import { createHttpRuntime } from "../../../../server/src/model/http/runtime";
import { type KnownServer } from "../../../../server/src/model/http/server";
import {
  collect,
  ModelError,
  type GenerateChunk,
  type GenerateRequest,
  type RuntimeInfo,
} from "../../../../server/src/model/runtime";
import {
  fakePorts,
  fault,
  json,
  knownServer,
  stream,
  type FakeAnswer,
  type FakePorts,
} from "../../../support/fakeExchange";

const signal = new AbortController().signal;
const chat: GenerateRequest = {
  kind: "chat",
  messages: [{ role: "user", text: "u" }],
  priority: "interactive",
  maxTokens: 8,
};
const info: RuntimeInfo = {
  model: "m",
  architecture: "test",
  contextSize: 4096,
  engine: "test",
  generation: 1,
  completes: "continuation",
  separatesFiles: false,
  chat: true,
  embedding: { pooling: "server", prefix: { query: "", passage: "" }, dimensions: 2 },
};
const say = (content: string) => ({ choices: [{ delta: { content } }] });
const stop = { choices: [{ delta: {}, finish_reason: "stop" }] };

function runtimeOf(ports: FakePorts, over: Partial<KnownServer> = {}, retired = signal, changed = () => {}) {
  return createHttpRuntime(info, knownServer(over), ports, {
    retired,
    begin: () => () => undefined,
    changed,
  });
}
const answering = (...answers: readonly (FakeAnswer | Error)[]) =>
  fakePorts(
    (_path, _body, before) => answers[Math.min(before, answers.length - 1)] ?? new Error("no answer"),
  );

async function chunksOf(chunks: AsyncIterable<GenerateChunk>) {
  const all: GenerateChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

describe("model/http/runtime", () => {
  it("streams, parts reasoning from text, and takes the server's count", async () => {
    const usage = { prompt_tokens: 5, completion_tokens: 3 };
    const ports = answering(
      stream(
        { choices: [{ delta: { reasoning_content: "hm" } }] },
        say("a"),
        say("b"),
        stop,
        { choices: [], usage },
        "[DONE]",
      ),
    );
    const chunks = await chunksOf(runtimeOf(ports).generate(chat, signal));
    assert.deepEqual(chunks.slice(0, 3), [
      { type: "reasoning", text: "hm" },
      { type: "text", text: "a" },
      { type: "text", text: "b" },
    ]);
    const [end] = chunks.slice(3);
    assert.ok(end?.type === "end");
    const { promptTokens, generatedTokens, reusedTokens, approximate } = end.usage;
    assert.deepEqual(
      [end.reason, promptTokens, generatedTokens, reusedTokens, approximate],
      ["eos", 5, 3, 0, undefined],
    );
    assert.equal(ports.closed(), 1);
  });

  it("says that its count is an estimate where the server does not count", async () => {
    const { usage } = await collect(
      runtimeOf(answering(stream(say("a"), stop, "[DONE]"))).generate(chat, signal),
    );
    assert.deepEqual([usage.approximate, usage.generatedTokens, usage.promptTokens], [true, 1, 9]);
  });

  it("takes llama-server's clock for the prompt, without the time spent waiting", async () => {
    const timings = { prompt_n: 3, cache_n: 4, prompt_ms: 20, predicted_n: 1, predicted_ms: 5 };
    const { usage } = await collect(
      runtimeOf(answering(stream(say("a"), { ...stop, timings }, "[DONE]"))).generate(chat, signal),
    );
    assert.deepEqual(usage.prefill, { tokens: 3, milliseconds: 20 });
    assert.deepEqual([usage.promptTokens, usage.reusedTokens, usage.generatedTokens], [7, 4, 1]);
  });

  it("ends before a stop text that the server did not look for, and closes the request", async () => {
    const ports = answering(stream(say("one\n"), say("\ntwo"), say("never"), stop, "[DONE]"));
    const { text, reason } = await collect(runtimeOf(ports).generate({ ...chat, stop: ["\n\n"] }, signal));
    assert.deepEqual([text, reason, ports.closed()], ["one", "stop", 1]);
  });

  it("ends an answer of JSON as soon as it is whole", async () => {
    const ports = answering(stream(say('{"a"'), say(':"b"}'), say(" and more"), stop, "[DONE]"));
    const jsonSchema = { type: "object", properties: { a: { type: "string" } } } as const;
    const { text } = await collect(runtimeOf(ports).generate({ ...chat, jsonSchema }, signal));
    assert.equal(text, '{"a":"b"}');
  });

  it("ends a server that does not keep to the limit", async () => {
    const ports = answering(stream(...Array.from({ length: 500 }, () => say("x")), stop, "[DONE]"));
    const { text, reason } = await collect(runtimeOf(ports).generate(chat, signal));
    assert.equal(reason, "length");
    assert.ok(text.length <= 2 * 8 + 16, String(text.length));
  });

  it("has nothing to do where nothing is to be generated and the server keeps no prompt", async () => {
    const ports = answering(stream(stop));
    const { reason } = await collect(runtimeOf(ports).generate({ ...chat, maxTokens: 0 }, signal));
    assert.deepEqual([reason, ports.requests.length], ["length", 0]);
    const kept = answering(stream(say("x"), stop, "[DONE]"));
    const { text } = await collect(
      runtimeOf(kept, { kind: "llama.cpp" }).generate({ ...chat, maxTokens: 0 }, signal),
    );
    assert.deepEqual([text, kept.requests.length], ["", 1]);
  });

  it("asks for more tokens once the model was seen to reason", async () => {
    const ports = answering(
      stream({ choices: [{ delta: { reasoning: "hm" }, finish_reason: "length" }] }, "[DONE]"),
    );
    const runtime = runtimeOf(ports);
    await collect(runtime.generate(chat, signal));
    await collect(runtime.generate(chat, signal));
    assert.deepEqual(
      ports.requests.map(({ body }) => (JSON.parse(body ?? "") as { max_tokens: number }).max_tokens),
      [8, 1032],
    );
  });

  const lies: readonly [what: string, answer: FakeAnswer | Error, code: string, message?: RegExp][] = [
    [
      "another content type",
      { headers: { "content-type": "text/html" }, body: ["<html>"] },
      "endpoint-answer",
      /content-type/,
    ],
    [
      "compressed",
      { headers: { "content-type": "text/event-stream", "content-encoding": "gzip" } },
      "endpoint-answer",
    ],
    ["no content type", { body: ["data: x\n\n"] }, "endpoint-answer"],
    ["events that are no JSON", stream("oops"), "endpoint-answer", /JSON/],
    ["JSON that is none of the protocol", stream({ hello: 1 }), "endpoint-answer"],
    ["no end", stream(say("a")), "endpoint-answer", /middle/],
    ["nothing at all", stream(), "endpoint-answer", /middle/],
    [
      "an error in the stream",
      stream(say("a"), { error: { code: 500, message: "secret words" } }),
      "endpoint-refused",
      /HTTP 500/,
    ],
    [
      "death",
      {
        headers: { "content-type": "text/event-stream" },
        body: [`data: ${JSON.stringify(say("a"))}\n\n`, fault("broken")],
      },
      "endpoint-answer",
      /middle/,
    ],
    [
      "a redirect",
      { status: 302, headers: { location: "http://evil.example/" } },
      "endpoint-answer",
      /HTTP 302/,
    ],
    ["no key", json({ error: { message: "secret words" } }, 401), "endpoint-refused", /Set Key/],
    ["no room", json({ error: { message: "secret words" } }, 503), "endpoint-refused", /HTTP 503/],
    [
      "no such path",
      json({ error: { message: "secret words", type: "not_found_error" } }, 404),
      "endpoint-refused",
      /404, not_found_error/,
    ],
    ["a refusal without JSON", { status: 500, body: ["secret words"] }, "endpoint-refused", /HTTP 500/],
    [
      "too long",
      json({ error: { type: "exceed_context_size_error", n_prompt_tokens: 900, n_ctx: 512 } }, 400),
      "prompt-too-long",
      /900.*512/,
    ],
    ["nobody there", fault("refused", "ECONNREFUSED"), "endpoint-unreachable", /ECONNREFUSED/],
    ["no such host", fault("unreachable", "ENOTFOUND"), "endpoint-unreachable", /ENOTFOUND/],
    ["not permitted", fault("not-allowed"), "endpoint-not-allowed", /hanare\.network\.allow/],
    [
      "a certificate of somebody",
      fault("certificate", "SELF_SIGNED_CERT_IN_CHAIN"),
      "endpoint-certificate",
      /CA file/,
    ],
    ["silence", fault("slow-first"), "endpoint-timeout"],
    ["no HTTP", fault("not-http", "HPE_INVALID_CONSTANT"), "endpoint-answer", /HPE_INVALID_CONSTANT/],
  ];
  for (const [what, answer, code, message] of lies)
    it(`a server that answers with ${what}: ${code}`, async () => {
      const ports = answering(answer);
      await assert.rejects(collect(runtimeOf(ports).generate(chat, signal)), (error: unknown) => {
        assert.ok(error instanceof ModelError, String(error));
        assert.equal(error.code, code);
        if (message !== undefined) assert.match(error.message, message);
        // What a server writes may be the user's own text; messages are logged.
        assert.doesNotMatch(error.message, /secret words/);
        return true;
      });
    });

  it("asks again where nothing was received, with bounded waits, and not for a completion", async () => {
    const busyThenDone = (): FakePorts =>
      answering(
        fault("refused"),
        { status: 429, headers: { "retry-after": "2" } },
        { status: 503, headers: { "retry-after": "86400" } },
        stream(say("a"), stop, "[DONE]"),
      );
    const batch = busyThenDone();
    const { text } = await collect(runtimeOf(batch).generate({ ...chat, priority: "batch" }, signal));
    assert.deepEqual([text, batch.waits, batch.requests.length], ["a", [250, 2000, 10_000], 4]);
    const completion = busyThenDone();
    const hurried = runtimeOf(completion).generate({ ...chat, priority: "completion" }, signal);
    await assert.rejects(collect(hurried), { code: "endpoint-unreachable" });
    assert.equal(completion.requests.length, 1);
  });

  it("does not ask again once the server may have begun", async () => {
    for (const answer of [fault("unreachable", "ECONNRESET"), fault("slow-first"), json({}, 500)]) {
      const ports = answering(answer);
      await assert.rejects(collect(runtimeOf(ports).generate({ ...chat, priority: "batch" }, signal)));
      assert.equal(ports.requests.length, 1);
    }
  });

  it("sends the key as a header and nowhere else", async () => {
    const ports = fakePorts(() => stream(stop, "[DONE]"), "k-123");
    await collect(runtimeOf(ports).generate(chat, signal));
    const [request] = ports.requests;
    assert.equal(request?.headers["authorization"], "Bearer k-123");
    assert.doesNotMatch(`${request?.url.href} ${request?.body}`, /k-123/);
  });

  it("ends with the signal's reason, also before it begins, and closes the request", async () => {
    const controller = new AbortController();
    const ports = answering(stream(say("a"), say("b"), stop, "[DONE]"));
    const reason = new Error("enough");
    const chunks = runtimeOf(ports).generate(chat, controller.signal);
    await assert.rejects(async () => {
      for await (const chunk of chunks) if (chunk.type === "text") controller.abort(reason);
    }, reason);
    assert.equal(ports.closed(), 1);
    await assert.rejects(collect(runtimeOf(ports).generate(chat, controller.signal)), reason);
    assert.equal(ports.requests.length, 1);
  });

  it("closes the request of a caller that stops reading", async () => {
    const ports = answering(stream(say("a"), say("b"), stop, "[DONE]"));
    for await (const chunk of runtimeOf(ports).generate(chat, signal)) if (chunk.type === "text") break;
    assert.equal(ports.closed(), 1);
  });

  it("does not take the words of another model than the server said it holds", async () => {
    let changes = 0;
    const answer = stream({ ...say("a"), model: "other" }, stop, "[DONE]");
    const ask = (kind: "llama.cpp" | "vllm") =>
      collect(runtimeOf(answering(answer), { kind }, signal, () => (changes += 1)).generate(chat, signal));
    await assert.rejects(ask("llama.cpp"), { code: "model-changed" });
    assert.equal((await ask("vllm")).text, "a");
    assert.equal(changes, 1);
  });

  it("takes no request under settings that are gone", async () => {
    const retired = AbortSignal.abort(new ModelError("model-changed", "changed"));
    await assert.rejects(collect(runtimeOf(answering(stream()), {}, retired).generate(chat, signal)), {
      code: "model-changed",
    });
  });

  it("refuses what does not fit where the server may cut it without a word", async () => {
    const long = { ...chat, messages: [{ role: "user", text: "long ".repeat(4000) }] } as const;
    const ports = answering(stream(stop, "[DONE]"));
    await assert.rejects(collect(runtimeOf(ports).generate(long, signal)), { code: "prompt-too-long" });
    assert.equal(ports.requests.length, 0);
    await collect(runtimeOf(ports, { kind: "vllm" }).generate(long, signal));
    assert.equal(ports.requests.length, 1);
  });
});

describe("model/http/runtime: time", () => {
  const waiting = (first: readonly string[]) => {
    let advance = (_milliseconds: number) => {};
    const ports = fakePorts(() => ({
      headers: { "content-type": "text/event-stream" },
      body: first.map((text) => `data: ${JSON.stringify(say(text))}\n\n`),
    }));
    // What follows the first events never comes; time goes by instead.
    const exchange: FakePorts["exchange"] = async (request, aborted) => {
      const response = await ports.exchange(request, aborted);
      async function* body() {
        yield* response.body;
        for (;;) {
          advance(10_000);
          aborted.throwIfAborted();
          yield new TextEncoder().encode(": ping\n\n");
        }
      }
      return { ...response, body: body() };
    };
    advance = (milliseconds) => ports.advance(milliseconds);
    return { ...ports, exchange };
  };

  it("ends an answer that goes on with nothing but signs of life", async () => {
    await assert.rejects(collect(runtimeOf(waiting(["a"])).generate(chat, signal)), {
      code: "endpoint-timeout",
    });
    await assert.rejects(collect(runtimeOf(waiting([])).generate(chat, signal)), {
      code: "endpoint-timeout",
    });
  });

  it("ends with what it has when the time for generating is used up", async () => {
    const timed = runtimeOf(waiting(["a", "b"])).generate({ ...chat, timeBudget: 20_000 }, signal);
    const { text, reason } = await collect(timed);
    assert.deepEqual([text, reason], ["ab", "time"]);
  });
});

describe("model/http/runtime: counting and embedding", () => {
  it("counts with the server where it counts, and estimates otherwise", async () => {
    const llama = fakePorts((path) => (path === "/tokenize" ? json({ tokens: [1, 2, 3] }) : json({}, 404)));
    assert.equal(await runtimeOf(llama, { kind: "llama.cpp" }).countTokens("any text"), 3);
    const vllm = fakePorts(() => json({ count: 5, tokens: [] }));
    assert.equal(await runtimeOf(vllm, { kind: "vllm" }).countTokens("any text"), 5);
    const without = fakePorts(() => json({}, 404));
    assert.equal(await runtimeOf(without, { kind: "vllm" }).countTokens("any text"), 3);
    assert.equal(await runtimeOf(without).countTokens("any text"), 3);
  });

  it("sends no text to another machine only to have it counted", async () => {
    const ports = fakePorts(() => json({ tokens: [1] }));
    const source = { url: "https://llm.example.jp" };
    const far = runtimeOf(ports, { kind: "llama.cpp", route: { source, origin: source.url } });
    assert.equal(await far.countTokens("any text"), 3);
    assert.equal(ports.requests.length, 0);
  });

  it("embeds each text, a long one by its beginning, as vectors of length one", async () => {
    const ports = fakePorts((_path, body) =>
      String(body["input"]).length > 20
        ? json({ error: { type: "exceed_context_size_error" } }, 400)
        : json({ data: [{ index: 0, embedding: [3, 4] }] }),
    );
    const vectors = await runtimeOf(ports, { dimensions: 2 }).embed?.(
      { texts: ["a", "x".repeat(30)], priority: "batch" },
      signal,
    );
    assert.deepEqual(
      vectors?.map((vector) => [...vector].map((value) => Math.round(value * 10))),
      [
        [6, 8],
        [6, 8],
      ],
    );
  });

  it("does not take a vector of another size, or of no numbers", async () => {
    for (const embedding of [[1], [1, 2, 3], ["a", "b"], [], "AAAA", null]) {
      const ports = fakePorts(() => json({ data: [{ embedding }] }));
      const embedded = runtimeOf(ports, { dimensions: 2 }).embed?.(
        { texts: ["a"], priority: "batch" },
        signal,
      );
      await assert.rejects(embedded ?? Promise.resolve(), { code: "endpoint-answer" });
    }
  });
});
