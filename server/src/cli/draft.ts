/** `hanare draft FILE…`: a manual or procedure from files, every sentence with its place, every gap with a mark. */
import path from "node:path";
import { pathOf, uriOf } from "../documents/uris";
import { createDrafter, type DrafterDeps } from "../draft/handler";
import { type LinkFor, renderDraft, renderJson } from "../draft/render";
import { loadAll, templateFor } from "../lsp/drafting";
import { createCapabilities } from "../model/capabilities";
import { later } from "../node/clock";
import { loadFile, platform } from "../node/files";
import { type Draft, draftTemplates } from "../protocol";
import { t } from "../util/l10n";
import { withModel } from "./loadModel";
import { choice, deliver, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { nameOf } from "./reading";
import { exitCodes, type ExitCode, type Terminal } from "./terminal";

export interface DraftOptions extends CommonOptions {
  /** Id of a template, or a file whose headings are one. */
  readonly template: string;
  readonly format: string;
  readonly output?: string;
}

/** 0 a draft, 4 something could not be read. */
export async function draft(
  terminal: Terminal,
  files: readonly string[],
  options: DraftOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format, ["markdown", "json"]);
  const reader = readerOf(terminal);
  const { cwd, signal } = terminal;
  const load = (uri: string) => loadFile(pathOf(uri, platform) ?? uri, signal, reader);
  const uriFor = (name: string) => uriOf(path.resolve(cwd, name), platform);
  const known = draftTemplates.some((id) => id === options.template);
  // A word without a dot is a mistyped name, not a file.
  const named = known || !/[./\\]/.test(options.template);
  const wanted = named ? choice("--template", options.template, draftTemplates) : uriFor(options.template);
  const template = await templateFor(wanted, load, signal);
  const { documents, unread } = await loadAll(files.map(uriFor), load, signal);
  const drafted = await drafting(terminal, options, (assistant) =>
    createDrafter({ assistant }).draft(
      { documents, template, unread },
      (done, total, heading) => terminal.note(`${done}/${total} ${heading}`),
      signal,
    ),
  );
  signal.throwIfAborted();
  const { output } = options;
  const text =
    format === "json"
      ? renderJson(drafted)
      : renderDraft(drafted, (uri) => nameOf(uri, cwd), linkFrom(terminal, output));
  await deliver(terminal, text, output);
  terminal.note(t("Places to confirm: {0}", drafted.confirmations));
  if (drafted.unread.every(({ textless }) => textless === true)) return exitCodes.clean;
  terminal.note(t("Not everything was read; the draft says what."));
  return exitCodes.incomplete;
}

function drafting(
  terminal: Terminal,
  { model, ...sending }: DraftOptions,
  run: (assistant: DrafterDeps["assistant"]) => Promise<Draft>,
): Promise<Draft> {
  if (model === undefined) return run(() => undefined);
  return withModel(terminal, { file: model, role: "assistant", sending }, async (loader) => {
    const capabilities = createCapabilities({
      ...{ runtime: loader.runtime, after: later, storagePath: terminal.storagePath },
      ...{ log: terminal.note, onDidChange: () => undefined },
    });
    await capabilities.ready(terminal.signal);
    return run(capabilities.assistant);
  });
}

/** Links work from where the draft is written. */
function linkFrom({ cwd }: Terminal, output: string | undefined): LinkFor {
  const folder = output === undefined ? cwd : path.dirname(path.resolve(cwd, output));
  return (uri, at) => {
    const file = encodeURI(nameOf(uri, folder).replaceAll("\\", "/")).replaceAll("#", "%23");
    return at === undefined || at.place !== undefined ? file : `${file}#L${at.range.start.line + 1}`;
  };
}
