/** One text that must stand before another: a warning before the hazardous step, a check before the release. */
import { t } from "../../util/l10n";
import { type Match, type Pattern } from "./pattern";
import { hitAt, type Structure } from "./structure";

export interface OrderParts {
  readonly first: Pattern;
  readonly then: Pattern;
  /** `first` stands at most so many lines before; absent: anywhere before in the unit. */
  readonly lines?: number;
}

/** A hit at each `then` without a `first` before it; a `first` that comes too late is named beside it. */
export function orderMatcher({ first, then, lines }: OrderParts): Structure {
  return {
    mayBeIn: (index) => then.mayBeIn(index),
    hits(unit) {
      const later = then.find(unit);
      if (later === undefined || later.length === 0) return later && [];
      const earlier = first.find(unit);
      if (earlier === undefined) return undefined;
      const near = (one: Match, two: Match) =>
        lines === undefined || lineBreaks(unit.text.slice(one.end, two.start)) <= lines;
      return later
        .filter((two) => !earlier.some((one) => one.end <= two.start && near(one, two)))
        .map((two) => {
          const late = earlier.find(({ start }) => start >= two.end);
          const span = unit.spanOf(two.start, two.end);
          if (late === undefined) return hitAt(span, t("it does not stand before this"));
          return hitAt(span, t("it stands only after this"), [unit.spanOf(late.start, late.end)]);
        });
    },
  };
}

const lineBreaks = (text: string) => text.match(/\r\n|\n|\r/g)?.length ?? 0;
