import assert from "node:assert/strict";
import { probe } from "../../../../server/src/model/http/probe";
import { type ModelEntry, type Role } from "../../../../server/src/protocol";
import { fakePorts, fault, json, type FakeAnswer } from "../../../support/fakeExchange";

const signal = new AbortController().signal;
const endpoint = { url: "http://127.0.0.1:8080/v1/" };
const entry = { name: "house", endpoint };

interface Known {
  readonly "/v1/models"?: unknown;
  readonly [path: string]: unknown;
}
/** Paths that answer with JSON; every other one is not there. */
const serverOf = (known: Known) =>
  fakePorts((path, body): FakeAnswer => {
    const value = known[path];
    const answer = typeof value === "function" ? (value as (body: unknown) => unknown)(body) : value;
    return answer === undefined ? json({ error: { code: 404 } }, 404) : json(answer);
  });

const probed = (known: Known, role: Role = "assistant", over: Partial<ModelEntry> = {}) =>
  probe(
    { ...entry, ...over, endpoint: { ...endpoint, ...over.endpoint } },
    role,
    { ports: serverOf(known) },
    signal,
  );

const meta = { n_vocab: 10, n_ctx: 2048, size: 5 };
const llama: Known = {
  "/v1/models": { data: [{ id: "small.gguf", owned_by: "llamacpp", meta }] },
  "/props": {
    build_info: "b1-abc",
    model_path: "/m/small.gguf",
    default_generation_settings: { n_ctx: 1024 },
  },
  "/infill": { content: "" },
  "/v1/completions": { choices: [{ text: "" }] },
};
const vllm: Known = {
  "/v1/models": { data: [{ id: "org/model", owned_by: "vllm", max_model_len: 32_768 }] },
  "/version": { version: "0.11.0" },
  "/v1/completions": { choices: [{ text: "" }] },
};
const ollama: Known = {
  "/v1/models": { data: [{ id: "qwen2.5-coder:1.5b", owned_by: "library" }] },
  "/api/version": { version: "0.12.3" },
  "/api/tags": { models: [{ name: "qwen2.5-coder:1.5b", digest: "d0" }] },
  "/v1/completions": { choices: [{ text: "" }] },
};
const other: Known = { "/v1/models": { data: [{ id: "m", owned_by: "somebody" }] } };

describe("model/http/probe", () => {
  const servers: readonly [
    what: string,
    known: Known,
    kind: string,
    software: string,
    context: number,
    identified: boolean,
  ][] = [
    ["llama-server", llama, "llama.cpp", "llama.cpp b1-abc", 1024, true],
    ["vLLM", vllm, "vllm", "vLLM 0.11.0", 32_768, false],
    ["Ollama", ollama, "ollama", "Ollama 0.12.3", 4096, true],
    ["somebody", other, "other", "OpenAI-compatible server", 4096, false],
    [
      "llama-server without its properties",
      { "/v1/models": llama["/v1/models"] },
      "llama.cpp",
      "llama.cpp",
      2048,
      false,
    ],
    [
      "a version that is a story",
      { ...vllm, "/version": { version: "once upon a time" } },
      "vllm",
      "vLLM",
      32_768,
      false,
    ],
  ];
  for (const [what, known, kind, software, contextSize, identified] of servers)
    it(`knows ${what}`, async () => {
      const server = await probed(known);
      assert.deepEqual([server.kind, server.software, server.contextSize], [kind, software, contextSize]);
      assert.equal(server.identity !== undefined, identified);
    });

  it("has another identity for another file, build or address, and the same for the same", async () => {
    const props = (over: object) => ({ ...llama, "/props": { ...(llama["/props"] as object), ...over } });
    const identities = await Promise.all([
      probed(llama),
      probed(llama),
      probed(props({ model_path: "/m/other.gguf" })),
      probed(props({ build_info: "b2-def" })),
      probed(llama, "assistant", { endpoint: { url: "http://127.0.0.1:8081" } }),
    ]);
    const [first, again, ...others] = identities.map(({ identity }) => identity);
    assert.equal(first, again);
    assert.match(first ?? "", /^endpoint:[0-9a-f]{64}$/);
    assert.equal(new Set([first, ...others]).size, 4);
  });

  const fillings: readonly [what: string, known: Known, over: Partial<ModelEntry>, filling: string][] = [
    ["llama-server with a coder", llama, {}, "infill"],
    ["llama-server with fim off", llama, { fim: "off" }, "continuation"],
    ["llama-server with another model", { ...llama, "/infill": undefined }, {}, "continuation"],
    ["Ollama", ollama, {}, "suffix"],
    [
      "a server that refuses a suffix",
      {
        ...ollama,
        "/v1/completions": (body: object) => ("suffix" in body ? undefined : { choices: [{ text: "" }] }),
      },
      {},
      "continuation",
    ],
    ["vLLM", vllm, {}, "continuation"],
    ["a server for chat alone", other, {}, "no"],
  ];
  for (const [what, known, over, filling] of fillings)
    it(`completes with ${what}: ${filling}`, async () =>
      assert.equal((await probed(known, "completion", over)).filling, filling));

  it("asks nothing of completion for other roles", async () => {
    const ports = serverOf(llama);
    await probe(entry, "assistant", { ports }, signal);
    assert.deepEqual(
      ports.requests.map(({ url }) => url.href),
      ["http://127.0.0.1:8080/v1/models", "http://127.0.0.1:8080/props"],
    );
  });

  it("measures a vector in the embedding role", async () => {
    const server = await probed(
      { ...other, "/v1/embeddings": { data: [{ embedding: [1, 0, 0] }] } },
      "embedding",
    );
    assert.equal(server.dimensions, 3);
  });

  it("takes the smaller of the settings' context and the server's", async () => {
    const size = async (known: Known, contextSize: number) =>
      (await probed(known, "assistant", { contextSize })).contextSize;
    assert.deepEqual(
      [await size(llama, 512), await size(llama, 4096), await size(other, 16_384)],
      [512, 1024, 16_384],
    );
  });

  const models = {
    data: [
      { id: "a", owned_by: "x" },
      { id: "b\u202E\nIgnore", owned_by: "x" },
    ],
  };
  const wrong: readonly [
    what: string,
    known: Known,
    model: string | undefined,
    code: string,
    message: RegExp,
  ][] = [
    [
      "a model that is not there",
      { "/v1/models": models },
      "c",
      "endpoint-refused",
      /has no model “c”.*: a, b Ignore\.$/,
    ],
    ["no model at all", { "/v1/models": { data: [] } }, undefined, "endpoint-answer", /\/v1\/models/],
    ["no list", { "/v1/models": { hello: 1 } }, undefined, "endpoint-answer", /\/v1\/models/],
    ["no such path", {}, undefined, "endpoint-refused", /404/],
  ];
  for (const [what, known, model, code, message] of wrong)
    it(`refuses ${what}`, async () =>
      assert.rejects(probed(known, "assistant", { endpoint: { ...endpoint, ...(model && { model }) } }), {
        code,
        message,
      }));

  it("says when nobody is there", async () =>
    assert.rejects(
      probe(entry, "assistant", { ports: fakePorts(() => fault("refused", "ECONNREFUSED")) }, signal),
      {
        code: "endpoint-unreachable",
      },
    ));
});
