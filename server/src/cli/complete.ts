/** `hanare complete FILE --line L --character C` */
import path from "node:path";
import { delay, now } from "../node/clock";
import { createCompletion } from "../completion/handler";
import { loadFile } from "../node/files";
import { defaultSettings } from "../protocol";
import { t } from "../util/l10n";
import { indexLines } from "../util/lines";
import { withModel } from "./loadModel";
import { position, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface CompleteOptions extends CommonOptions {
  readonly line: string;
  readonly character: string;
}

/** Prints the text that belongs at the position; nothing when the model has nothing to add. */
export async function complete(
  terminal: Terminal,
  file: string,
  options: CompleteOptions,
): Promise<ExitCode> {
  const line = position("--line", options.line);
  const character = position("--character", options.character);
  if (options.model === undefined)
    throw new UsageError(t("A completion needs a model: add --model with the path of a GGUF file."));
  const { uri, languageId, text, placeOf } = await loadFile(
    path.resolve(terminal.cwd, file),
    terminal.signal,
    readerOf(terminal),
  );
  if (placeOf !== undefined)
    throw new UsageError(t("{0} is not a text file: nothing can be completed in it.", file));
  const lines = indexLines(text);
  if (line >= lines.lineCount)
    throw new UsageError(t("{0} has {1} lines; there is no line {2}.", file, lines.lineCount, line + 1));
  const items = await withModel(
    terminal,
    { file: options.model, role: "completion", sending: options },
    (loader) => {
      const completion = createCompletion({
        runtime: (origin) => loader.runtime("completion", origin),
        now,
        delay,
      });
      const offset = lines.offsetAt({ line, character });
      const settings = { ...defaultSettings.completion, candidates: 1, ahead: false };
      const request = { uri, languageId, text, offset, version: 1, explicit: true, settings };
      return completion.complete(request, terminal.signal);
    },
  );
  if (items[0]) terminal.out(`${items[0].text}\n`);
  else terminal.note(t("The model has nothing to add here."));
  return exitCodes.clean;
}
