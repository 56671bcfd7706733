/** `hanare summarize FILE` */
import { stat } from "node:fs/promises";
import path from "node:path";
import { createCapabilities } from "../model/capabilities";
import { later } from "../node/clock";
import { loadFile, platform } from "../node/files";
import { templateFile } from "../node/templateFiles";
import { uriOf } from "../documents/uris";
import { type SourceDocument } from "../documents/document";
import { type Summary, type SummaryFormat, summaryFormats } from "../protocol";
import { writeSummary } from "../summarize/files";
import { createSummarizer, type SummarizerDeps, type SummaryOptions } from "../summarize/handler";
import { readTemplates } from "../summarize/templates/templateFile";
import { templateSet } from "../summarize/templates/templateSet";
import { renderJson, renderMarkdown } from "../summarize/render";
import { t } from "../util/l10n";
import { compare } from "./compare";
import { withModel } from "./loadModel";
import { choice, deliver, type CommonOptions } from "./options";
import { overview } from "./overview";
import { readerOf } from "./reader";
import { exitCodes, type ExitCode, type Terminal, UsageError } from "./terminal";

export interface SummarizeOptions extends CommonOptions {
  readonly length?: string;
  /** Id of a template, or a file with one. */
  readonly template: string;
  /** What the model reads. */
  readonly reading: string;
  readonly format: string;
  readonly output?: string;
  /** File of an older version. */
  readonly against?: string;
  /** The document is a table of new and old clauses. */
  readonly changes?: boolean;
  /** Files and folders of rules that the changes may touch. */
  readonly affects?: readonly string[];
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

/** `minutes`, or a YAML or JSON file, whose first template it is. */
async function templateOption(
  terminal: Terminal,
  value: string,
): Promise<Pick<SummaryOptions, "template" | "templates">> {
  if (!/\.(?:ya?ml|json)$/i.test(value)) {
    const known = templateSet([]).templates.map(({ id }) => id);
    return { template: choice("--template", value, ["auto", ...known]) };
  }
  const source = await templateFile(
    value,
    { folder: uriOf(terminal.cwd, platform), home: terminal.home },
    terminal.signal,
  );
  const { templates, problems } = readTemplates(source);
  const [first] = templates;
  if (first === undefined || problems.length > 0) throw new UsageError(problems.join("\n"));
  return { template: first.id, templates: [source] };
}

const isFolder = async (file: string): Promise<boolean> => {
  // What does not exist is told by whoever reads it.
  const info = await stat(file).catch(() => undefined);
  return info?.isDirectory() === true;
};

function written(
  summary: Summary,
  format: "markdown" | "json" | SummaryFormat,
  file: string,
): string | Uint8Array {
  if (format === "json") return renderJson(summary);
  if (format !== "markdown") return writeSummary(summary, format);
  return renderMarkdown(summary, ({ range, place }) =>
    place === undefined ? `${encodeURI(file)}#L${range.start.line + 1}` : encodeURI(file),
  );
}

export async function summarize(
  terminal: Terminal,
  paths: readonly string[],
  options: SummarizeOptions,
): Promise<ExitCode> {
  const [file = ""] = paths;
  const { against } = options;
  const { changes = false } = options;
  if ((against !== undefined || changes) && paths.length > 1)
    throw new UsageError(t("Changes are told of one document; name one."));
  if (against !== undefined || changes) return compare(terminal, { old: against, fresh: file }, options);
  if (options.affects !== undefined)
    throw new UsageError(t("--affects needs --against or --changes: it looks for what changes touch."));
  const several = paths.length > 1 || (await isFolder(path.resolve(terminal.cwd, file)));
  const length = choice("--length", options.length ?? (several ? "short" : "medium"), [
    "short",
    "medium",
    "long",
  ]);
  const language = choice("--language", options.language ?? "auto", ["auto", "ja", "en"]);
  if (several) return overview(terminal, paths, { ...options, length, language });
  const format = choice("--format", options.format, ["markdown", "json", ...summaryFormats]);
  if (format === "docx" && options.output === undefined)
    throw new UsageError(t("{0} is no text: name a file with --output.", format));
  const document = await loadFile(path.resolve(terminal.cwd, file), terminal.signal, readerOf(terminal));
  const reading = choice("--reading", options.reading, ["sentences", "whole"]);
  const wanted = { length, language, reading, ...(await templateOption(terminal, options.template)) };
  const summary =
    options.model === undefined
      ? await summarizeWith(terminal, document, wanted, () => undefined)
      : await withModel(
          terminal,
          { file: options.model, role: "assistant", sending: options },
          async (loader) => {
            const capabilities = createCapabilities({
              runtime: loader.runtime,
              after: later,
              storagePath: terminal.storagePath,
              log: terminal.note,
              onDidChange: () => undefined,
            });
            await capabilities.ready(terminal.signal);
            return summarizeWith(terminal, document, wanted, capabilities.assistant);
          },
        );
  terminal.signal.throwIfAborted();
  await deliver(terminal, written(summary, format, file), options.output);
  if (summary.unread.every(({ textless }) => textless === true)) return exitCodes.clean;
  terminal.note(t("Not everything was read; the summary says what."));
  return exitCodes.incomplete;
}
