/** `hanare summarize --against OLD NEW` and `hanare summarize --changes TABLE`, both also with `--affects FOLDER` */
import path from "node:path";
import { type SourceDocument } from "../documents/document";
import { pathOf, uriOf } from "../documents/uris";
import { loadFile, platform, walk } from "../node/files";
import { type Comparison, comparisonFormats, defaultSettings } from "../protocol";
import { compareDocuments } from "../summarize/compare/compare";
import { readComparisonTable } from "../summarize/compare/readTable";
import { type RulePorts, withAffected } from "../summarize/compare/rules";
import { writeComparison } from "../summarize/compare/writers";
import { t } from "../util/l10n";
import { choice, deliver } from "./options";
import { readerOf } from "./reader";
import { exitCodes, type ExitCode, type Terminal, UsageError } from "./terminal";

export interface CompareOptions {
  readonly format: string;
  readonly output?: string;
  readonly affects?: readonly string[];
}

export async function compare(
  terminal: Terminal,
  { old, fresh }: { readonly old: string | undefined; readonly fresh: string },
  options: CompareOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format, comparisonFormats);
  if ((format === "docx" || format === "xlsx") && options.output === undefined)
    throw new UsageError(t("{0} is no text: name a file with --output.", format));
  const ports = readerOf(terminal);
  const { cwd, signal } = terminal;
  const load = (file: string) => loadFile(path.resolve(cwd, file), signal, ports);
  const document = await load(fresh);
  const bare = old === undefined ? tableIn(document, fresh) : compareDocuments(await load(old), document);
  signal.throwIfAborted();
  const rules = options.affects?.map((name) => uriOf(path.resolve(cwd, name), platform));
  const comparison =
    rules === undefined ? bare : await withAffected(bare, rules, rulePorts(terminal), signal);
  await deliver(terminal, writeComparison(comparison, format), options.output);
  if (comparison.unread.every(({ textless }) => textless === true)) return exitCodes.clean;
  terminal.note(t("Not everything was read; the comparison says what."));
  return exitCodes.incomplete;
}

function tableIn(document: SourceDocument, file: string): Comparison {
  const comparison = readComparisonTable(document);
  if (comparison !== undefined) return comparison;
  throw new UsageError(
    t("{0} has no table whose head names a new and an old side (改正後 and 改正前, new and old).", file),
  );
}

function rulePorts(terminal: Terminal): RulePorts {
  const ports = readerOf(terminal);
  const fileOf = (uri: string) => pathOf(uri, platform) ?? uri;
  const { exclude } = defaultSettings.index;
  return {
    walk: (uri, signal) => walk(uri, { exclude, onExcluded: () => undefined }, signal),
    load: (uri, signal) => loadFile(fileOf(uri), signal, ports),
    nameOf: (uri) => path.relative(terminal.cwd, fileOf(uri)),
    progress: () => undefined,
  };
}
