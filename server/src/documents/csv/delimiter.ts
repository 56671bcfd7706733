/** Which character divides the fields of a text, when its name does not say. */
import { recordsOf } from "./scanner";

const candidates = [",", "\t", ";", "|"] as const;
const lookedAt = 20;
const longestSample = 65_536;

/** The one that gives most rows the same number of fields; a comma when none divides anything. */
export function delimiterOf(source: string): string {
  const sample = source.slice(0, longestSample);
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of candidates) {
    const score = evenness(sample, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Rows with the usual number of fields, each counted as often as it has borders. */
function evenness(sample: string, delimiter: string): number {
  const counts = new Map<number, number>();
  let rows = 0;
  for (const { fields } of recordsOf(sample, delimiter)) {
    if (fields.length > 1) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
    if (++rows === lookedAt) break;
  }
  return Math.max(0, ...[...counts].map(([width, times]) => times * times * Math.min(width - 1, 8)));
}
