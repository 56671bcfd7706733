// Where things live. Everything downloaded or built for development stays in one cache folder outside the
// repository, so that a second clone, or a clean one, starts at once.
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Build results that git ignores: VSIX files, screenshots, test results. */
export const outFolder = path.join(root, "out");

/** The workspace that `npm start` opens and the e2e suite works on. */
export const sampleWorkspace = path.join(root, "test/fixtures/sample-workspace");

function platformCache() {
  if (process.platform === "win32") return process.env.LOCALAPPDATA ?? path.join(homedir(), "AppData/Local");
  if (process.platform === "darwin") return path.join(homedir(), "Library/Caches");
  return process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache");
}

/** Models, the npm-packaged editor, the llama.cpp peer, editor profiles. `HANARE_CACHE` moves it. */
export const cacheFolder = path.resolve(process.env.HANARE_CACHE || path.join(platformCache(), "hanare"));

export const modelsFolder = path.join(cacheFolder, "models");
export const editorFolder = path.join(cacheFolder, "editor");
