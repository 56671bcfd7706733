import assert from "node:assert/strict";
import { chunkLimit, createPrefillPacer } from "../../../../server/src/model/engine/pacer";

describe("model/engine/pacer", () => {
  const cases = [
    {
      name: "a fast machine while nobody types",
      perToken: 1,
      typedAgo: Infinity,
      urgent: false,
      expected: 512,
    },
    {
      name: "a slow machine while nobody types",
      perToken: 10,
      typedAgo: Infinity,
      urgent: false,
      expected: 96,
    },
    { name: "a slow machine while the user types", perToken: 10, typedAgo: 100, urgent: false, expected: 16 },
    { name: "a slow machine just after typing", perToken: 10, typedAgo: 6000, urgent: false, expected: 96 },
    {
      name: "a request that comes from typing",
      perToken: 2,
      typedAgo: Infinity,
      urgent: true,
      expected: 112,
    },
    { name: "a very slow machine still gets on", perToken: 100, typedAgo: 0, urgent: true, expected: 16 },
  ];
  for (const { name, perToken, typedAgo, urgent, expected } of cases) {
    it(name, () => {
      let time = 0;
      const pacer = createPrefillPacer(512, () => time);
      pacer.measured(64, 64 * perToken);
      if (Number.isFinite(typedAgo)) {
        pacer.noteTyping();
        time += typedAgo;
      }
      assert.equal(pacer.chunkSize(urgent), expected);
      const limit = urgent || typedAgo < 5000 ? chunkLimit.typing : chunkLimit.quiet;
      if (expected > 16) assert.ok(expected * perToken <= limit);
    });
  }

  it("begins small, follows the machine, and ignores a handful of tokens", () => {
    const pacer = createPrefillPacer(512, () => 0);
    assert.equal(pacer.chunkSize(false), 32);
    pacer.measured(4, 4000);
    assert.equal(pacer.chunkSize(false), 32);
    for (let i = 0; i < 10; i++) pacer.measured(64, 64 * 4);
    assert.equal(pacer.chunkSize(false), 240);
  });
});
