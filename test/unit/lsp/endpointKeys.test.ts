import assert from "node:assert/strict";
import { endpointOrigins } from "../../../client/src/endpointOrigins";
import { sealKey } from "../../../client/src/keySeal";
import { createEndpointKeys } from "../../../server/src/lsp/endpointKeys";
import { type EndpointKeyRequest, type ModelEntry } from "../../../server/src/protocol";

const origin = "https://llm.example.jp";

describe("keys of inference servers", () => {
  it("go to the server sealed: no message between the two shows one", async () => {
    const said: (EndpointKeyRequest.Params | EndpointKeyRequest.Result)[] = [];
    const keys = createEndpointKeys((params) => {
      const result = { sealed: sealKey("sk-鍵-123", params.publicKey) };
      said.push(params, result);
      return Promise.resolve(result);
    });
    assert.equal(await keys(origin), "sk-鍵-123");
    assert.equal(await keys(origin), "sk-鍵-123");
    assert.doesNotMatch(JSON.stringify(said), /sk-|123/);
    assert.equal(new Set(said.flatMap((one) => ("publicKey" in one ? [one.publicKey] : []))).size, 2);
  });

  it("may be absent, and are refused when they were sealed for another question", async () => {
    assert.equal(await createEndpointKeys(() => Promise.resolve({}))(origin), undefined);
    const another = createEndpointKeys(() => createAnother());
    await assert.rejects(another(origin));
  });

  it("belong to the places that the settings name", () => {
    const entries = [
      { name: "a", endpoint: { url: "https://llm.example.jp/v1" } },
      { name: "b", endpoint: "https://llm.example.jp" },
      { name: "c", endpoint: "http://127.0.0.1:8080" },
      { name: "d", endpoint: "nonsense" },
      { name: "e", endpoint: { url: 3 } },
      { name: "f", path: "/m.gguf" },
      { name: "g", endpoint: "file:///etc" },
    ] as unknown as readonly ModelEntry[];
    assert.deepEqual(endpointOrigins(entries), ["https://llm.example.jp", "http://127.0.0.1:8080"]);
  });
});

async function createAnother(): Promise<EndpointKeyRequest.Result> {
  let publicKey = "";
  await createEndpointKeys((params) => {
    ({ publicKey } = params);
    return Promise.resolve({});
  })(origin);
  return { sealed: sealKey("k", publicKey) };
}
