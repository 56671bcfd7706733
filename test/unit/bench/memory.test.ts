import assert from "node:assert/strict";
import { parseRollup } from "../../bench/measure/memory";

const rollup = `55d0c4a00000-7ffd2b5f0000 ---p 00000000 00:00 0  [rollup]
Rss:              300000 kB
Pss:              250000 kB
Pss_Anon:          90000 kB
Anonymous:        100000 kB
AnonHugePages:      2048 kB
`;

describe("bench memory", () => {
  const cases = [
    {
      name: "splits resident memory",
      text: rollup,
      expected: { resident: 307_200_000, anonymous: 102_400_000, file: 204_800_000 },
    },
    { name: "knows nothing of a process that has ended", text: "", expected: undefined },
    { name: "needs both figures", text: "Rss: 1 kB\n", expected: undefined },
  ];
  for (const { name, text, expected } of cases) it(name, () => assert.deepEqual(parseRollup(text), expected));
});
