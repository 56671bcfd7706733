/** `hanare search QUERY --in PATH`: passages that answer, best first; read anew at every call, nothing is kept. */
import { pathOf } from "../documents/uris";
import { embedderOf } from "../model/embedder";
import { loadFile, platform } from "../node/files";
import { type SearchPassage } from "../protocol";
import { createSearcher } from "../search/handler";
import { t } from "../util/l10n";
import { withModel } from "./loadModel";
import { choice, deliver, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { coverageOf, noteCoverage, placeIn, readPaths, type ReadPaths } from "./reading";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface SearchCommandOptions extends CommonOptions {
  readonly in: string;
  readonly limit: string;
  readonly format: string;
  readonly output?: string;
}

function limitOf(value: string): number {
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw new UsageError(
    t("{0} must be a whole number from {1} to {2}; it was {3}.", "--limit", 1, 1000, value),
  );
}

/** 0 found, 1 nothing found, 4 something could not be read. */
export async function search(
  terminal: Terminal,
  query: string,
  options: SearchCommandOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format, ["text", "json"]);
  const limit = limitOf(options.limit);
  if (!/[\p{L}\p{N}]/u.test(query)) throw new UsageError(t("{0} must hold the words to look for.", "query"));
  const reader = readerOf(terminal);
  const read = (embedder: Parameters<typeof readPaths>[2]["embedder"]) =>
    readPaths(terminal, [options.in], { reader, embedder });
  if (options.model === undefined) return answer(await read(undefined));
  return withModel(terminal, { file: options.model, role: "embedding", sending: options }, async (loader) =>
    answer(await read(embedderOf(loader.runtime("embedding")))),
  );

  async function answer(paths: ReadPaths): Promise<ExitCode> {
    const searcher = createSearcher({
      ...paths,
      load: (uri, signal) => loadFile(pathOf(uri, platform) ?? uri, signal, reader),
    });
    const found = await searcher({ query, limit, accept: () => true }, terminal.signal);
    const text =
      format === "json"
        ? `${JSON.stringify({ ...found, coverage: coverageOf(paths), unread: paths.index.size().unread }, null, 2)}\n`
        : found.passages.map((passage) => paragraphOf(passage, terminal.cwd)).join("\n");
    await deliver(terminal, text, options.output);
    if (found.note !== undefined) terminal.note(found.note);
    if (noteCoverage(terminal, paths)) return exitCodes.incomplete;
    if (found.passages.length > 0) return exitCodes.clean;
    terminal.note(t("Nothing was found."));
    return exitCodes.findings;
  }
}

function paragraphOf(passage: SearchPassage, cwd: string): string {
  const under = passage.headings.length === 0 ? "" : `: ${passage.headings.join(" › ")}`;
  const marked = passage.mark === undefined ? "" : ` [${passage.mark}]`;
  return `${placeIn(passage, cwd)}${under}${marked}\n    > ${passage.snippet}\n`;
}
