/** `hanare journal`: what the editors of this machine have measured. */
import path from "node:path";
import { exported, exportFormats } from "../journal/export";
import { renderReport } from "../journal/render";
import { eventsIn, reportOf, since } from "../journal/report";
import { localDayOf } from "../node/clock";
import { journalFolder, readLines } from "../node/journalFile";
import { journalPlaces } from "../node/journalPlaces";
import { t } from "../util/l10n";
import { product } from "../util/product";
import { choice, type CommonOptions, deliver } from "./options";
import { exitCodes, type ExitCode, type Terminal, UsageError } from "./terminal";

export interface JournalCommandOptions extends CommonOptions {
  readonly days: string;
  readonly format: string;
  readonly output?: string;
  /** Folder of an editor's Hanare storage; absent: all that are known. */
  readonly storage?: string;
}

const mostDays = 92;

/** Lines of the folders, in the order of their time: several editors may have written. */
async function readAll(folders: readonly string[], from: number): Promise<readonly string[]> {
  const lines = await Promise.all(folders.map((folder) => readLines(folder, from)));
  return lines.flat().sort();
}

export async function journal(terminal: Terminal, options: JournalCommandOptions): Promise<ExitCode> {
  const format = choice("--format", options.format, ["text", ...exportFormats]);
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    throw new UsageError(t("{0} must be a whole number from {1} to {2}.", "--days", 1, mostDays));
  const { storage, model } = options;
  const { cwd, home, env } = terminal;
  const folders =
    storage === undefined
      ? journalPlaces({ platform: process.platform, home, env })
      : [journalFolder(path.resolve(cwd, storage))];
  const now = Date.now();
  const lines = await readAll(folders, since(days, now));
  terminal.signal.throwIfAborted();
  const request = { days, ...(model === undefined ? {} : { model }) };
  const report = reportOf(lines, request, { now, dayOf: localDayOf });
  const known = new Set(report.days);
  const events = eventsIn(lines).events.filter(
    (event) => known.has(localDayOf(event.time)) && (model === undefined || event.model === model),
  );
  if (events.length === 0 && storage === undefined)
    terminal.note(t("No editor on this machine has measured anything; --storage names another folder."));
  const text = format === "text" ? renderReport(report) : exported(format, { report, events, product });
  await deliver(terminal, text, options.output);
  return exitCodes.clean;
}
