import assert from "node:assert/strict";
import { type EngineLoad, type RoleLoad } from "../../../../../server/src/model/engine/messages";
import {
  engineKey,
  type EngineSurroundings,
  withRoom,
} from "../../../../../server/src/model/engine/shared/key";
import { type FimTemplate } from "../../../../../server/src/model/fim";
import { defaultSettings } from "../../../../../server/src/protocol";

const { gpu, engine } = defaultSettings;
const fim: FimTemplate = {
  ...{ family: "qwen-coder", order: "psm", prefix: "<p>", suffix: "<s>", middle: "<m>", stop: [] },
  ids: new Map([["<p>", 1]]),
};
const role: RoleLoad = { role: "completion", model: "coder", path: "/m/coder.gguf", contextSize: 4096, fim };
const load: EngineLoad = { language: "ja", gpu, engine, roles: [role] };
const file = { size: 10, mtimeMs: 1, ctimeMs: 1 };
const around: EngineSurroundings = {
  ...{ version: "1.0.0", script: "/x/engine.js", execPath: "/x/code", machine: "ward-3" },
  env: { PATH: "/bin", CUDA_VISIBLE_DEVICES: "0" },
  files: [file, file],
};
const key = engineKey(load, around);
const withRole = (over: Partial<RoleLoad>): EngineLoad => ({ ...load, roles: [{ ...role, ...over }] });

describe("model/engine/shared/key", () => {
  const same: readonly (readonly [string, EngineLoad, EngineSurroundings])[] = [
    ["how much memory is free now", withRole({ tooLarge: "does not fit", roomFor: 2048, places: 2 }), around],
    ["when a window lets it go", { ...load, engine: { ...engine, idleUnloadMinutes: 5 } }, around],
    ["an environment it does not look at", load, { ...around, env: { ...around.env, VSCODE_PID: "7" } }],
    ["the order of keys", { roles: [role], engine, gpu, language: "ja" }, around],
  ];
  for (const [name, other, surroundings] of same)
    it(`is the same whatever ${name}`, () => assert.equal(engineKey(other, surroundings), key));

  const others: readonly (readonly [string, EngineLoad, EngineSurroundings])[] = [
    ["model", withRole({ path: "/m/other.gguf" }), around],
    ["name in messages", withRole({ model: "other" }), around],
    ["context", withRole({ contextSize: 8192 }), around],
    ["role", withRole({ role: "assistant" }), around],
    ["way to fill in", withRole({ fim: { ...fim, ids: new Map([["<p>", 2]]) } }), around],
    ["second role", { ...load, roles: [role, { ...role, role: "assistant" }] }, around],
    ["GPU", { ...load, gpu: { ...gpu, devices: [1] } }, around],
    ["cache type", { ...load, gpu: { ...gpu, kvCacheType: "q8_0" } }, around],
    ["number of threads", { ...load, engine: { ...engine, threads: 2 } }, around],
    ["language", { ...load, language: "en" }, around],
    ["version", load, { ...around, version: "1.0.1" }],
    ["program", load, { ...around, script: "/y/engine.js" }],
    ["runtime", load, { ...around, execPath: "/y/code" }],
    ["machine on the same home folder", load, { ...around, machine: "ward-4" }],
    ["file under the same name", load, { ...around, files: [file, { ...file, mtimeMs: 2 }] }],
    ["visible device", load, { ...around, env: { ...around.env, CUDA_VISIBLE_DEVICES: "1" } }],
  ];
  for (const [name, other, surroundings] of others)
    it(`differs with another ${name}`, () => assert.notEqual(engineKey(other, surroundings), key));

  it("is a name for a folder that says nothing of what is in it", () => assert.match(key, /^[0-9a-f]{16}$/));

  it("forgets the lack of room, and nothing else", () =>
    assert.deepEqual(withRoom(withRole({ tooLarge: "does not fit", roomFor: 2048 })), load));
});
