import assert from "node:assert/strict";
import { serverEnvironment } from "../../../../client/src/serverRuntime";
import { engineEnvironment } from "../../../../server/src/model/engine/process";

describe("environment of the engine", () => {
  it("leaves out what only the language server needs, and nothing else", () => {
    const env = engineEnvironment({ ...serverEnvironment, HOME: "/home/u", HTTPS_PROXY: "p" }, []);
    assert.deepEqual([env["HOME"], env["HTTPS_PROXY"], env["ELECTRON_RUN_AS_NODE"]], ["/home/u", "p", "1"]);
    assert.equal(env["MALLOC_ARENA_MAX"], undefined);
  });

  it("sees the chosen GPUs only", () => {
    const seen = ({
      CUDA_VISIBLE_DEVICES,
      GGML_VK_VISIBLE_DEVICES,
    }: Readonly<Record<string, string | undefined>>) => [CUDA_VISIBLE_DEVICES, GGML_VK_VISIBLE_DEVICES];
    assert.deepEqual(seen(engineEnvironment({}, [0, 2])), ["0,2", "0,2"]);
    assert.deepEqual(seen(engineEnvironment({ CUDA_VISIBLE_DEVICES: "1" }, [])), ["1", undefined]);
  });
});
