import assert from "node:assert/strict";
import { bytesPerToken, expectedSpeed } from "../../../server/src/model/fitSpeed";
import { headerOf } from "../../support/claimedHeader";

const matrix = (name: string, megabytes: number) =>
  ({ name, type: "F32", shape: [250_000, megabytes] }) as const;

describe("expected speed", () => {
  const cases = [
    ["reads every weight", {}, [matrix("blk.0.ffn_up.weight", 600)], 600],
    [
      "of experts those at work",
      { expert_count: 8, expert_used_count: 2 },
      [matrix("blk.0.ffn_up_exps.weight", 800)],
      200,
    ],
    ["of the embedding one row", {}, [matrix("token_embd.weight", 300), matrix("output.weight", 300)], 300],
    ["an embedding that is the output as a whole", {}, [matrix("token_embd.weight", 300)], 300],
  ] as const;
  for (const [name, keys, tensors, megabytes] of cases)
    it(name, async () => {
      const header = await headerOf({ keys: { block_count: 1, ...keys }, tensors });
      assert.equal(bytesPerToken(header), megabytes * 1e6);
      assert.equal(expectedSpeed(header, 0), 30e9 / (megabytes * 1e6));
      assert.ok(Math.abs(expectedSpeed(header, 1) - 300e9 / (megabytes * 1e6)) < 1e-9);
    });
});
