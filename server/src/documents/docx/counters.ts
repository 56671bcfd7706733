/** Counts the numbered paragraphs of a document, as Word does when it shows them. */
import { type Level, type NumberedList } from "./numbering";
import { formatNumber } from "./numberFormat";

export interface Counters {
  /** The mark of the next paragraph of `list` at `level` (from 0); "" when that level shows none. `value`: counted on from here. */
  next(id: string, list: NumberedList, level: number, value?: number): string;
}

/** Longer texts of a level are no marks. */
const longestMark = 100;

export function counters(): Counters {
  /** By definition: lists that share one count on. */
  const counts = new Map<string, (number | undefined)[]>();
  const seen = new Set<string>();

  return {
    next(id, list, level, value) {
      const count = counts.get(list.definition) ?? [];
      counts.set(list.definition, count);
      if (!seen.has(id)) for (const index of list.restarts.keys()) count[index] = undefined;
      seen.add(id);
      const before = count[level];
      count[level] = value ?? (before === undefined ? startOf(list, level) : before + 1);
      for (let deeper = level + 1; deeper < 9; deeper++)
        if ((list.levels[deeper]?.restartsAfter ?? deeper - 1) >= level) count[deeper] = undefined;
      for (let higher = 0; higher < level; higher++) count[higher] ??= startOf(list, higher);
      return markOf(list.levels, level, count);
    },
  };
}

/** A level that a deeper one skips counts as begun. */
const startOf = (list: NumberedList, level: number) =>
  list.restarts.get(level) ?? list.levels[level]?.start ?? 1;

function markOf(
  levels: readonly (Level | undefined)[],
  level: number,
  count: readonly (number | undefined)[],
): string {
  const own = levels[level];
  if (own === undefined || own.format === "none") return literal(own);
  if (own.format === "bullet") return own.text.slice(0, longestMark);
  return own.text
    .slice(0, longestMark)
    .replace(/%([1-9])/g, (_, figure: string) => {
      const index = Number(figure) - 1;
      const format = levels[index]?.format ?? "decimal";
      if (format === "bullet" || format === "none") return "";
      return formatNumber(count[index] ?? 1, own.legal ? "decimal" : format);
    })
    .trim();
}

/** A level without a number may still show its text: 附則. */
const literal = (level: Level | undefined) =>
  (level?.text ?? "")
    .slice(0, longestMark)
    .replace(/%[1-9]/g, "")
    .trim();
