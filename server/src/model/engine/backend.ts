/** Finds and starts llama.cpp for the chosen GPU backend, and says plainly why it cannot. */
import { type Llama } from "node-llama-cpp";
import { type EngineSettings } from "../../protocol/settings";
import { t } from "../../util/l10n";
import { ModelError } from "../runtime";
import { libraryFacts } from "./libraryFacts";
import { libraryFault } from "./libraryFault";

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
  const fault = libraryFault(libraryFacts(__filename));
  if (fault !== undefined) return fault;
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
