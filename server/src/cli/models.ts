/** `hanare models list|verify` */
import path from "node:path";
import { walkFiles } from "../documents/nodeFiles";
import { inspectModel } from "../model/report";
import { normalHash, openHashCache, verifyModel } from "../model/store";
import { isModelError } from "../model/runtime";
import { t } from "../util/l10n";
import { formatSize } from "../util/size";
import { choice, type CommonOptions } from "./options";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export const formats = ["text", "json"] as const;
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const absolute = ({ cwd }: Terminal, file: string) => path.resolve(cwd, file);

/** The GGUF files below a folder; one that cannot be used is listed with its reason. */
export async function listModels(
  terminal: Terminal,
  folder: string,
  options: CommonOptions & { readonly format: string },
): Promise<ExitCode> {
  const format = choice("--format", options.format, formats);
  const reports: unknown[] = [];
  let broken = 0;
  for await (const file of walkFiles(absolute(terminal, folder), { exclude: [] }, terminal.signal)) {
    if (!/\.gguf$/i.test(file)) continue;
    try {
      const report = await inspectModel(file, terminal.signal);
      reports.push(report);
      if (format === "text")
        terminal.out(`${file}\t${report.architecture}\t${report.quantization}\t${formatSize(report.size)}\n`);
    } catch (error) {
      if (!isModelError(error)) throw error;
      broken += 1;
      terminal.note(error.message);
    }
  }
  if (format === "json") terminal.out(json(reports));
  if (reports.length + broken === 0) terminal.note(t("No GGUF file was found below {0}.", folder));
  return broken > 0 ? exitCodes.incomplete : exitCodes.clean;
}

/** Percent steps of ten: a log of a pipeline stays short. */
export function progressTo(terminal: Terminal): (share: number) => void {
  let told = 0;
  return (share) => {
    const tenth = Math.floor(share * 10);
    if (tenth <= told) return;
    told = tenth;
    terminal.note(t("Reading the file: {0} %", tenth * 10));
  };
}

/** Compares the file with the SHA-256 that its source states: 1, as of the other `verify` commands, when it is another file. */
export async function verify(
  terminal: Terminal,
  file: string,
  options: CommonOptions & { readonly sha256: string },
): Promise<ExitCode> {
  const entry = { path: absolute(terminal, file), sha256: stated(options.sha256) };
  const hashes = openHashCache(terminal.storagePath);
  try {
    const hash = await verifyModel(entry, hashes, progressTo(terminal), terminal.signal);
    terminal.out(`${hash ?? ""}  ${file}\n`);
    return exitCodes.clean;
  } catch (error) {
    if (!isModelError(error) || error.code !== "model-hash") throw error;
    terminal.out(`${t("Does not hold: {0}", error.message)}\n`);
    return exitCodes.findings;
  }
}

/** What is no SHA-256 is a fault of the command line, not of the file. */
function stated(sha256: string): string {
  try {
    return normalHash(sha256);
  } catch (error) {
    if (!isModelError(error)) throw error;
    throw new UsageError(t("--sha256 needs 64 hexadecimal digits, not “{0}”.", sha256.slice(0, 80)));
  }
}
