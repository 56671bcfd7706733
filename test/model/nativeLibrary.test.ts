import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { engineEnvironment, startEngineProcess } from "../../server/src/model/engine/process";
import { modelChanged } from "../../server/src/model/inForce";
import { defaultSettings } from "../../server/src/protocol";
import { engineScript } from "../support/engine";
import { skip } from "../support/skip";

const modules = join(dirname(engineScript), "../node_modules");

const setting = { gpu: { ...defaultSettings.gpu, backend: "off" }, engine: defaultSettings.engine } as const;
const platformFolder = "node_modules/@node-llama-cpp/linux-x64";

/** An installation of its own, whose libraries may be broken as virus scanners and bad copies do. */
async function installation(folder: string): Promise<string> {
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
  await restore(folder);
  const [variant = ""] = await readdir(join(folder, platformFolder, "bins"));
  return join(folder, platformFolder, "bins", variant);
}

async function restore(folder: string): Promise<void> {
  await rm(join(folder, "node_modules/@node-llama-cpp"), { recursive: true, force: true });
  await cp(join(modules, "@node-llama-cpp/linux-x64"), join(folder, platformFolder), { recursive: true });
}

/** What the engine of the installation says to a load of nothing; undefined when it has nothing against it. */
async function loadError(folder: string): Promise<unknown> {
  const engine = startEngineProcess({
    script: join(folder, "dist/engine.js"),
    execPath: process.execPath,
    env: engineEnvironment(process.env, []),
    log: () => undefined,
  });
  try {
    await engine.load({ language: "en", ...setting, roles: [] }, () => undefined);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    engine.stop(modelChanged());
  }
}

interface Breakage {
  readonly what: string;
  readonly does: (bins: string, folder: string) => Promise<unknown>;
  readonly says: RegExp;
}

const addon = "llama-addon.node";
const breakages: readonly Breakage[] = [
  {
    what: "a library that was emptied",
    does: (bins) => writeFile(join(bins, addon), ""),
    says: /llama-addon\.node is damaged .*\(file too short\)/u,
  },
  {
    what: "a library that is something else",
    does: (bins) => writeFile(join(bins, addon), "blocked ".repeat(1000)),
    says: /llama-addon\.node is damaged .*administrator/u,
  },
  {
    what: "a library in quarantine",
    does: (bins) => rm(join(bins, addon)),
    says: /llama-addon\.node was installed with Hanare and is gone/u,
  },
  {
    what: "a library beside it in quarantine",
    does: (bins) => rm(join(bins, "libggml-base.so")),
    says: /bins\/linux-x64\/libggml-base\.so was installed with Hanare and is gone/u,
  },
  {
    what: "all libraries for kinds of processors in quarantine",
    does: async (bins) => {
      for (const name of await readdir(bins)) if (/^libggml-cpu/u.test(name)) await rm(join(bins, name));
    },
    says: /libggml-cpu-\*\.so was installed with Hanare and is gone/u,
  },
  {
    what: "no package of this platform",
    does: (_, folder) => rm(join(folder, platformFolder), { recursive: true }),
    says: /for linux-x64 is not installed/u,
  },
  {
    what: "another platform's package",
    does: (_, folder) => rename(join(folder, platformFolder), join(folder, platformFolder, "../win-x64")),
    says: /made for win32-x64, but the editor here is linux-x64/u,
  },
];

describe("engine without its native library", () => {
  let folder: string;
  let bins: string;
  before(async function () {
    if (process.platform !== "linux" || process.arch !== "x64") skip(this, "it breaks the Linux x64 library");
    folder = join(await mkdtemp(join(tmpdir(), "hanare-native-")), "山田 太郎");
    bins = await installation(folder);
  });
  after(() => folder && rm(dirname(folder), { recursive: true, force: true }));

  it("works in a folder with a Japanese name and a space", async function () {
    this.timeout(60_000);
    assert.equal(await loadError(folder), undefined);
  });

  for (const { what, does, says } of breakages)
    it(`names ${what}`, async function () {
      this.timeout(60_000);
      await restore(folder);
      await does(bins, folder);
      const error = await loadError(folder);
      assert.ok(error instanceof Error && "code" in error && error.code === "native-library", String(error));
      assert.match(error.message, says);
    });
});
