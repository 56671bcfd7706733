/** The llama.cpp sources that match the engine: node-llama-cpp ships them as a git bundle. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "./cache";

const run = promisify(execFile);
const bundle = join(__dirname, "../../node_modules/node-llama-cpp/llama/gitRelease.bundle");

/** The clone's folder, made once for each engine version, or why there is none. No network is used. */
export async function llamaSources(): Promise<{ readonly folder: string } | { readonly missing: string }> {
  const bytes = await readFile(bundle).catch(() => undefined);
  if (!bytes) return { missing: "node-llama-cpp has no sources bundle here" };
  const version = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const folder = join(await cacheFolder("llama.cpp-src"), version);
  if (await exists(join(folder, "models"))) return { folder };
  const part = `${folder}.${process.pid}.part`;
  try {
    await run("git", ["clone", "--quiet", "--depth", "1", bundle, part], { maxBuffer: 1 << 24 });
    await rename(part, folder);
    return { folder };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    return { missing: `git could not unpack llama.cpp's sources: ${String(error)}` };
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
