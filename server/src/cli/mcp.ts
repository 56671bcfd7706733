/** `hanare mcp --in PATH…`: the tools for agents of other makers, over standard input and output; nothing listens. */
import path from "node:path";
import { createAsker } from "../ask/handler";
import { isExcluded } from "../completion/exclude";
import { pathOf, uriOf } from "../documents/uris";
import { faultOf } from "../lsp/handle";
import { loadFile, platform } from "../node/files";
import { look, namesBelow } from "../node/toolFiles";
import { defaultSettings, type SearchCoverage } from "../protocol";
import { createRetrieve } from "../retrieval/hybrid";
import { createSearcher } from "../search/handler";
import { createSummarizer } from "../summarize/handler";
import { createLineReader } from "../tools/lines";
import { createMcpServer } from "../tools/mcp";
import { runTool, type ToolPorts } from "../tools/run";
import { t } from "../util/l10n";
import { product } from "../util/product";
import { readerOf } from "./reader";
import { coverageOf, readPaths, type ReadPaths } from "./reading";
import { reviewPaths } from "./review";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface McpOptions {
  readonly in?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rules?: readonly string[];
  readonly untrusted?: boolean;
}

/** Bytes of the longest message: quotes and paths are short. */
const longestMessage = 1024 * 1024;

/** Ends when its client closes standard input; rejects when it is stopped. */
export async function mcp(terminal: Terminal, options: McpOptions): Promise<ExitCode> {
  const roots = await rootsOf(terminal, options.in ?? []);
  const ports = toolPorts(terminal, roots, options);
  const server = createMcpServer({
    info: product,
    run: (name, given, signal) => runTool(ports, name, given, signal),
    send: (line) => terminal.out(`${line}\n`),
    onError: (error) => terminal.note(faultOf(error)),
  });
  const stop = () => server.close();
  terminal.signal.addEventListener("abort", stop, { once: true });
  const lines = createLineReader(longestMessage, server.receive);
  terminal.note(
    t("Tools of Hanare for {0}, over standard input and output", roots.map(nameIn(terminal)).join(", ")),
  );
  for await (const bytes of terminal.input?.() ?? []) lines.push(bytes);
  // Whoever has closed its end may still read answers to what it has asked.
  await server.idle();
  server.close();
  terminal.signal.throwIfAborted();
  return exitCodes.clean;
}

const nameIn =
  ({ cwd }: Terminal) =>
  (uri: string) =>
    path.relative(cwd, pathOf(uri, platform) ?? uri) || ".";

async function rootsOf(terminal: Terminal, given: readonly string[]): Promise<readonly string[]> {
  if (given.length === 0)
    throw new UsageError(t("Name the folders that may be read: --in, once or several times."));
  const roots: string[] = [];
  for (const one of given) {
    const uri = uriOf(path.resolve(terminal.cwd, one), platform);
    if ((await look(uri)) === undefined) throw new UsageError(t("{0} does not exist. Check the name.", one));
    roots.push(uri);
  }
  return [...new Set(roots)];
}

/** Everything is read anew for each call: files change, and nothing is kept. */
function toolPorts(terminal: Terminal, roots: readonly string[], options: McpOptions): ToolPorts {
  const reader = readerOf(terminal);
  const exclude = [...defaultSettings.index.exclude, ...(options.exclude ?? [])];
  const { summarize } = createSummarizer({ assistant: () => undefined });
  const pathsOf = (uris: readonly string[]) => uris.map((uri) => pathOf(uri, platform) ?? uri);
  const load: ToolPorts["load"] = (uri, signal) => loadFile(pathOf(uri, platform) ?? uri, signal, reader);
  /** Messages of one call go nowhere: its answer says what was read and what was not. */
  const quiet = (signal: AbortSignal): Terminal => ({ ...terminal, signal, note: () => undefined });
  const read = (uris: readonly string[], signal: AbortSignal): Promise<ReadPaths> =>
    readPaths(quiet(signal), pathsOf(uris), { reader, embedder: undefined, exclude });
  return {
    ...{ platform, look, load, roots: () => roots, nameOf: namesBelow(() => roots) },
    excluded: (uri) => Promise.resolve(isExcluded(uri, exclude)),
    async ask(question, signal) {
      const paths = await read(roots, signal);
      const assistant = () => undefined;
      const asker = createAsker({
        retrieve: createRetrieve(paths),
        vocabulary: paths.index,
        load,
        assistant,
      });
      const asked = { question, accept: () => true, model: false };
      return asker.ask(asked, () => undefined, signal);
    },
    async search({ query, limit, scope = roots }, signal) {
      const paths = await read(scope, signal);
      const found = await createSearcher({ ...paths, load })({ query, limit, accept: () => true }, signal);
      const coverage: SearchCoverage = coverageOf(paths);
      return { ...found, coverage };
    },
    summarize: (document, length, signal) =>
      summarize(document, { length, language: "auto", template: "auto" }, () => undefined, signal),
    async review(uri, signal) {
      const { rules, untrusted = false } = options;
      const { result } = await reviewPaths(quiet(signal), pathsOf([uri]), {
        ...{ untrusted, model: "off" },
        ...(rules === undefined ? {} : { rules }),
      });
      return result;
    },
  };
}
