/** `hanare summarize --against OLD NEW` and `hanare summarize --changes TABLE`, both also with `--affects FOLDER` */
import path from "node:path";
import { type SourceDocument } from "../documents/document";
import { type ReadPorts, unreadByName } from "../documents/readFile";
import { pathOf, uriOf } from "../documents/uris";
import { loadFile, platform, walk } from "../node/files";
import { type Comparison, comparisonFormats, defaultSettings, type Skipped } from "../protocol";
import { affectedBy } from "../summarize/compare/affected";
import { compareDocuments } from "../summarize/compare/compare";
import { readComparisonTable } from "../summarize/compare/readTable";
import { writeComparison } from "../summarize/compare/writers";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
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
  const load = (file: string) => loadFile(path.resolve(terminal.cwd, file), terminal.signal, ports);
  const document = await load(fresh);
  const bare = old === undefined ? tableIn(document, fresh) : compareDocuments(await load(old), document);
  terminal.signal.throwIfAborted();
  const comparison =
    options.affects === undefined ? bare : await withAffected(terminal, bare, options.affects, ports);
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

/** The two versions may lie among the rules; a file that cannot be read keeps none of the others away. */
async function withAffected(
  terminal: Terminal,
  comparison: Comparison,
  paths: readonly string[],
  ports: ReadPorts,
): Promise<Comparison> {
  const rules: SourceDocument[] = [];
  const unread: Skipped[] = [];
  for (const name of paths)
    for await (const uri of walk(
      uriOf(path.resolve(terminal.cwd, name), platform),
      { exclude: defaultSettings.index.exclude, onExcluded: () => undefined },
      terminal.signal,
    )) {
      if (uri === comparison.oldUri || uri === comparison.newUri || unreadByName(uri) !== undefined) continue;
      const file = pathOf(uri, platform) ?? uri;
      try {
        const document = await loadFile(file, terminal.signal, ports);
        if (document.format === "source") continue;
        rules.push(document);
        unread.push(
          ...document.unread.map((one) => ({
            ...one,
            where: `${path.relative(terminal.cwd, file)}: ${one.where}`,
          })),
        );
      } catch (error) {
        if (terminal.signal.aborted || !(error instanceof RequestError)) throw error;
        unread.push({ where: path.relative(terminal.cwd, file), why: error.message });
      }
    }
  return {
    ...comparison,
    affected: affectedBy(comparison, rules),
    unread: [...comparison.unread, ...unread],
  };
}
