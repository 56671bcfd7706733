/** `hanare summarize --against OLD NEW` */
import path from "node:path";
import { loadFile } from "../node/files";
import { comparisonFormats } from "../protocol";
import { compareDocuments } from "../summarize/compare/compare";
import { writeComparison } from "../summarize/compare/writers";
import { t } from "../util/l10n";
import { choice, deliver } from "./options";
import { readerOf } from "./reader";
import { exitCodes, type ExitCode, type Terminal, UsageError } from "./terminal";

export async function compare(
  terminal: Terminal,
  [old, fresh]: readonly [old: string, fresh: string],
  options: { readonly format: string; readonly output?: string },
): Promise<ExitCode> {
  const format = choice("--format", options.format, comparisonFormats);
  if ((format === "docx" || format === "xlsx") && options.output === undefined)
    throw new UsageError(t("{0} is no text: name a file with --output.", format));
  const ports = readerOf(terminal);
  const load = (file: string) => loadFile(path.resolve(terminal.cwd, file), terminal.signal, ports);
  const comparison = compareDocuments(await load(old), await load(fresh));
  terminal.signal.throwIfAborted();
  await deliver(terminal, writeComparison(comparison, format), options.output);
  if (comparison.unread.every(({ textless }) => textless === true)) return exitCodes.clean;
  terminal.note(t("Not everything was read; the comparison says what."));
  return exitCodes.incomplete;
}
