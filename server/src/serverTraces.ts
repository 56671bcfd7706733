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

/** Traces under their key, masked; what is written is written in turn, so that nothing is judged before it is there. */
function createSealed({ host, background, runtime }: Base, files: TraceFiles | undefined) {
  const mask = createTextMasker({ shippedPacks: () => shippedPacks(runtime.bundles), today: localDay });
  let key: Promise<Uint8Array | undefined> | undefined;
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

  async function read(id: string): Promise<Trace | undefined> {
    const opening = await keyOf(false);
    return opening && files?.read(id, opening);
  }

  async function write(id: string, made: Trace, days: number): Promise<void> {
    const sealing = await keyOf(true);
    if (sealing === undefined) return host.log.warn("no trace was kept: the editor has no key for it");
    const parts = [];
    for (const { name, text } of made.parts) parts.push({ name, text: await masked(text) });
    await files?.write(id, { ...made, parts, answer: await masked(made.answer) }, sealing);
    await files?.prune(days, Date.now());
  }

  /** What is gone, or was never written, cannot be judged. */
  async function note({ id, verdict: { outcome, text } }: KnownVerdict): Promise<void> {
    const [sealing, trace] = [await keyOf(false), await read(id)];
    if (trace === undefined || sealing === undefined) return;
    const said = text === undefined ? {} : { text: await masked(text) };
    await files?.write(id, { ...trace, verdict: { outcome, ...said } }, sealing);
  }

  return {
    read,
    keep: (id: string, trace: Trace, days: number) => inTurn(() => write(id, trace, days)),
    judge(verdict: KnownVerdict | undefined): void {
      if (verdict !== undefined) inTurn(() => note(verdict));
    },
  };
}

export function createTraces(base: Base) {
  const { storagePath, background } = base;
  const files = storagePath === undefined ? undefined : traceFiles(storagePath);
  const sealed = createSealed(base, files);
  const recent = createRecentAnswers();
  /** Of a request, what is kept of it. */
  const keptFor = new WeakMap<Subject, readonly string[]>();
  let settings: JournalSettings = defaultSettings.journal;
  let folders: readonly string[] = [];

  function keep(kept: TraceFiles, exchange: Exchange): void {
    const { subject, answer } = exchange;
    const now = Date.now();
    const id = kept.newId(now);
    keptFor.set(subject, [...(keptFor.get(subject) ?? []), id]);
    sealed.keep(id, traceOf(exchange, now), settings.traceDays);
    if (subject.task === "completion") sealed.judge(recent.add({ id, uris: subject.uris, answer }));
  }

  const reading = { files, read: sealed.read, off: () => folders.length === 0 };
  return {
    /** Undefined where the words are nobody's business. */
    keeps: ({ uris }: Subject) =>
      files !== undefined && isTraced(uris, folders)
        ? (exchange: Exchange) => {
            if (mayKeep(exchange)) keep(files, exchange);
          }
        : undefined,
    keptFor: (subject: Subject): readonly string[] => keptFor.get(subject) ?? [],
    /** Words of a suggestion were taken: they are noted with the answer they came of, if that is kept. */
    taken(words: TakenWords): void {
      const uri = canonicalUri(words.uri);
      if (isTraced([uri], folders)) sealed.judge(recent.taken({ ...words, uri }));
    },
    judged(ids: readonly string[], thumb: Thumb): void {
      for (const id of ids) sealed.judge({ id, verdict: { outcome: thumb === "up" ? "good" : "bad" } });
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
