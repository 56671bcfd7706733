/** The report of a review: to standard output, a file, or, for Word files, copies with comments. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathOf } from "../documents/uris";
import { docxCopies, isWordFile } from "../node/docxCopies";
import { platform } from "../node/files";
import { type ReadPorts } from "../documents/readFile";
import { type ReviewResult } from "../review/handler";
import { type ReportContext, type ReportFormat, writers } from "../review/report";
import { t } from "../util/l10n";
import { deliver } from "./options";
import { UsageError, type Terminal } from "./terminal";

export interface Output {
  readonly format: ReportFormat;
  readonly output: string | undefined;
}

interface Report {
  readonly result: ReviewResult;
  readonly context: ReportContext;
  readonly reader: ReadPorts;
}

/** Formats that a terminal cannot show. */
export function checkOutput(format: ReportFormat, output: string | undefined): void {
  if (output === undefined && (format === "xlsx" || format === "docx"))
    throw new UsageError(t("--format {0} needs --output and the name of a file or folder.", format));
}

export async function deliverReport(
  terminal: Terminal,
  { format, output }: Output,
  report: Report,
): Promise<void> {
  if (format === "docx") return writeCopies(terminal, output ?? ".", report);
  const { findings, coverage } = report.result;
  await deliver(terminal, writers[format]({ findings, coverage }, report.context), output);
}

/** A file where one document was reviewed and the name is a Word file's; a folder otherwise. */
async function writeCopies(
  terminal: Terminal,
  output: string,
  { result, context, reader }: Report,
): Promise<void> {
  const { files, findings, rules } = result;
  const { when, root } = context;
  const named = { ...(when === undefined ? {} : { when }), ...(root === undefined ? {} : { root }) };
  const input = { files, findings, rules, ...named };
  const { copies, problems } = await docxCopies(input, reader, terminal.signal);
  for (const problem of problems) terminal.note(problem);
  if (copies.length === 0) terminal.note(t("No Word file was reviewed, so there is no copy to write."));
  const others = findings.filter(({ uri }) => !isWordFile(uri)).length;
  if (others > 0)
    terminal.note(t("Findings in files that are no Word documents, and so in no copy: {0}", others));
  const target = path.resolve(terminal.cwd, output);
  const single = copies.length === 1 && isWordFile(output);
  for (const { uri, bytes } of copies) {
    const source = pathOf(uri, platform) ?? "";
    const file = single ? target : path.join(target, copyName(terminal.cwd, source));
    if (path.resolve(file) === path.resolve(source))
      throw new UsageError(t("{0} is the document itself; it stays as it is. Name another file.", output));
    await write(file, bytes);
    terminal.note(t("Written: {0}", file));
  }
}

/** Below the folder as below the current one: two documents of one name stay two. */
function copyName(cwd: string, source: string): string {
  const relative = path.relative(cwd, source);
  const inside = relative.startsWith("..") || path.isAbsolute(relative) ? path.basename(source) : relative;
  return inside.replace(/(\.[^.]+)$/, ".hanare$1");
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(t("{0} cannot be written ({1}). Name a file in a folder that exists.", file, code));
  }
}
