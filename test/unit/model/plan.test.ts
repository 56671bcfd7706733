import assert from "node:assert/strict";
import { planLoad, type PlanPorts } from "../../../server/src/model/plan";
import { defaultSettings } from "../../../server/src/protocol";
import { headerOf } from "../../support/claimedHeader";

const GB = 1e9;
const never = new AbortController().signal;

describe("plan of what is loaded", () => {
  it("shares one memory among the models of all roles: a context steps down, and what has no place says so", async () => {
    const header = await headerOf({
      keys: {
        block_count: 28,
        context_length: 32768,
        embedding_length: 3584,
        "attention.head_count": 28,
        "attention.head_count_kv": 16,
      },
      tensors: [{ name: "w", type: "F32", shape: [1_000_000, 250] }],
    });
    const settings = {
      ...defaultSettings,
      models: [
        { name: "coder", path: "/m/coder.gguf" },
        { name: "writer", path: "/m/writer.gguf" },
      ],
      model: { completion: "coder", assistant: "writer", embedding: "" },
    };
    const rolesWith = async (free?: number, memoryLimit = 0) => {
      const able = { able: "yes", reason: "" } as const;
      const ports: PlanPorts = {
        inspect: (entry) =>
          Promise.resolve({
            ...{ path: entry.path ?? "", header, assistant: able },
            fim: { able: "continuation", reason: "" },
            embedding: { able: "no", reason: "" },
          }),
        ...(free === undefined ? {} : { memory: () => ({ totalRam: 16 * GB, freeRam: free * GB }) }),
      };
      return (await planLoad({ ...settings, engine: { ...settings.engine, memoryLimit } }, ports, never)).load
        .roles;
    };
    assert.deepEqual(
      (await rolesWith(16)).map(({ roomFor, tooLarge }) => [roomFor, tooLarge]),
      [
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
    assert.deepEqual(
      (await rolesWith(4.6)).map(({ roomFor }) => roomFor),
      [undefined, 4096],
    );
    const [coder, writer] = await rolesWith(3);
    assert.equal(coder?.tooLarge, undefined);
    assert.match(writer?.tooLarge ?? "", /The other part of the memory is for coder/);
    assert.deepEqual(await rolesWith(16, Math.floor((4.6 * GB) / 2 ** 20)), await rolesWith(4.6));
    assert.deepEqual(await rolesWith(4.6, 20_000), await rolesWith(4.6));
    const unplanned = (await rolesWith()).map(({ roomFor, tooLarge, places }) => [roomFor, tooLarge, places]);
    assert.deepEqual(new Set(unplanned.flat()), new Set([undefined]));
  });
});
