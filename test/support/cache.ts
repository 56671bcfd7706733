/** Where tests and benches keep what is costly to make: outside the repository, kept between runs. */
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** A folder of the development cache, made when absent; the same place as in `scripts/lib/paths.mjs`. */
export async function cacheFolder(...names: readonly string[]): Promise<string> {
  const folder = join(process.env["HANARE_CACHE"] || join(platformCache(), "hanare"), ...names);
  await mkdir(folder, { recursive: true });
  return folder;
}

function platformCache(): string {
  if (process.platform === "win32") return process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
}
