/** Fewer sentences out of many points, each still standing on the statements of the points it joins. */
import { markersIn } from "../../documents/meaning";
import { valuesIn } from "../../documents/values";
import { rejection } from "../../documents/wording";
import { createObjectReader } from "../../model/objectReader";
import { type Language } from "../../util/l10n";
import { type Point } from "./points";

export interface MergeWork {
  readonly points: readonly Point[];
  /** Sentences that are wanted. */
  readonly count: number;
  readonly language: Language;
  /** True for points that the document itself makes prominent: they stay when the model says nothing of use. */
  prominent(point: Point): boolean;
}

export interface Merged {
  /** In the order of the points. */
  readonly points: readonly Point[];
  /** Sentences that did not agree with their sources: the first of their points stands in their place. */
  readonly refused: number;
}

/** What of the answer stands; what is missing is made up with points as they are, the prominent ones first. */
export function mergedFrom(answer: string, { points, count, language, prominent }: MergeWork): Merged {
  const merged: Point[] = [];
  const used = new Set<Point>();
  let refused = 0;
  for (const { ids, sentence } of createObjectReader(joinOf).push(answer)) {
    if (merged.length === count) break;
    // In the document's order.
    const parts = points.filter((_, at) => ids.includes(at + 1));
    const fresh = parts.filter((point) => !used.has(point));
    const [first] = fresh;
    if (first === undefined) continue;
    // A sentence that says what was said already stands on that, too, and would say it twice.
    const whole = fresh.length < parts.length ? undefined : joined(parts, sentence.trim(), language);
    if (whole === undefined && parts.length > 1) refused += 1;
    merged.push(whole ?? first);
    for (const point of whole === undefined ? [first] : parts) used.add(point);
  }
  const left = points.filter((point) => !used.has(point));
  const order = [...left.filter(prominent), ...left.filter((point) => !prominent(point))];
  merged.push(...order.slice(0, count - merged.length));
  const placeOf = (point: Point) => point.span.start;
  return { points: merged.sort((left_, right) => placeOf(left_) - placeOf(right)), refused };
}

function joinOf({
  ids,
  sentence,
}: Readonly<Record<string, unknown>>):
  { readonly ids: readonly unknown[]; readonly sentence: string } | undefined {
  return Array.isArray(ids) && typeof sentence === "string" ? { ids, sentence } : undefined;
}

function joined(parts: readonly Point[], sentence: string, language: Language): Point | undefined {
  const [first, ...rest] = parts;
  if (first === undefined) return undefined;
  if (rest.length === 0 && sentence === first.text) return first;
  if (!mayBeJoined(parts)) return undefined;
  const source = parts.map(({ source: own }) => own).join("\n");
  if (rejection(sentence, source, language) !== undefined) return undefined;
  return {
    text: sentence,
    kind: "worded",
    citations: [...first.citations, ...rest.flatMap(({ citations }) => citations)],
    source,
    span: first.span,
  };
}

/**
 * In a sentence of several statements nobody can tell by its words which figure or duty belongs to which: only one of
 * them may bear figures, and all must be alike in duty, negation and condition.
 */
function mayBeJoined(parts: readonly Point[]): boolean {
  if (parts.length === 1) return true;
  const kinds = new Set(parts.map(({ source }) => [...markersIn(source)].sort().join()));
  return kinds.size === 1 && parts.filter(({ source }) => valuesIn(source).length > 0).length <= 1;
}
