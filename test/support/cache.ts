/** Where tests and benches keep what is costly to make: outside the repository, kept between runs. */
import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** `HANARE_CACHE`, otherwise `~/.cache/hanare`, and a folder of it, made when it is absent. */
export async function cacheFolder(...names: readonly string[]): Promise<string> {
  const folder = join(process.env["HANARE_CACHE"] ?? join(homedir(), ".cache", "hanare"), ...names);
  await mkdir(folder, { recursive: true });
  return folder;
}
