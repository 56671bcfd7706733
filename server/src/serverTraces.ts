/** Part of the composition root: prompts and answers that the user wants to have kept, and nothing else of them. */
import { canonicalUri, uriOf } from "./documents/uris";
import { type Exchange, type Subject } from "./journal/recorder";
import { createRecentAnswers, type KnownVerdict, type TakenWords } from "./journal/takenWords";
import { entryOf, isTraced, mayKeep, type Trace, traceMarkdown, traceOf } from "./journal/trace";
import { localDay } from "./node/clock";
import { platform } from "./node/files";
import { shippedPacks } from "./node/packFiles";
import { type TraceFiles, traceFiles } from "./node/traceFiles";
import { looksSecret } from "./completion/context/secrets";
import {
  defaultSettings,
  type ForgetTracesRequest,
  type JournalSettings,
  type Thumb,
  type TraceEntry,
  type TraceRequest,
  type TracesRequest,
} from "./protocol";
import { maskText } from "./review/mask";
import { createTextMasker } from "./review/maskAnyText";
import { type Base } from "./serverBase";
import { createTraining } from "./serverTraining";

/** A list is read at once: each file has to be opened for it. */
const mostListed = 500;

/** A line that looks like a secret to the filter of completion is masked as a whole. */
const withoutSecretLines = (text: string) =>
  text
    .split("\n")
    .map((line) => (looksSecret(line, "lines.env") ? maskText(line) : line))
    .join("\n");

export function createTraces(base: Base) {
  const { storagePath, host, background, runtime } = base;
  const files = storagePath === undefined ? undefined : traceFiles(storagePath);
  const mask = createTextMasker({ shippedPacks: () => shippedPacks(runtime.bundles), today: localDay });
  const recent = createRecentAnswers();
  /** Of a request, what is kept of it. */
  const keptFor = new WeakMap<Subject, readonly string[]>();
  let settings: JournalSettings = defaultSettings.journal;
  let folders: readonly string[] = [];
  let key: Promise<Uint8Array | undefined> | undefined;
  /** One after the other: what is kept is not changed before it is there. */
  let writing: Promise<void> = Promise.resolve();

  function inTurn(work: () => Promise<void>): void {
    // Whoever failed has been told of by `background`.
    writing = writing.catch(() => undefined).then(work);
    background(writing);
  }

  /** One that is not there yet is asked for again. */
  async function keyOf(create: boolean): Promise<Uint8Array | undefined> {
    key ??= host.traceKey(create);
    const found = await key;
    if (found === undefined) key = undefined;
    return found;
  }

  const masked = async (text: string) => withoutSecretLines(await mask(text));

  async function keep(id: string, exchange: Exchange): Promise<void> {
    const sealing = await keyOf(true);
    if (sealing === undefined) return host.log.warn("no trace was kept: the editor has no key for it");
    const trace = traceOf(exchange, Date.now());
    const parts = [];
    for (const { name, text } of trace.parts) parts.push({ name, text: await masked(text) });
    await files?.write(id, { ...trace, parts, answer: await masked(trace.answer) }, sealing);
    await files?.prune(settings.traceDays, Date.now());
  }

  async function read(id: string): Promise<Trace | undefined> {
    const opening = await keyOf(false);
    return opening && files?.read(id, opening);
  }

  /** What is gone, or was never written, cannot be judged. */
  async function judge({ id, verdict }: KnownVerdict): Promise<void> {
    const sealing = await keyOf(false);
    const trace = await read(id);
    if (trace === undefined || sealing === undefined) return;
    const text = verdict.text === undefined ? {} : { text: await masked(verdict.text) };
    await files?.write(id, { ...trace, verdict: { outcome: verdict.outcome, ...text } }, sealing);
  }

  const note = (verdict: KnownVerdict | undefined) => {
    if (verdict !== undefined) inTurn(() => judge(verdict));
  };

  function keepNew(kept: TraceFiles, exchange: Exchange): void {
    const { subject, answer } = exchange;
    const id = kept.newId(Date.now());
    keptFor.set(subject, [...(keptFor.get(subject) ?? []), id]);
    inTurn(() => keep(id, exchange));
    if (subject.task === "completion") note(recent.add({ id, uris: subject.uris, answer }));
  }

  const reading = { files, read, off: () => folders.length === 0 };
  return {
    /** Undefined where the words are nobody's business. */
    keeps: ({ uris }: Subject) =>
      files !== undefined && isTraced(uris, folders)
        ? (exchange: Exchange) => {
            if (mayKeep(exchange)) keepNew(files, exchange);
          }
        : undefined,
    keptFor: (subject: Subject): readonly string[] => keptFor.get(subject) ?? [],
    /** Words of a suggestion were taken: they are noted with the answer they came of, if that is kept. */
    taken(words: TakenWords): void {
      const uri = canonicalUri(words.uri);
      if (isTraced([uri], folders)) note(recent.taken({ ...words, uri }));
    },
    judged(ids: readonly string[], thumb: Thumb): void {
      for (const id of ids) note({ id, verdict: { outcome: thumb === "up" ? "good" : "bad" } });
    },
    async refresh(): Promise<void> {
      settings = await base.settings.journal();
      folders = settings.traces.map((folder) => canonicalUri(uriOf(folder, platform)));
      background(files?.prune(settings.traceDays, Date.now()) ?? Promise.resolve());
    },
    requests: { ...requestsOf(reading), ...createTraining(base, reading) },
  };
}

export interface Kept {
  readonly files: TraceFiles | undefined;
  read(id: string): Promise<Trace | undefined>;
  off(): boolean;
}

const requestsOf = ({ files, read, off }: Kept) => ({
  async traces(_params: TracesRequest.Params, signal: AbortSignal): Promise<TracesRequest.Result> {
    const ids = ((await files?.list()) ?? []).slice(0, mostListed);
    const traces: TraceEntry[] = [];
    for (const id of ids) {
      signal.throwIfAborted();
      const trace = await read(id);
      if (trace !== undefined) traces.push(entryOf(id, trace));
    }
    return { traces, locked: ids.length - traces.length, off: off() };
  },
  async trace({ id }: TraceRequest.Params): Promise<TraceRequest.Result> {
    const trace = await read(id);
    return { text: trace === undefined ? "" : traceMarkdown(trace) };
  },
  forgetTraces: async (): Promise<ForgetTracesRequest.Result> => ({
    files: (await files?.removeAll()) ?? 0,
  }),
});
