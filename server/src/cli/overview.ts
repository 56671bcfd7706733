/** `hanare summarize FILE FILE…` or `hanare summarize FOLDER` */
import path from "node:path";
import { pathOf, uriOf } from "../documents/uris";
import { loadFile, platform, walk } from "../node/files";
import { defaultSettings } from "../protocol";
import { createSummarizer } from "../summarize/handler";
import { overviewOf, type OverviewTask, renderOverview } from "../summarize/overview";
import { t } from "../util/l10n";
import { choice, deliver } from "./options";
import { readerOf } from "./reader";
import { exitCodes, type ExitCode, type Terminal } from "./terminal";

/** Without a model: a folder's worth of questions would take hours. */
export async function overview(
  terminal: Terminal,
  paths: readonly string[],
  options: { readonly format: string; readonly output?: string } & Pick<OverviewTask, "language" | "length">,
): Promise<ExitCode> {
  const format = choice("--format", options.format, ["markdown", "json"]);
  const uris = paths.map((name) => uriOf(path.resolve(terminal.cwd, name), platform));
  const fileOf = (uri: string) => pathOf(uri, platform) ?? uri;
  const nameOf = (uri: string) => path.relative(terminal.cwd, fileOf(uri));
  const reader = readerOf(terminal);
  const result = await overviewOf(
    { uris, language: options.language, length: options.length },
    {
      summarizer: createSummarizer({ assistant: () => undefined }),
      walk: (uri, signal) =>
        walk(uri, { exclude: defaultSettings.index.exclude, onExcluded: () => undefined }, signal),
      load: (uri, signal) => loadFile(fileOf(uri), signal, reader),
    },
    (done, total, uri) => terminal.note(`${done}/${total} ${uri === "" ? "" : nameOf(uri)}`),
    terminal.signal,
  );
  terminal.signal.throwIfAborted();
  const linkFor =
    (uri: string) =>
    ({ range, place }: Parameters<ReturnType<Parameters<typeof renderOverview>[2]>>[0]) =>
      `${encodeURI(nameOf(uri))}${place === undefined ? `#L${range.start.line + 1}` : ""}`;
  const text =
    format === "json" ? `${JSON.stringify(result, null, 2)}\n` : renderOverview(result, nameOf, linkFor);
  await deliver(terminal, text, options.output);
  const all = [...result.unread, ...result.summaries.flatMap(({ unread }) => unread)];
  if (all.every(({ textless }) => textless === true)) return exitCodes.clean;
  terminal.note(t("Not everything was read; the summary says what."));
  return exitCodes.incomplete;
}
