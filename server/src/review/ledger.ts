/**
 * What a model judged, remembered so that unchanged bytes give the same report in any process (promise P4), and
 * so that a run that was stopped goes on where it was. A record holds hashes, offsets and a verdict, never text
 * (promise P7). Pure: the disk is a port.
 */
import { createHash } from "node:crypto";

/** Why an answer is no judgement. Each is "not judged", never "pass". */
export type Unjudged =
  | "garbage"
  | "refused"
  | "contradiction"
  | "endless"
  | "split"
  | "time"
  | "too-long"
  | "failed"
  | "not-routed";

export type Outcome =
  | "violation"
  | "compliant"
  | "not_applicable"
  /** The first look saw a violation, the second one did not. */
  | "aside"
  /** A violation by the model's word, but its quote is not in the section. */
  | "unlocated"
  | "unjudged";

export interface Judgement {
  readonly outcome: Outcome;
  /** Of the evidence, from the section's first character; only of a violation. */
  readonly span?: readonly [start: number, end: number];
  /** The quote only points there: it is not word for word what the document says. */
  readonly pointer?: true;
  /** 0 to 1: the share of equal votes, or what the model says of itself. */
  readonly confidence?: number;
  readonly why?: Unjudged;
}

/** What the same judgement must have in common. */
export interface JudgementKey {
  /** Hash of all the model is shown of the document. */
  readonly section: string;
  /** Hash of the rule as the model is asked it. */
  readonly rule: string;
  /** Hash of pack version, prompts, model file, engine and cache type (`contextHash`). */
  readonly context: string;
}

export interface LedgerStore {
  /** Everything that was written; undefined when there is nothing. */
  read(): Promise<string | undefined>;
  append(text: string): Promise<void>;
  replace(text: string): Promise<void>;
}

export interface Ledger {
  get(key: JudgementKey): Judgement | undefined;
  /** Judged before, but by another model, engine, prompt or pack version: not comparable. */
  isElsewhere(key: JudgementKey): boolean;
  /** Resolves when it is written; a full disk costs the next run its memory, not this one its result. */
  put(key: JudgementKey, judgement: Judgement): Promise<void>;
  /** Lines that were damaged and are ignored. */
  readonly damaged: number;
}

/** Judgements that are kept; about 4 MB. The oldest go first. */
export const longestLedger = 20_000;

export const hashOf = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

export async function openLedger(store: LedgerStore, limit = longestLedger): Promise<Ledger> {
  const text = (await store.read().catch(() => undefined)) ?? "";
  const lines = text.split("\n").filter((line) => line !== "");
  const records = lines.map(recordOf);
  const known = new Map<string, Judgement>();
  const pairs = new Map<string, number>();
  for (const record of records) {
    if (record === undefined) continue;
    const id = idOf(record.key);
    if (!known.has(id)) count(pairs, record.key);
    known.delete(id);
    known.set(id, record.judgement);
  }
  const damaged = records.filter((record) => record === undefined).length;
  if (damaged > 0 || lines.length > limit * 1.25) await compact(store, known, limit);
  // A line that was cut off by a crash must not swallow the next one.
  else if (text !== "" && !text.endsWith("\n")) await store.append("\n").catch(() => undefined);
  return {
    damaged,
    get: (key) => known.get(idOf(key)),
    isElsewhere: (key) => !known.has(idOf(key)) && (pairs.get(pairOf(key)) ?? 0) > 0,
    async put(key, judgement) {
      const id = idOf(key);
      if (!known.has(id)) count(pairs, key);
      known.set(id, judgement);
      await store.append(`${lineOf(id, judgement)}\n`).catch(() => undefined);
    },
  };
}

const idOf = ({ section, rule, context }: JudgementKey) => `${section} ${rule} ${context}`;
const pairOf = ({ section, rule }: JudgementKey) => `${section} ${rule}`;
const count = (pairs: Map<string, number>, key: JudgementKey) =>
  void pairs.set(pairOf(key), (pairs.get(pairOf(key)) ?? 0) + 1);

async function compact(store: LedgerStore, known: Map<string, Judgement>, limit: number): Promise<void> {
  for (const id of [...known.keys()].slice(0, Math.max(0, known.size - limit))) known.delete(id);
  const lines = [...known].map(([id, judgement]) => `${lineOf(id, judgement)}\n`);
  await store.replace(lines.join("")).catch(() => undefined);
}

/** `check id judgement`: a line that was damaged is seen, whatever became of it. */
function lineOf(id: string, judgement: Judgement): string {
  const body = `${id} ${JSON.stringify(judgement)}`;
  return `${checkOf(body)} ${body}`;
}

const checkOf = (body: string) => createHash("sha256").update(body).digest("hex").slice(0, 8);

function recordOf(line: string): { readonly key: JudgementKey; readonly judgement: Judgement } | undefined {
  const [, check, body = ""] = /^([0-9a-f]{8}) (.*)$/su.exec(line) ?? [];
  if (check === undefined || check !== checkOf(body)) return undefined;
  const [, section, rule, context, json = ""] =
    /^([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+) (\{.*\})$/su.exec(body) ?? [];
  if (section === undefined || rule === undefined || context === undefined) return undefined;
  try {
    return { key: { section, rule, context }, judgement: JSON.parse(json) as Judgement };
  } catch {
    // A check that is right over JSON that is not: another version's line.
    return undefined;
  }
}

/** Outlives a run, not the process. */
export function memoryStore(): LedgerStore {
  let kept = "";
  return {
    read: () => Promise.resolve(kept),
    append: (text) => {
      kept += text;
      return Promise.resolve();
    },
    replace: (text) => {
      kept = text;
      return Promise.resolve();
    },
  };
}
