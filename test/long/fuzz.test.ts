/** A fixed set of the inputs of `npm run fuzz`. */
import assert from "node:assert/strict";
import { readSamples } from "../fuzz/samples";
import { runFuzz } from "../fuzz/run";

const count = 156;

describe("the fuzz suite", function () {
  this.timeout(300_000);

  it(`${count} inputs made of real files crash, hang and confuse no reader`, async () => {
    const indices = Array.from({ length: count }, (_, at) => at);
    const results = await runFuzz({ seed: 20260401, heavy: 0, formats: [], indices });
    const failures = results.filter(({ outcome }) => outcome === "failed");
    assert.deepEqual(
      failures.map(({ index, input, problems, kept }) => ({
        index,
        mutations: input.mutations,
        problems,
        kept,
      })),
      [],
    );
    const formats = new Set(readSamples().map(({ format }) => format));
    assert.ok(formats.size >= 12, [...formats].join(", "));
    for (const format of formats)
      assert.ok(
        results.some(
          ({ input, outcome }) => input.format === format && (outcome === "document" || format === "unread"),
        ),
        `no ${format} was read`,
      );
  });
});
