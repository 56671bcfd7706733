// The VSIX: staged, packed by vsce, unpacked again and proved to hold an engine that starts.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { megabytes } from "./format.mjs";
import { outFolder, root } from "./paths.mjs";
import { stageExtension } from "./stage.mjs";
import { targets, thisTarget } from "./targets.mjs";
import { checkVsix, sizeTable } from "./vsixCheck.mjs";
import { unzip } from "./zip.mjs";

const loadEngine = `
  const { getLlama } = await import("node-llama-cpp");
  const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, logLevel: "error" });
  console.log("llama.cpp " + llama.llamaCppRelease.release + " on " + (llama.gpu || "cpu"));
  await llama.dispose();
`;

/**
 * Loads node-llama-cpp from an unpacked VSIX. Modules are looked for upwards, so only a folder outside the
 * repository proves that the VSIX holds all it needs.
 */
async function smokeCheck(vsix) {
  const folder = mkdtempSync(path.join(tmpdir(), "hanare-vsix-"));
  try {
    unzip(vsix, folder);
    // A file, not --eval: node-llama-cpp tries its binary in a fork that inherits this process's flags.
    const file = path.join(folder, "extension/loadEngine.mjs");
    writeFileSync(file, loadEngine);
    const said = await run(process.execPath, [file], { cwd: folder, quiet: true });
    return said.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the check finds, or the failure that names all that is wrong. */
function checked(vsix, target) {
  const result = checkVsix(vsix, target);
  if (result.problems.length === 0) return result;
  throw new Failure(`The VSIX for ${target} must not ship:\n  ${result.problems.join("\n  ")}`);
}

/** Packs the extension for one target; the production bundles must be built. Answers the VSIX's path. */
export async function packVsix(target) {
  if (!targets.includes(target)) {
    throw new Failure(`There are no binaries for ${target}. Targets: ${targets.join(", ")}.`);
  }
  const { stage, manifest } = await stageExtension(target);
  const vsix = path.join(outFolder, `${manifest.name}-${target}-${manifest.version}.vsix`);
  mkdirSync(outFolder, { recursive: true });
  const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
  const flags = ["--target", target, "--out", vsix, "--no-git-tag-version", "--skip-license"];
  const links = ["--allow-missing-repository", "--no-rewrite-relative-links"];
  // The rule packs hold invented tokens as the examples of their own tests; vsce takes them for real ones.
  const examples = ["--allow-package-secrets", "github"];
  await run(process.execPath, [vsce, "package", ...flags, ...links, ...examples], {
    cwd: stage,
    quiet: true,
  });
  if (!existsSync(vsix)) throw new Failure("vsce ended without writing the VSIX.");
  const { packed, unpacked, files } = checked(vsix, target);
  const sizes = `${megabytes(packed)} packed, ${megabytes(unpacked)} unpacked`;
  console.log(`VSIX: ${path.relative(root, vsix)} (${sizes}, ${files} files)`);
  if (target === thisTarget) console.log(`  engine in the VSIX: ${await smokeCheck(vsix)}`);
  else console.log("  engine in the VSIX: not started, it is for another platform");
  return vsix;
}

/** Packs for every target; a target that fails is named at the end, after all others were tried. */
export async function packAll() {
  const results = [];
  const failures = [];
  for (const target of targets) {
    try {
      results.push(checkVsix(await packVsix(target), target));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(`${target}: ${error.message}`);
    }
  }
  console.log(sizeTable(results));
  if (failures.length > 0) throw new Failure(failures.join("\n"));
}
