/** As many sentences as a summary has, out of the points of the whole text: hierarchical, part by part. */
import { type RequestOrigin } from "../../model/routing/origin";
import { type Language } from "../../util/l10n";
import { groupBy } from "../../util/groups";
import { mergedFrom } from "./merge";
import { type Point } from "./points";
import { mergeRequest } from "./prompt";
import { type Questions } from "../questions";

export interface Reduction {
  readonly points: readonly Point[];
  /** Sentences that are wanted. */
  readonly total: number;
  readonly language: Language;
  readonly origin: RequestOrigin;
  /** Number of the part of the document that a point is in. */
  partOf(point: Point): number;
  /** As in `MergeWork`. */
  prominent(point: Point): boolean;
}

export interface Reduced {
  readonly points: readonly Point[];
  readonly refused: number;
}

/** Points that one request joins. */
const mergedAtOnce = 20;
/** So few lines say what the whole is about, whatever its parts. */
const wholeLines = 3;

/** Each part keeps its share. An abort answers `undefined`: nothing is reduced by half. */
export async function reducePoints(
  reduction: Reduction,
  questions: Questions,
  signal: AbortSignal,
): Promise<Reduced | undefined> {
  const { points, total, partOf } = reduction;
  if (points.length <= total) return { points, refused: 0 };
  const parts = groupBy(points, partOf);
  const groups = parts.size > total || total <= wholeLines ? [points] : [...parts.values()];
  const kept: Point[] = [];
  let refused = 0;

  /** Halves of what is too much for one request, then both together. */
  async function reduced(group: readonly Point[], count: number): Promise<readonly Point[]> {
    if (group.length <= count || signal.aborted) return group;
    if (group.length > mergedAtOnce) {
      const half = Math.ceil(group.length / 2);
      const each = Math.max(count, mergedAtOnce / 2);
      const halves = [
        await reduced(group.slice(0, half), each),
        await reduced(group.slice(half), each),
      ].flat();
      return halves.length < group.length ? reduced(halves, count) : halves.slice(0, count);
    }
    const { language, prominent, origin } = reduction;
    const request = mergeRequest({ points: group.map(({ text }) => text), count, language, origin });
    let answer = "";
    await questions.ask(request, (part) => (answer += part), signal);
    const merged = mergedFrom(answer, { points: group, count, language, prominent });
    refused += merged.refused;
    return merged.points;
  }

  for (const group of groups) {
    const share = Math.max(1, Math.round((group.length / points.length) * total));
    kept.push(...(await reduced(group, Math.min(share, group.length))));
    if (signal.aborted) return undefined;
  }
  return { points: kept.slice(0, total), refused };
}
