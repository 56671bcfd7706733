// The VSIX: staged, packed by vsce, unpacked again and proved to hold an engine that starts.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { megabytes } from "./format.mjs";
import { outFolder, root } from "./paths.mjs";
import { folderSize, stageExtension } from "./stage.mjs";
import { binaryPackages, targets, thisTarget } from "./targets.mjs";
import { unzip, withZip } from "./zip.mjs";

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

function checkContents(vsix, target) {
  const names = withZip(vsix, ({ entries }) => entries.map(({ name }) => name));
  const strange = names.filter((name) =>
    /\.(bundle|gguf|map)$|\.d\.ts$|llama\/(addon|cmake|toolchains)/.test(name),
  );
  if (strange.length > 0) throw new Failure(`The VSIX holds files that must not ship: ${strange.join(", ")}`);
  if (!names.includes("extension/media/pdf/cmaps/UniJIS-UTF16-H.bcmap"))
    throw new Failure("The VSIX lacks the tables that Japanese PDFs are read with (media/pdf/cmaps).");
  if (!names.includes("extension/sbom.cdx.json"))
    throw new Failure("The VSIX lacks the list of its parts (sbom.cdx.json).");
  if (!names.includes("extension/dist/dictionary/base.dat.gz"))
    throw new Failure(
      "The VSIX lacks the dictionary that proofreading divides words with (dist/dictionary).",
    );
  for (const name of binaryPackages(target)) {
    const addon = names.some(
      (file) => file.startsWith(`extension/node_modules/${name}/`) && file.endsWith(".node"),
    );
    if (!addon) throw new Failure(`The VSIX for ${target} lacks the binary of ${name}.`);
  }
  return names.length;
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
  const files = checkContents(vsix, target);
  const sizes = `${megabytes(statSync(vsix).size)} packed, ${megabytes(folderSize(stage))} unpacked`;
  console.log(`VSIX: ${path.relative(root, vsix)} (${sizes}, ${files} files)`);
  if (target === thisTarget) console.log(`  engine in the VSIX: ${await smokeCheck(vsix)}`);
  else console.log("  engine in the VSIX: not started, it is for another platform");
  return vsix;
}
