/** How often a pattern occurs in one unit. */
import { t } from "../../util/l10n";
import { type Pattern } from "./pattern";
import { firstLineOf, hitAt, type Structure } from "./structure";

export interface CountLimits {
  readonly min?: number;
  readonly max?: number;
}

/** Too many: a hit at each match over the limit; too few: one at the unit's first line. */
export function countMatcher(pattern: Pattern, { min = 0, max = Infinity }: CountLimits): Structure {
  return {
    // Too few of them are a hit, too.
    mayBeIn: (index) => min > 0 || pattern.mayBeIn(index),
    hits(unit) {
      const found = pattern.find(unit);
      if (found === undefined) return undefined;
      if (found.length < min)
        return [hitAt(firstLineOf(unit), t("found {0} times, at least {1} expected", found.length, min))];
      return found
        .slice(max)
        .map(({ start, end }) =>
          hitAt(unit.spanOf(start, end), t("found {0} times, at most {1} allowed", found.length, max)),
        );
    },
  };
}
