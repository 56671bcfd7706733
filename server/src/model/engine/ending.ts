/** Ends of the engine process that say more than that it ended. */
import { t } from "../../util/l10n";
import { ModelError } from "../runtime";

/** Exit codes of Windows: a page of a file could not be read; an instruction is not known. */
const inPageError = 0xc0000006;
const illegalInstruction = 0xc000001d;

/** `code` and `signal` as Node tells them; one of the two is null. */
export function engineEnded(code: number | null, signal: NodeJS.Signals | null): ModelError {
  const windows = code === null ? undefined : code >>> 0;
  const how = signal ?? `code ${code ?? "?"}`;
  if (signal === "SIGBUS" || windows === inPageError) return fileGone(how);
  if (signal === "SIGILL" || windows === illegalInstruction) return oldProcessor(how);
  return engineCrashed(how);
}

export const engineCrashed = (how: string) =>
  new ModelError(
    "engine-crashed",
    t(
      "The engine ended unexpectedly ({0}). It starts again by itself; if it happens again, choose a smaller model or context, or set hanare.gpu.backend to off.",
      how,
    ),
  );

const fileGone = (how: string) =>
  new ModelError(
    "engine-crashed",
    t(
      "The model file could no longer be read while the engine used it ({0}): the network share or drive went away. Connect it again, and import the model to this computer or set hanare.engine.mmap to false.",
      how,
    ),
  );

const oldProcessor = (how: string) =>
  new ModelError(
    "engine-crashed",
    t(
      "This computer's processor lacks instructions that the engine uses ({0}). Ask your administrator for a newer computer, or on a virtual machine for the host's processor type; review and search work without the engine.",
      how,
    ),
  );
