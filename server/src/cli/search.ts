/** `hanare search QUERY --in PATH`: passages that answer, best first; read anew at every call, nothing is kept. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { isExcluded } from "../completion/exclude";
import { type ReadPorts } from "../documents/readFile";
import { pathOf, uriOf } from "../documents/uris";
import { embedderOf } from "../model/embedder";
import { documentFiles, passagesIn } from "../node/documentFiles";
import { loadFile, platform } from "../node/files";
import { defaultSettings, type SearchPassage, type SearchRequest } from "../protocol";
import { createDocumentIndex, type DocumentIndex } from "../retrieval/documentIndex";
import { createMeanings, type Meanings } from "../retrieval/meanings";
import { type Embedder } from "../retrieval/vectors";
import { createSearcher } from "../search/handler";
import { t } from "../util/l10n";
import { withModel } from "./loadModel";
import { choice, deliver, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface SearchCommandOptions extends CommonOptions {
  readonly in: string;
  readonly limit: string;
  readonly format: string;
  readonly output?: string;
}

interface Root {
  /** Canonical URI of the folder that is read. */
  readonly folder: string;
  /** Of the file, when one was named. */
  readonly file?: string;
}

async function rootOf(terminal: Terminal, given: string): Promise<Root> {
  const named = path.resolve(terminal.cwd, given);
  try {
    const uri = uriOf(named, platform);
    if ((await stat(named)).isDirectory()) return { folder: uri };
    return { folder: uriOf(path.dirname(named), platform), file: uri };
  } catch {
    throw new UsageError(t("{0} does not exist. Check the name.", given));
  }
}

interface Asked {
  readonly terminal: Terminal;
  readonly root: Root;
  readonly reader: ReadPorts;
}

interface Read {
  readonly index: DocumentIndex;
  readonly meanings: Meanings;
}

/** Everything below the folder, or the one file, in memory. */
async function read({ terminal, root, reader }: Asked, embedder: Embedder | undefined): Promise<Read> {
  const { exclude } = defaultSettings.index;
  const files = documentFiles({ open: () => undefined, readers: reader });
  const excluded = (uri: string) => (root.file === undefined ? isExcluded(uri, exclude) : uri !== root.file);
  // A file that is named is read whatever a .gitignore says, and nothing beside it.
  const list: typeof files.list = async (folder, signal) => {
    const entries = await files.list(folder, signal);
    return root.file === undefined ? entries : entries.filter(({ uri }) => uri === root.file);
  };
  const index = createDocumentIndex({ ...files, list, excluded });
  let told = 0;
  const progress = ({ done, total }: { readonly done: number; readonly total: number }) => {
    const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
    if (tenth > told && total >= 100) terminal.note(t("{0} of {1} files", done, total));
    told = Math.max(told, tenth);
  };
  await index.build([root.folder], { progress }, terminal.signal);
  const meanings = createMeanings({ embedder: () => embedder, passages: passagesIn(files) });
  await meanings.refresh(index.files(), terminal.signal);
  return { index, meanings };
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
  const asked: Asked = { terminal, root: await rootOf(terminal, options.in), reader: readerOf(terminal) };
  if (options.model === undefined) return answer(await read(asked, undefined));
  return withModel(terminal, { file: options.model, role: "embedding" }, async (loader) =>
    answer(await read(asked, embedderOf(loader.runtime("embedding")))),
  );

  async function answer({ index, meanings }: Read): Promise<ExitCode> {
    const searcher = createSearcher({
      ...{ index, meanings },
      load: (uri, signal) => loadFile(pathOf(uri, platform) ?? uri, signal, asked.reader),
    });
    const found = await searcher({ query, limit, accept: () => true }, terminal.signal);
    const { files, passages, unread, leftOut, complete } = index.size();
    const coverage: SearchRequest.Result["coverage"] = {
      files: files + leftOut,
      read: files - new Set(unread.map(({ uri }) => uri)).size,
      ...{ unread: unread.length, leftOut, complete, passages, embedded: meanings.size },
    };
    const text =
      format === "json"
        ? `${JSON.stringify({ ...found, coverage, unread }, null, 2)}\n`
        : found.passages.map((passage) => paragraphOf(passage, terminal.cwd)).join("\n");
    await deliver(terminal, text, options.output);
    if (found.note !== undefined) terminal.note(found.note);
    terminal.note(t("{0} of {1} files were searched", coverage.read, coverage.files));
    for (const { uri, why } of unread) terminal.note(`${nameOf(uri, terminal.cwd)}: ${why}`);
    if (leftOut > 0) terminal.note(t("{0} files were left out: the index is full.", leftOut));
    if (unread.length + leftOut > 0) return exitCodes.incomplete;
    if (found.passages.length > 0) return exitCodes.clean;
    terminal.note(t("Nothing was found."));
    return exitCodes.findings;
  }
}

const nameOf = (uri: string, cwd: string) => path.relative(cwd, pathOf(uri, platform) ?? uri);

/** `path:line` first, so that editors can jump to it; of a file without lines, the place its readers know. */
function paragraphOf({ uri, range, place, headings, snippet }: SearchPassage, cwd: string): string {
  const at = place === undefined ? `:${range.start.line + 1}` : ` (${place})`;
  const under = headings.length === 0 ? "" : `: ${headings.join(" › ")}`;
  return `${nameOf(uri, cwd)}${at}${under}\n    > ${snippet}\n`;
}
