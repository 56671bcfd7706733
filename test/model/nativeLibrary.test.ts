import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { engineEnvironment, startEngineProcess } from "../../server/src/model/engine/process";
import { modelChanged } from "../../server/src/model/engine/runtime";
import { defaultSettings } from "../../server/src/protocol";
import { engineScript } from "../support/engine";
import { skip } from "../support/skip";

const modules = join(dirname(engineScript), "../node_modules");

/** An installation whose CPU library is not what it should be, as a virus scanner or a broken copy leaves it. */
async function brokenInstallation(folder: string): Promise<string> {
  await mkdir(join(folder, "dist"), { recursive: true });
  await cp(engineScript, join(folder, "dist/engine.js"));
  const target = join(folder, "node_modules");
  await mkdir(join(target, "@node-llama-cpp"), { recursive: true });
  for (const name of await readdir(modules)) {
    if (["node-llama-cpp", "@node-llama-cpp", ".bin"].includes(name)) continue;
    await symlink(join(modules, name), join(target, name), "junction");
  }
  const own = (source: string) => !/[\\/]llama[\\/](?!.*\.json$)[^\\/]+/.test(source.slice(modules.length));
  await cp(join(modules, "node-llama-cpp"), join(target, "node-llama-cpp"), { recursive: true, filter: own });
  const binary = join(target, "@node-llama-cpp/linux-x64");
  await cp(join(modules, "@node-llama-cpp/linux-x64"), binary, { recursive: true });
  const [variant] = await readdir(join(binary, "bins"));
  const library = join(binary, "bins", variant ?? "", "llama-addon.node");
  await rm(library);
  await writeFile(library, "blocked");
  return library;
}

describe("engine without its native library", () => {
  let folder: string;
  before(async function () {
    if (process.platform !== "linux" || process.arch !== "x64") skip(this, "it breaks the Linux x64 library");
    folder = await mkdtemp(join(tmpdir(), "hanare-native-"));
  });
  after(() => folder && rm(folder, { recursive: true, force: true }));

  it("names the file for the administrator", async function () {
    this.timeout(60_000);
    const library = await brokenInstallation(folder);
    const engine = startEngineProcess({
      script: join(folder, "dist/engine.js"),
      execPath: process.execPath,
      env: engineEnvironment(process.env, []),
      log: () => undefined,
    });
    try {
      const load = {
        gpu: { ...defaultSettings.gpu, backend: "off" },
        engine: defaultSettings.engine,
      } as const;
      await assert.rejects(
        engine.load({ language: "en", ...load, roles: [] }, () => undefined),
        (error) => {
          assert.ok(
            error instanceof Error && "code" in error && error.code === "native-library",
            String(error),
          );
          assert.ok(error.message.includes(library), error.message);
          assert.match(error.message, /administrator/);
          return true;
        },
      );
    } finally {
      engine.stop(modelChanged());
    }
  });
});
