/** `hanare ask QUESTION PATH…`: an answer whose every sentence names its place, or the best passages themselves. */
import { createAsker, type AskerDeps } from "../ask/handler";
import { renderAnswer } from "../ask/render";
import { pathOf } from "../documents/uris";
import { createCapabilities } from "../model/capabilities";
import { embedderOf } from "../model/embedder";
import { type ModelRuntime } from "../model/runtime";
import { later } from "../node/clock";
import { loadFile, platform } from "../node/files";
import { createRetrieve } from "../retrieval/hybrid";
import { t } from "../util/l10n";
import { withModel } from "./loadModel";
import { choice, deliver, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { coverageOf, noteCoverage, placeIn, readPaths } from "./reading";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface AskCommandOptions extends CommonOptions {
  readonly embedding?: string;
  readonly format: string;
  readonly output?: string;
}

/** 0 an answer or passages, 1 the documents do not hold one, 4 something could not be read. */
export async function ask(
  terminal: Terminal,
  [question = "", ...paths]: readonly string[],
  options: AskCommandOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format, ["text", "json"]);
  if (!/[\p{L}\p{N}]/u.test(question))
    throw new UsageError(t("{0} must hold the words to look for.", "question"));
  const { model, embedding } = options;
  const reader = readerOf(terminal);
  const assisted = (runtime: ModelRuntime | undefined) =>
    model === undefined
      ? answer(runtime, () => undefined)
      : withModel(terminal, { file: model, role: "assistant", sending: options }, async (loader) => {
          const capabilities = createCapabilities({
            ...{ runtime: loader.runtime, after: later, storagePath: terminal.storagePath },
            ...{ log: terminal.note, onDidChange: () => undefined },
          });
          await capabilities.ready(terminal.signal);
          return answer(runtime, capabilities.assistant);
        });
  if (embedding === undefined) return assisted(undefined);
  return withModel(terminal, { file: embedding, role: "embedding", sending: options }, (loader) =>
    assisted(loader.runtime("embedding")),
  );

  async function answer(
    embeds: ModelRuntime | undefined,
    assistant: AskerDeps["assistant"],
  ): Promise<ExitCode> {
    const read = await readPaths(terminal, paths, { reader, embedder: embedderOf(embeds) });
    const asker = createAsker({
      ...{ retrieve: createRetrieve(read), vocabulary: read.index, assistant },
      load: (uri, signal) => loadFile(pathOf(uri, platform) ?? uri, signal, reader),
    });
    const answered = await asker.ask(
      { question, accept: () => true },
      ({ sentences }) => terminal.note(t("Sentences that were checked: {0}", sentences.length)),
      terminal.signal,
    );
    // What was checked until Ctrl+C is there to read.
    if (answered.passages.length === 0) terminal.signal.throwIfAborted();
    const { unread } = read.index.size();
    const text =
      format === "json"
        ? `${JSON.stringify({ ...answered, coverage: coverageOf(read), unread }, null, 2)}\n`
        : renderAnswer(answered, (place) => placeIn(place, terminal.cwd));
    await deliver(terminal, text, options.output);
    if (terminal.signal.aborted) return exitCodes.stopped;
    if (noteCoverage(terminal, read)) return exitCodes.incomplete;
    return answered.outcome === "not-found" ? exitCodes.findings : exitCodes.clean;
  }
}
