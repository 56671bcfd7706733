/** `hanare journal`: what the editors of this machine have measured. */
import path from "node:path";
import { type JournalEvent } from "../journal/event";
import { exported, exportFormats } from "../journal/export";
import { otlpOf } from "../journal/otlp";
import { renderReport } from "../journal/render";
import { eventsIn, reportOf, since } from "../journal/report";
import { organisationCertificates } from "../model/http/certificates";
import { isCollector, targetOf } from "../network/address";
import { createExchange } from "../network/http";
import { localDayOf } from "../node/clock";
import { collectorPost } from "../node/collector";
import { journalFolder, readLines } from "../node/journalFile";
import { journalPlaces } from "../node/journalPlaces";
import { t } from "../util/l10n";
import { product } from "../util/product";
import { machineSettings, networkOf } from "./machineSettings";
import { choice, type CommonOptions, deliver } from "./options";
import { type SendingOptions } from "./sending";
import { exitCodes, type ExitCode, type Terminal, UsageError } from "./terminal";

export interface JournalCommandOptions extends CommonOptions {
  readonly days: string;
  readonly format: string;
  readonly output?: string;
  /** Folder of an editor's Hanare storage; absent: all that are known. */
  readonly storage?: string;
  /** URL of a collector that the figures go to, in place of being shown. */
  readonly send?: string;
}

const mostDays = 92;

/** Lines of the folders, in the order of their time: several editors may have written. */
async function readAll(folders: readonly string[], from: number): Promise<readonly string[]> {
  const lines = await Promise.all(folders.map((folder) => readLines(folder, from)));
  return lines.flat().sort();
}

/** By the network settings of the machine. The same period twice counts twice in the collector. */
async function send(
  terminal: Terminal,
  events: readonly JournalEvent[],
  { url, ...options }: SendingOptions & { readonly url: string },
): Promise<ExitCode> {
  if (!isCollector(url))
    throw new UsageError(
      t(
        "This is not the URL of a collector. Write https to another computer or http to this one, without user, password, query and fragment.",
      ),
    );
  if (events.length === 0) {
    terminal.note(t("Nothing was measured in this period, so nothing was sent. --days takes a longer one."));
    return exitCodes.clean;
  }
  const { gate, home, signal } = terminal;
  const network = networkOf(await machineSettings(terminal), options);
  gate.apply({ ...network, endpoints: [targetOf(new URL(url))] });
  const certificates = () => organisationCertificates(network, home);
  const post = collectorPost({ url, certificates }, createExchange(gate));
  const posted = await post(JSON.stringify(otlpOf(events, product)), signal);
  if (posted.kind === "taken") {
    terminal.note(t("Sent to {0}: the figures of {1} events", new URL(url).origin, events.length));
    return exitCodes.clean;
  }
  terminal.note(posted.message);
  return exitCodes.engine;
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
  if (options.send !== undefined) return send(terminal, events, { ...options, url: options.send });
  const text = format === "text" ? renderReport(report) : exported(format, { report, events, product });
  await deliver(terminal, text, options.output);
  return exitCodes.clean;
}
