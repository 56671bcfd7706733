// llama-server, llama-bench and llama-quantize built from the very sources node-llama-cpp was built from:
// its package carries them as a git bundle, so nothing is downloaded. They are the rivals of the benches.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { run, which } from "./command.mjs";
import { seconds } from "./format.mjs";
import { cacheFolder, root } from "./paths.mjs";
import { ensureSystem } from "./system.mjs";

const sources = path.join(root, "node_modules/node-llama-cpp/llama");
const programs = ["llama-server", "llama-bench", "llama-quantize"];

/** Where the peer of the installed node-llama-cpp lives: `{tag, bin}`; it may not be built yet. */
export function peerPlace() {
  const { tag } = JSON.parse(readFileSync(path.join(sources, "llama.cpp.info.json"), "utf8"));
  return { tag, bin: path.join(cacheFolder, "llama.cpp", tag, "bin") };
}

async function build(work) {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const clone = path.join(work, "sources");
  await run("git", ["clone", "-q", path.join(sources, "gitRelease.bundle"), clone], { quiet: true });
  const tests = ["TESTS", "EXAMPLES"].map((part) => `-DLLAMA_BUILD_${part}=OFF`);
  const network = ["CURL", "OPENSSL"].map((part) => `-DLLAMA_${part}=OFF`);
  const generator = which("ninja") ? ["-G", "Ninja"] : [];
  // Libraries are found beside the programs, so that the folder can be moved into the cache.
  const options = ["-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_BUILD_RPATH_USE_ORIGIN=ON", ...tests, ...network];
  const folder = path.join(work, "build");
  await run("cmake", ["-S", clone, "-B", folder, ...generator, ...options], { quiet: true });
  const jobs = String(availableParallelism());
  await run("cmake", ["--build", folder, "-j", jobs, "--target", ...programs], { quiet: true });
  return path.join(folder, "bin");
}

/** Makes sure the peer is built (about 8 minutes on 2 cores, once); answers its bin folder. */
export async function ensurePeer() {
  const { tag, bin } = peerPlace();
  if (!programs.every((program) => existsSync(path.join(bin, program)))) {
    await ensureSystem("peer");
    const started = Date.now();
    console.log(`llama.cpp ${tag}: building ${programs.join(", ")} (about 8 minutes on 2 cores)`);
    const work = path.join(path.dirname(bin), "work");
    const built = await build(work);
    rmSync(bin, { recursive: true, force: true });
    renameSync(built, bin);
    rmSync(work, { recursive: true, force: true });
    console.log(`llama.cpp ${tag}: built in ${seconds(Date.now() - started)}`);
  }
  await run(path.join(bin, "llama-bench"), ["--help"], { quiet: true });
  return bin;
}
