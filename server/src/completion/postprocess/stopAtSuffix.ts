/** Ends the text where it goes on to write the lines that already stand below the cursor. */
import { scanBrackets } from "../brackets";
import { type Hole, isBlank, linesBelow } from "../hole";
import { letterCount } from "../words";
import { type Draft, type Filter, cutAt } from "./draft";

/** Letters and digits that make a line worth recognising. */
const tellingLetters = 4;

export const stopAtSuffix: Filter = (draft, { hole }) =>
  withoutRepeatedClosers(cutAt(draft, suffixStart(draft.text, hole, true)), hole);

/** Offset at which the text begins to repeat the next line below; its length where it does not. */
export function suffixStart(text: string, hole: Hole, finished: boolean): number {
  const below = linesBelow(hole)
    .find((line) => !isBlank(line))
    ?.trimEnd();
  if (below === undefined || letterCount(below) < tellingLetters) return text.length;
  const lines = text.split("\n");
  let offset = 0;
  for (const [number, line] of lines.entries()) {
    const whole = (number === 0 ? hole.linePrefix + line : line).trimEnd();
    const complete = finished || number < lines.length - 1;
    // The indentation must be the same: an inner `return total;` is not the outer one.
    if (complete && whole === below) return number === 0 ? 0 : offset - 1;
    offset += line.length + 1;
  }
  return text.length;
}

/** `}` lines at the end that stand below already, if they close nothing of the text itself. */
function withoutRepeatedClosers(draft: Draft, hole: Hole): Draft {
  const below = linesBelow(hole).filter((line) => !isBlank(line));
  const lines = draft.text.trimEnd().split("\n");
  for (let count = Math.min(lines.length - 1, below.length); count > 0; count--) {
    const tail = lines.slice(-count).map((line) => line.trimEnd());
    const same = tail.every((line, at) => line === below[at]?.trimEnd());
    if (!same || tail.some((line) => letterCount(line) >= tellingLetters)) continue;
    const { unmatched } = scanBrackets(draft.text, hole.syntax);
    if (unmatched.length > 0) return cutAt(draft, lines.slice(0, -count).join("\n").length);
  }
  return draft;
}
