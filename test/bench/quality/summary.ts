/** From scores of single holes to shares, and to what each part of the completion buys. */
import { spreadOf } from "../statistics";
import { type Answer } from "./answer";
import { type Estimate, estimate } from "./bootstrap";
import { type CorpusHole } from "./projects";
import { type Metric, type Score, type Scores } from "./score";
import { type VariantName } from "./variants";

export interface Result {
  readonly hole: CorpusHole;
  readonly variant: VariantName;
  readonly answer: Answer;
  readonly scores: Scores;
}

export type View = keyof Scores;
export const metrics = ["exact", "similarity", "parses", "breaks", "suggested"] as const satisfies Metric[];

/** Means of the holes in which the question arises. */
export interface Means {
  readonly holes: number;
  readonly of: Readonly<Record<Metric, number | undefined>>;
}

export type Gains = Readonly<Record<Metric, Estimate | undefined>>;

export const ofVariant = (results: readonly Result[], variant: VariantName) =>
  results.filter((result) => result.variant === variant);

/** Results of the holes that were completed in every one of these ways, so that their means compare. */
export function inEvery(results: readonly Result[], names: readonly VariantName[]): readonly Result[] {
  const ways = names.map((name) => new Set(ofVariant(results, name).map(({ hole }) => hole.id)));
  return results.filter(({ hole }) => ways.every((ids) => ids.has(hole.id)));
}

export function meansOf(results: readonly Result[], view: View): Means {
  const mean = (metric: Metric) => {
    const values = results.map(({ scores }) => scores[view][metric]).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return { holes: results.length, of: byMetric(mean) };
}

/** `variant` minus `base` hole by hole, with the filters; only holes that were completed in both ways. */
export function gainsOver(results: readonly Result[], variant: VariantName, base: VariantName): Gains {
  const bases = new Map(ofVariant(results, base).map((result) => [result.hole.id, result.scores.filtered]));
  const pairs = ofVariant(results, variant).flatMap(({ hole, scores }): [Score, Score][] => {
    const other = bases.get(hole.id);
    return other === undefined ? [] : [[scores.filtered, other]];
  });
  return gainsOf(pairs);
}

/** With the filters minus without, hole by hole. */
export function gainsOfFilters(results: readonly Result[]): Gains {
  return gainsOf(results.map(({ scores }) => [scores.filtered, scores.raw]));
}

function gainsOf(pairs: readonly (readonly [Score, Score])[]): Gains {
  return byMetric((metric) =>
    estimate(
      pairs.flatMap(([one, other]) => {
        const [a, b] = [one[metric], other[metric]];
        return a === undefined || b === undefined ? [] : [a - b];
      }),
    ),
  );
}

function byMetric<T>(value: (metric: Metric) => T): Record<Metric, T> {
  const [exact, similarity, parses, breaks, suggested] = metrics.map(value) as [T, T, T, T, T];
  return { exact, similarity, parses, breaks, suggested };
}

/** Why there was no suggestion, the most frequent reason first. */
export function dropsOf(results: readonly Result[]): readonly (readonly [reason: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { answer } of results) {
    if (answer.filtered !== undefined) continue;
    const reason = answer.dropped[0] ?? "unknown";
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

/** Milliseconds to the suggestion, of generations that were not known from another variant. */
export function latencyOf(results: readonly Result[]): { readonly p50?: number; readonly p95?: number } {
  const times = results
    .filter(({ answer }) => answer.filtered !== undefined)
    .flatMap(({ answer: { milliseconds } }) => (milliseconds === undefined ? [] : [milliseconds]))
    .sort((a, b) => a - b);
  const p50 = spreadOf(times)?.median;
  const p95 = times[Math.ceil(times.length * 0.95) - 1];
  return { ...(p50 !== undefined && { p50 }), ...(p95 !== undefined && { p95 }) };
}
