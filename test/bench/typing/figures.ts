/** From the keys of one round and one side to its figures. */
import { type Work } from "./completer";
import { type KeyRecord } from "./replay";
import { pauseLimit } from "./rhythm";

/** One side's pass over one part. */
export interface Pass {
  /** Place in the session; before the first one the model was loaded, before the others the file was switched. */
  readonly part: number;
  readonly records: readonly KeyRecord[];
  readonly work: Work;
}

/**
 * When a suggestion was to be seen, when all of it was, or when the side had done its work, whatever a filter made
 * of it. At the end of a passage there is nothing to suggest: that pause counts for the last of them only.
 */
export type Measure = "shown" | "whole" | "answered";

export interface Waits {
  /** Milliseconds from a key before a pause to the suggestion; a pause that ended without one counts as itself. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  /** Share of the pauses with a suggestion in time. */
  readonly inTime: number | undefined;
  readonly pauses: number;
  /** Share of the pauses at which the side says nothing by rule. */
  readonly silent: number | undefined;
}

export interface RoundFigures {
  readonly warm: Waits;
  readonly afterSwitch: Waits;
  /** Milliseconds from the first key after loading, or after a switch, to the first suggestion at any key. */
  readonly firstAfterLoad: number | undefined;
  readonly firstAfterSwitch: number | undefined;
  /** Share of all keys that had a suggestion before the next one. */
  readonly visible: number | undefined;
  readonly keys: number;
  readonly reused: number | undefined;
  readonly evaluatedPerKey: number | undefined;
  readonly requestsPerKey: number | undefined;
  readonly estimatedShare: number | undefined;
  readonly cancelled: number;
  readonly alive: number;
  readonly cpuPerMinute: number | undefined;
}

/** Milliseconds after the first key during which a part is not warm yet. */
export const settling = 6000;

/** The smallest value that at least this share of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/**
 * Where one of the sides says nothing by rule there is no answer to wait for, on either side: for the measure
 * `answered`, the keys that `others` were silent at do not count. What is shown is counted everywhere.
 */
export function roundFigures(
  passes: readonly Pass[],
  measure: Measure,
  others: readonly Pass[] = [],
): RoundFigures {
  const records = passes.flatMap((pass) => pass.records);
  const unasked = new Set(measure === "answered" ? [...passes, ...others].flatMap(silentKeys) : []);
  const kept = passes.map(({ part, records: all }) => ({
    part,
    records: all.filter(({ at }) => !unasked.has(keyName(part, at))),
  }));
  const sum = (of: (work: Work) => number) => passes.reduce((total, { work }) => total + of(work), 0);
  const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);
  const minutes = records.reduce((total, { gap }) => total + gap, 0) / 60_000;
  const requests = sum((work) => work.requests);
  const firsts = (wanted: (part: number) => boolean) =>
    mean(kept.filter(({ part }) => wanted(part)).map((pass) => firstSuggestion(pass.records, measure)));
  const asked = kept.flatMap((pass) => pass.records);
  const switched = kept.filter(({ part }) => part > 0).flatMap((pass) => pass.records);
  return {
    warm: waits(
      asked.filter(({ at }) => at >= settling),
      measure,
    ),
    afterSwitch: waits(
      switched.filter(({ at }) => at < settling),
      measure,
    ),
    firstAfterLoad: firsts((part) => part === 0),
    firstAfterSwitch: firsts((part) => part > 0),
    visible: share(asked.filter((record) => inTime(record, measure)).length, asked.length),
    keys: records.length,
    reused: share(
      sum((work) => work.reusedTokens),
      sum((work) => work.promptTokens),
    ),
    evaluatedPerKey: share(
      sum((work) => work.evaluatedTokens),
      records.length,
    ),
    requestsPerKey: share(requests, records.length),
    estimatedShare: share(
      sum((work) => work.estimated),
      requests,
    ),
    cancelled: sum((work) => work.cancelled),
    alive: sum((work) => work.alive),
    cpuPerMinute: share(
      sum((work) => work.cpu),
      minutes,
    ),
  };
}

function waits(records: readonly KeyRecord[], measure: Measure): Waits {
  const counts = ({ gap, done }: KeyRecord) =>
    gap >= pauseLimit && (done === undefined || measure === "answered");
  const pauses = records.filter(counts);
  const times = pauses.map((record) => Math.min(record[measure] ?? record.gap, record.gap));
  const came = pauses.filter((record) => inTime(record, measure)).length;
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    inTime: pauses.length === 0 ? undefined : came / pauses.length,
    pauses: pauses.length,
    silent: pauses.length === 0 ? undefined : pauses.filter(({ silent }) => silent).length / pauses.length,
  };
}

const keyName = (part: number, at: number) => `${part}:${at}`;
const silentKeys = ({ part, records }: Pass) =>
  records.flatMap(({ silent, at }) => (silent === true ? [keyName(part, at)] : []));

const inTime = (record: KeyRecord, measure: Measure) => (record[measure] ?? Infinity) < record.gap;

function firstSuggestion(records: readonly KeyRecord[], measure: Measure): number | undefined {
  const first = records.find((record) => record[measure] !== undefined);
  return first && first.at + (first[measure] ?? 0);
}

/** Undefined when one of them is missing: the mean of the others would flatter. */
function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return undefined;
  return known.reduce((total, value) => total + value, 0) / known.length;
}
