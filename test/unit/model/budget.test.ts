import assert from "node:assert/strict";
import { shareMemory, type Tenant } from "../../../server/src/model/budget";
import { type GgufHeader } from "../../../server/src/model/gguf";
import { type Role } from "../../../server/src/protocol";
import { setLanguage } from "../../../server/src/util/l10n";
import { headerOf } from "../../support/claimedHeader";

const GB = 1e9;
const settings = { kvCacheType: "f16" } as const;

/** One GB of weights for each 1000 rows of a million; a context of 8,192 tokens takes 1.9 GB, its scores included. */
const modelOf = (gigabytes: number): Promise<GgufHeader> =>
  headerOf({
    keys: {
      block_count: 28,
      context_length: 32768,
      embedding_length: 3584,
      "attention.head_count": 28,
      "attention.head_count_kv": 16,
    },
    tensors: [{ name: "w", type: "F32", shape: [1_000_000, gigabytes * 250] }],
  });

describe("memory for the models of all roles", () => {
  let coder: GgufHeader;
  let writer: GgufHeader;
  before(async () => {
    coder = await modelOf(1);
    writer = await modelOf(3);
  });
  const tenant = (role: Role, model: string, header: GgufHeader, contextSize?: number): Tenant => ({
    ...{ role, model, header, path: `/m/${model}.gguf` },
    ...(contextSize === undefined ? {} : { contextSize }),
  });
  const two = () => [tenant("completion", "coder", coder), tenant("assistant", "writer", writer)];
  const share = (tenants: readonly Tenant[], free: number) =>
    Object.fromEntries(shareMemory(tenants, settings, { totalRam: 64 * GB, freeRam: free * GB }));

  it("gives each role what it wants where there is room, and completion a second place where there is ample", () => {
    assert.deepEqual(share(two(), 32), { completion: { places: 2 } });
    assert.deepEqual(share(two(), 9.5), {});
  });

  it("lets the largest context step down until both models fit, and the other when that is not enough", () => {
    const small = share(two(), 7);
    assert.deepEqual(Object.keys(small), ["assistant"]);
    assert.ok([4096, 2048].includes(small["assistant"]?.roomFor ?? 0), JSON.stringify(small));
    const tight = share(two(), 5.4);
    assert.deepEqual(tight, { assistant: { roomFor: 2048 }, completion: { roomFor: 2048 } });
  });

  it("refuses the model that comes second where the first leaves no place, and names the first", () => {
    const { assistant, completion } = share(two(), 4);
    assert.equal(completion, undefined);
    assert.match(
      assistant?.tooLarge ?? "",
      /only 2\.\d GB is free\..*The other part of the memory is for coder\./,
    );
    assert.equal(assistant?.roomFor, undefined);
  });

  it("refuses a model that does not fit alone, and places the other", () => {
    const { completion, assistant } = share(
      [tenant("completion", "writer", writer), tenant("assistant", "coder", coder)],
      3.2,
    );
    assert.match(completion?.tooLarge ?? "", /only 3\.2 GB is free\. /);
    assert.doesNotMatch(completion?.tooLarge ?? "", /The other part/);
    assert.equal(assistant?.tooLarge, undefined);
  });

  it("counts the weights of one file once", () => {
    const shared = [tenant("completion", "writer", writer), tenant("assistant", "writer", writer)];
    assert.deepEqual(share(shared, 7.2), {});
    const apart = [tenant("completion", "writer", writer), { ...tenant("assistant", "other", writer) }];
    assert.match(share(apart, 6)["assistant"]?.tooLarge ?? "", /is for writer/);
  });

  it("steps down from what the entry asks for, never above it and never for vectors", () => {
    const asked = [tenant("assistant", "coder", coder, 1024), tenant("embedding", "writer", writer, 8192)];
    const places = share(asked, 4.3);
    assert.equal(places["assistant"], undefined);
    assert.match(places["embedding"]?.tooLarge ?? "", /GB/);
    assert.deepEqual(share([tenant("assistant", "coder", coder, 32768)], 4), {
      assistant: { roomFor: 8192 },
    });
  });

  it("says it in Japanese", () => {
    setLanguage("ja");
    try {
      assert.match(share(two(), 4)["assistant"]?.tooLarge ?? "", /残りのメモリは coder/);
    } finally {
      setLanguage("en");
    }
  });
});
