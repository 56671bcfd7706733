// The staging folder: exactly the files a VSIX carries, and nothing a workstation has no use for.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { npm, run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { cacheFolder, outFolder, root } from "./paths.mjs";
import { billOfMaterials } from "./sbom.mjs";
import { binaryPackages, thisTarget } from "./targets.mjs";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Typings, source maps, sources, what linkers need, tests and manuals of the dependencies; licences stay. */
const unneeded =
  /\.(d\.[cm]?ts|ts|map|md|markdown|flow|bundle|c|cc|cpp|h|hpp|cmake|gyp|gypi|lib|exp|pdb|tsbuildinfo)$|\/(test|tests|docs|example|examples|\.github)(\/|$)/i;
/** node-llama-cpp ships its sources too; of its `llama` folder the engine reads these only. */
const keptOfLlama =
  /\/llama(\/(binariesGithubRelease\.json|llama\.cpp\.info\.json|package\.json|grammars.*))?$/;
const licence = /\/(licen[cs]e|notice|copying)[^/]*$/i;

function ships(packageName, relative) {
  const file = `/${relative.split(path.sep).join("/")}`;
  if (/\/node_modules(\/|$)/.test(file)) return false;
  if (packageName === "node-llama-cpp") {
    if (file.startsWith("/llama") && !keptOfLlama.test(file)) return false;
    if (file.startsWith("/templates")) return false;
  }
  return licence.test(file) || !unneeded.test(file);
}

function copyPackage(name, from, to) {
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (source) => ships(name, path.relative(from, source)),
  });
}

/** Folders of node-llama-cpp's JavaScript closure, read from the lock file: no dev, no optional ones. */
function closure() {
  const { packages } = readJson(path.join(root, "package-lock.json"));
  return Object.entries(packages)
    .filter(([folder, entry]) => folder && !entry.dev && !entry.optional && !entry.devOptional)
    .map(([folder]) => folder);
}

/** A package of another platform is packed by npm into the cache, once per version. */
async function foreignPackage(name, version) {
  const folder = path.join(cacheFolder, "npm", `${name.replace("/", "-")}-${version}`);
  if (!existsSync(path.join(folder, "package/package.json"))) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    console.log(`  fetching ${name}@${version}`);
    await npm(["pack", `${name}@${version}`, "--pack-destination", folder], { cwd: folder, quiet: true });
    const archive = readdirSync(folder).find((file) => file.endsWith(".tgz"));
    await run("tar", ["-xzf", archive], { cwd: folder, quiet: true });
    rmSync(path.join(folder, archive));
  }
  return path.join(folder, "package");
}

/** True if the package really holds the native addon, not only its manifest. */
function holdsAddon(folder) {
  const bins = path.join(folder, "bins");
  return existsSync(bins) && readdirSync(bins, { recursive: true }).some((file) => file.endsWith(".node"));
}

async function binaryFolder(name, target, version) {
  const installed = path.join(root, "node_modules", name);
  const folder =
    target === thisTarget || existsSync(installed) ? installed : await foreignPackage(name, version);
  if (holdsAddon(folder) && readJson(path.join(folder, "package.json")).version === version) return folder;
  throw new Failure(
    `The binary package ${name}@${version} for ${target} is missing or incomplete.\n` +
      "A VSIX without it could not run a model. Run `npm ci` and package again.",
  );
}

function copyOwnFiles(stage) {
  const shipped = readdirSync(root).filter((name) =>
    /^(README(\.ja)?\.md|CHANGELOG\.md|LICENSE|package\.nls.*\.json|\.vscodeignore|media|bin)$/.test(name),
  );
  const needed = ["README.md", "CHANGELOG.md", "LICENSE", "media", "package.nls.json", "package.nls.ja.json"];
  const absent = needed.filter((name) => !shipped.includes(name));
  if (absent.length > 0) throw new Failure(`A VSIX needs ${absent.join(", ")} in the repository's root.`);
  for (const name of shipped) cpSync(path.join(root, name), path.join(stage, name), { recursive: true });
  cpSync(path.join(root, "docs"), path.join(stage, "docs"), { recursive: true });
  for (const name of [
    "client.js",
    "languageClient.js",
    "server.js",
    "engine.js",
    "cli.js",
    "reader.js",
    "tokenizer.js",
    "packs.json",
  ]) {
    const file = `dist/${name}`;
    if (!existsSync(path.join(root, file)))
      throw new Failure(`${file} is missing: the build did not make it.`);
    cpSync(path.join(root, file), path.join(stage, file));
  }
  for (const folder of ["dist/grammars", "dist/dictionary"])
    cpSync(path.join(root, folder), path.join(stage, folder), { recursive: true });
}

function writeManifest(stage) {
  const manifest = readJson(path.join(root, "package.json"));
  delete manifest.devDependencies;
  delete manifest.scripts;
  writeFileSync(path.join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** Fills `out/stage/<target>` afresh; answers the folder and the manifest. */
export async function stageExtension(target) {
  const stage = path.join(outFolder, "stage", target);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  copyOwnFiles(stage);
  const manifest = writeManifest(stage);
  for (const folder of closure()) {
    copyPackage(folder.replace(/^.*node_modules\//, ""), path.join(root, folder), path.join(stage, folder));
  }
  const version = manifest.dependencies["node-llama-cpp"];
  const sbom = billOfMaterials(manifest, [
    ...closure(),
    ...binaryPackages(target).map((name) => `node_modules/${name}`),
  ]);
  writeFileSync(path.join(stage, "sbom.cdx.json"), `${JSON.stringify(sbom, null, 2)}\n`);
  for (const name of binaryPackages(target)) {
    copyPackage(name, await binaryFolder(name, target, version), path.join(stage, "node_modules", name));
  }
  return { stage, manifest };
}
