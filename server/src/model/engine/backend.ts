/** Finds and starts llama.cpp for the chosen GPU backend, and says plainly why it cannot. */
import { createRequire } from "node:module";
import { readdirSync } from "node:fs";
import path from "node:path";
import { type Llama } from "node-llama-cpp";
import { type EngineSettings } from "../../protocol/settings";
import { t } from "../../util/l10n";
import { ModelError } from "../runtime";

const mebibyte = 1024 * 1024;

export type LlamaLog = (level: string, message: string) => void;

/** The library is an ES module beside the bundle; it is loaded only in this process. */
export const importLibrary = () => import("node-llama-cpp");
export type Library = Awaited<ReturnType<typeof importLibrary>>;

/** Never compiles and never downloads, whatever is missing (promise P1). */
export async function startLlama(
  library: Library,
  { gpu, engine }: Pick<EngineSettings, "gpu" | "engine">,
  log: LlamaLog,
): Promise<Llama> {
  try {
    return await library.getLlama({
      gpu: gpu.backend === "off" ? false : gpu.backend,
      build: "never",
      skipDownload: true,
      progressLogs: false,
      ...(engine.threads > 0 ? { maxThreads: engine.threads } : {}),
      vramPadding: gpu.vramReserve * mebibyte,
      logger: (level, message) => log(level, message),
    });
  } catch (error) {
    throw backendError(gpu.backend, error);
  }
}

function backendError(backend: EngineSettings["gpu"]["backend"], error: unknown): ModelError {
  const blocked = findBlockedLibrary();
  if (blocked !== undefined) {
    return new ModelError(
      "native-library",
      t(
        "The system does not load Hanare's engine library {0}: {1}. Ask your administrator to allow this file, or to install what it lacks.",
        blocked.file,
        blocked.reason,
      ),
    );
  }
  if (backend !== "auto" && backend !== "off") {
    return new ModelError(
      "backend-unavailable",
      t(
        'This machine has no GPU that the {0} backend can use, or its driver is missing. Set hanare.gpu.backend to "auto" or "off", or install the driver.',
        backend,
      ),
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new ModelError(
    "native-library",
    t(
      "Hanare's engine library for {0} cannot be used: {1}. Install the Hanare package made for this platform.",
      `${process.platform}-${process.arch}`,
      reason,
    ),
  );
}

/** Loads the plain CPU library by hand, because the loader above only says that nothing could be used. */
function findBlockedLibrary(): { readonly file: string; readonly reason: string } | undefined {
  const file = cpuLibrary();
  if (file === undefined) return undefined;
  try {
    process.dlopen({ exports: {} }, file);
    return undefined;
  } catch (error) {
    return { file, reason: error instanceof Error ? error.message : String(error) };
  }
}

const platformPackage: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "win32-x64": "win-x64",
  "win32-arm64": "win-arm64",
  "darwin-x64": "mac-x64",
  "darwin-arm64": "mac-arm64-metal",
};

function cpuLibrary(): string | undefined {
  const name = platformPackage[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    // The package lets only its main module be found, which lies in `dist`.
    const main = createRequire(__filename).resolve(`@node-llama-cpp/${name}`);
    const root = path.join(path.dirname(main), "..");
    const [variant] = readdirSync(path.join(root, "bins"));
    return variant === undefined ? undefined : path.join(root, "bins", variant, "llama-addon.node");
  } catch {
    return undefined;
  }
}
