import assert from "node:assert/strict";
import { firstThatFits } from "../../../../server/src/model/engine/stepDown";

const short = (size: number) => new Error(`short of ${size}`);
const isShort = (error: unknown) => error instanceof Error && error.message.startsWith("short");

describe("model/engine/stepDown", () => {
  const cases: readonly (readonly [holds: number, tried: readonly number[], choice: number | RegExp])[] = [
    [9000, [8192], 8192],
    [3000, [8192, 4096, 2048], 2048],
    [1000, [8192, 4096, 2048], /short of 8192/],
  ];
  for (const [holds, wanted, outcome] of cases)
    it(`with room for ${holds}: ${String(outcome)}`, async () => {
      const tried: number[] = [];
      const make = (size: number) => {
        tried.push(size);
        return size <= holds ? Promise.resolve(`made ${size}`) : Promise.reject(short(size));
      };
      const asked = firstThatFits([8192, 4096, 2048], make, isShort);
      if (typeof outcome === "number")
        assert.deepEqual(await asked, { made: `made ${outcome}`, choice: outcome });
      else await assert.rejects(asked, outcome);
      assert.deepEqual(tried, wanted);
    });

  it("tries nothing else when something else is wrong", async () => {
    let tried = 0;
    const make = () => Promise.reject(new Error(`broken ${++tried}`));
    await assert.rejects(firstThatFits([2, 1], make, isShort), /broken 1/);
  });
});
