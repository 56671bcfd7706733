/** `hanare summarize FILE` */
import path from "node:path";
import { createCapabilities } from "../model/capabilities";
import { later } from "../node/clock";
import { loadFile } from "../node/files";
import { type SourceDocument } from "../documents/document";
import { type Summary } from "../protocol";
import { createSummarizer, type SummarizerDeps, type SummaryOptions } from "../summarize/handler";
import { renderJson, renderMarkdown } from "../summarize/render";
import { t } from "../util/l10n";
import { withModel } from "./loadModel";
import { choice, deliver, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { exitCodes, type ExitCode, type Terminal } from "./terminal";

export interface SummarizeOptions extends CommonOptions {
  readonly length: string;
  readonly format: string;
  readonly output?: string;
}

function summarizeWith(
  terminal: Terminal,
  document: SourceDocument,
  options: SummaryOptions,
  assistant: SummarizerDeps["assistant"],
): Promise<Summary> {
  return createSummarizer({ assistant }).summarize(
    document,
    options,
    (done, total, heading) => terminal.note(`${done}/${total} ${heading}`),
    terminal.signal,
  );
}

export async function summarize(
  terminal: Terminal,
  file: string,
  options: SummarizeOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format, ["markdown", "json"]);
  const length = choice("--length", options.length, ["short", "medium", "long"]);
  const language = choice("--language", options.language ?? "auto", ["auto", "ja", "en"]);
  const document = await loadFile(path.resolve(terminal.cwd, file), terminal.signal, readerOf(terminal));
  const wanted = { length, language };
  const summary =
    options.model === undefined
      ? await summarizeWith(terminal, document, wanted, () => undefined)
      : await withModel(terminal, { file: options.model, role: "assistant" }, async (loader) => {
          const capabilities = createCapabilities({
            runtime: loader.runtime,
            after: later,
            storagePath: terminal.storagePath,
            log: terminal.note,
            onDidChange: () => undefined,
          });
          await capabilities.ready(terminal.signal);
          return summarizeWith(terminal, document, wanted, capabilities.assistant);
        });
  terminal.signal.throwIfAborted();
  const text =
    format === "json"
      ? renderJson(summary)
      : renderMarkdown(summary, ({ range, place }) =>
          place === undefined ? `${encodeURI(file)}#L${range.start.line + 1}` : encodeURI(file),
        );
  await deliver(terminal, text, options.output);
  if (summary.unread.every(({ textless }) => textless === true)) return exitCodes.clean;
  terminal.note(t("Not everything was read; the summary says what."));
  return exitCodes.incomplete;
}
