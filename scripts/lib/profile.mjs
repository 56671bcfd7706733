// The editor profile of `npm start`: kept in the cache, so that a developer's own VS Code is never touched.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "./paths.mjs";

const folder = path.join(cacheFolder, "profile");
export const profile = { data: path.join(folder, "data"), extensions: path.join(folder, "extensions") };

function readSettings(file) {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    console.log(`${file} has comments or errors; it is left as it is.`);
    return undefined;
  }
}

/** What Hanare is told of the fetched model; the small one cannot complete code. */
function modelSettings(model, completes) {
  return {
    "hanare.models": [{ name: model.name, path: model.path }],
    "hanare.model.completion": completes ? model.name : "",
    "hanare.model.assistant": model.name,
  };
}

const first = { "workbench.startupEditor": "none", "extensions.ignoreRecommendations": true };

/** Names the model in the profile's settings; what the developer changed there by hand stays. */
export function writeProfile(model, completes) {
  // A browser window is a remote one and reads machine-scoped settings from Machine, a desktop from User.
  for (const place of ["User", "Machine"]) {
    const file = path.join(profile.data, place, "settings.json");
    const settings = readSettings(file);
    if (settings === undefined) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    const merged = { ...first, ...settings, ...modelSettings(model, completes) };
    writeFileSync(file, `${JSON.stringify(merged, null, 2)}\n`);
  }
}
