/** Part of the composition root: what is measured, where it is kept, and who may look at it. */
import { type JournalEvent } from "./journal/event";
import { exported, savedAs } from "./journal/export";
import { lineOf } from "./journal/lines";
import { createMetricsSending } from "./journal/metricsSending";
import { createRecorder, useOf } from "./journal/recorder";
import { eventsIn, reportOf, since } from "./journal/report";
import { createSuggestions } from "./journal/suggestions";
import { journaled, type Journaled, subjectOf } from "./lsp/journaling";
import { organisationCertificates } from "./model/http/certificates";
import { type ModelRuntime } from "./model/runtime";
import { createExchange } from "./network/http";
import { later, localDayOf, now } from "./node/clock";
import { collectorPost } from "./node/collector";
import { journalFile } from "./node/journalFile";
import { createSubjects } from "./node/subjects";
import { type FeedbackNotification, type JournalRequest, type SaveJournalRequest } from "./protocol";
import { type Base } from "./serverBase";
import { createTraces } from "./serverTraces";
import { t } from "./util/l10n";
import { product } from "./util/product";

export type Journal = ReturnType<typeof createJournal>;

/** `completing`: the model that completes now. */
export function createJournal(base: Base, completing: () => ModelRuntime | undefined) {
  const { documents, workspace } = base;
  const subjects = createSubjects();
  const store = createStore(base);
  const { record } = store;
  const traces = createTraces(base);
  const suggestions = createSuggestions({
    time: Date.now,
    after: later,
    text: (uri) => documents.open(uri)?.getText(),
    model: () => {
      const runtime = completing();
      return runtime && useOf(runtime.info);
    },
    record,
    onTaken: traces.taken,
  });
  const { keeps } = traces;
  const recorder = createRecorder({ now, time: Date.now, subject: subjects.current, record, keeps });
  documents.onDidChangeText(suggestions.changed);
  documents.onDidClose(({ uri }) => suggestions.closed(uri));
  const known = { open: documents.open, folders: workspace.folders };

  return {
    watch: recorder.watch,
    within: <R>(method: string, params: unknown, run: () => R): R =>
      subjects.within(subjectOf(method, params, known), run),
    dropped(filter: string): void {
      base.host.log.debug(`suggestion dropped by ${filter}`);
      suggestions.dropped(filter);
    },
    features: <F extends Journaled>(features: F): F => ({
      ...features,
      ...journaled(features, {
        ...{ open: documents.open, now, time: Date.now, record, suggestions },
        kept: () => traces.keptFor(subjects.current()),
      }),
    }),
    requests: { ...store.requests, ...traces.requests },
    feedback({ task, thumb, model, instead, kept = [] }: FeedbackNotification.Params): void {
      record({
        ...{ kind: "feedback", time: Date.now(), task, thumb },
        ...(model === undefined ? {} : { model }),
        ...(instead === true ? { instead } : {}),
      });
      traces.judged(kept, thumb);
    },
    async refresh(): Promise<void> {
      await store.refresh();
      await traces.refresh();
    },
    async stop(): Promise<void> {
      suggestions.dispose();
      await store.stop();
    },
  };
}

/** Figures to a collector, where the settings of the machine name one. */
function createSending({ runtime, settings, host }: Base) {
  const sending = createMetricsSending({ product, after: later, onTrouble: host.log.warn });
  const exchange = createExchange(runtime.gate);
  let applied = "";
  return {
    add: sending.add,
    trouble: sending.trouble,
    async refresh(): Promise<void> {
      const { enabled, sendTo: url, sendMinutes: minutes } = await settings.journal();
      const { network } = await settings.engine();
      const wanted = JSON.stringify([enabled, url, minutes, network]);
      // What waits and how long is not begun anew by another setting.
      if (wanted === applied) return;
      applied = wanted;
      const certificates = () =>
        network === undefined ? Promise.resolve(undefined) : organisationCertificates(network, runtime.home);
      const isOn = enabled && url !== "";
      sending.apply(isOn ? { post: collectorPost({ url, certificates }, exchange), minutes } : undefined);
    },
    /** A window that closes waits for no collector that was not there before. */
    stop: () => sending.stop(AbortSignal.timeout(lastMoment)).catch(() => undefined),
  };
}

/** Milliseconds for the last figures of a window; an editor waits less. */
const lastMoment = 5_000;

/** Events to the disk and back; nowhere where there is no storage, or where the setting is off. */
function createStore(base: Base) {
  const { storagePath, settings, host } = base;
  const sending = createSending(base);
  let enabled = false;
  const file =
    storagePath === undefined
      ? undefined
      : journalFile({
          ...{ storagePath, time: Date.now, later },
          onTrouble: (code) =>
            host.log.warn(`the journal cannot be written (${code}); work goes on without it`),
        });
  const calendar = () => ({ now: Date.now(), dayOf: localDayOf });

  async function content({ days, model }: JournalRequest.Params) {
    await file?.flush();
    const lines = (await file?.read(since(days, Date.now()))) ?? [];
    const request = { days, ...(model === undefined ? {} : { model }) };
    const report = reportOf(lines, request, calendar());
    return { report, lines, product };
  }

  return {
    record(event: JournalEvent): void {
      if (!enabled) return;
      file?.add(lineOf(event));
      sending.add(event);
    },
    async refresh(): Promise<void> {
      enabled = (await settings.journal()).enabled;
      await sending.refresh();
    },
    async stop(): Promise<void> {
      await Promise.all([file?.flush(), sending.stop()]);
    },
    requests: {
      async journal(params: JournalRequest.Params): Promise<JournalRequest.Result> {
        const { report } = await content(params);
        const code = file === undefined ? "ENOENT" : file.trouble();
        const troubles = [code === undefined ? [] : troubleText(code), sending.trouble() ?? []].flat();
        return { report, enabled, ...(troubles.length === 0 ? {} : { trouble: troubles.join("\n") }) };
      },
      async saveJournal(params: SaveJournalRequest.Params): Promise<SaveJournalRequest.Result> {
        const { report, lines } = await content(params);
        const { format, end } = savedAs[params.format];
        const days = new Set(report.days);
        const events = eventsIn(lines).events.filter(
          ({ time, model }) =>
            days.has(localDayOf(time)) && (params.model === undefined || model === params.model),
        );
        const text = exported(format, { report, events, product });
        const name = `hanare-${report.from}-${report.to}.${end}`;
        return { name, content: Buffer.from(text).toString("base64") };
      },
      forgetJournal: async () => ({ files: (await file?.remove()) ?? 0 }),
    },
  };
}

const troubleText = (code: string) =>
  code === "ENOSPC"
    ? t("The disk is full, so nothing is measured now. Make room; it goes on by itself.")
    : t("The folder of measurements cannot be written ({0}), so nothing is measured now.", code);
