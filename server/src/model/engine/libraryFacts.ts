/** What this machine shows of the engine's native library, after the library's own loader gave up. */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type LibraryFacts } from "./libraryFault";

/** Packages of the plain CPU libraries. */
const platformPackage: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
  "darwin-x64": "mac-x64",
  "darwin-arm64": "mac-arm64-metal",
};

/** What llama.cpp's libraries for Windows are linked with. */
const visualRuntime = ["VCRUNTIME140.dll", "VCRUNTIME140_1.dll", "MSVCP140.dll"];

/** `script`: the engine bundle, which stands beside the packages. Loads the library to hear what the loader says. */
export function libraryFacts(script: string): LibraryFacts {
  const { platform, arch, env } = process;
  const folder = packagesFolder(script);
  const file = libraryOf(folder, platformPackage[`${platform}-${arch}`]);
  const exists = file !== undefined && existsSync(file);
  const said = exists ? loaderWords(file) : undefined;
  return {
    platform,
    arch,
    exists,
    musl: platform === "linux" && namesIn("/lib").some((name) => name.startsWith("ld-musl-")) && !hasGlibc(),
    lacksProcessors: exists && platform !== "darwin" && !namesIn(path.dirname(file)).some(isForProcessors),
    installed: installedIn(folder),
    missingRuntime: platform === "win32" ? missingRuntime(env["SystemRoot"] ?? "C:\\Windows", arch) : [],
    ...(file === undefined ? {} : { file }),
    ...(said === undefined ? {} : { said }),
  };
}

/** `node_modules/@node-llama-cpp`, found where node-llama-cpp itself is. */
function packagesFolder(script: string): string | undefined {
  try {
    // The package lets only its main module be found, which lies in `dist`.
    const main = createRequire(script).resolve("node-llama-cpp");
    return path.join(path.dirname(main), "../../@node-llama-cpp");
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function libraryOf(folder: string | undefined, name: string | undefined): string | undefined {
  if (folder === undefined || name === undefined || !existsSync(path.join(folder, name))) return undefined;
  const bins = path.join(folder, name, "bins");
  return path.join(bins, namesIn(bins)[0] ?? name, "llama-addon.node");
}

const isForProcessors = (name: string) => /^(lib)?ggml-cpu/u.test(name);

function installedIn(folder: string | undefined): readonly string[] {
  const names = folder === undefined ? [] : namesIn(folder);
  return Object.entries(platformPackage)
    .filter(([, name]) => names.includes(name))
    .map(([platform]) => platform);
}

function loaderWords(file: string): string | undefined {
  try {
    process.dlopen({ exports: {} }, file);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function missingRuntime(windows: string, arch: string): readonly string[] {
  // 64-bit processors of ARM have no second file.
  return visualRuntime
    .filter((name) => arch === "x64" || !name.includes("_1"))
    .filter((name) => !existsSync(path.join(windows, "System32", name)));
}

function hasGlibc(): boolean {
  const report = process.report as { excludeNetwork?: boolean } & typeof process.report;
  // Names of hosts are nobody's business here, and looking them up takes time.
  report.excludeNetwork = true;
  const { header } = report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime !== undefined;
}
