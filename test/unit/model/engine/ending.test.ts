import assert from "node:assert/strict";
import { engineEnded } from "../../../../server/src/model/engine/ending";

describe("how the engine ended", () => {
  const cases: readonly (readonly [number | null, NodeJS.Signals | null, RegExp])[] = [
    [null, "SIGBUS", /could no longer be read .*\(SIGBUS\): the network share.*hanare\.engine\.mmap/u],
    [0xc0000006, null, /could no longer be read .*\(code 3221225478\)/u],
    [0xc0000006 | 0, null, /could no longer be read/u],
    [null, "SIGILL", /processor lacks instructions .*administrator/u],
    [0xc000001d, null, /processor lacks instructions/u],
    [null, "SIGKILL", /ended unexpectedly \(SIGKILL\)/u],
    [1, null, /ended unexpectedly \(code 1\)/u],
    [null, null, /ended unexpectedly \(code \?\)/u],
  ];
  for (const [code, signal, says] of cases)
    it(`${signal ?? code ?? "unknown"}`, () => {
      const error = engineEnded(code, signal);
      assert.equal(error.code, "engine-crashed");
      assert.match(error.message, says);
    });
});
