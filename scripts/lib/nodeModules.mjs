// Is node_modules what package-lock.json says? Answered from two JSON files, so that `npm start` and
// `npm test` work right after a clone and cost nothing afterwards.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { npm } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

function isCurrent() {
  const record = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  return Object.entries(packagesOf(path.join(root, "package-lock.json")))
    .filter(([folder, entry]) => folder !== "" && !entry.optional)
    .every(([folder, entry]) => installed[folder]?.version === entry.version);
}

/** Runs `npm ci` if a package is missing or has another version than the lock file. */
export async function ensureNodeModules() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Failure(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
  if (isCurrent()) return;
  console.log("Installing the npm packages (npm ci)");
  await npm(["ci", "--no-audit", "--no-fund"], { cwd: root, quiet: true });
}
