/** Ends the text where it goes on to write the lines that already stand below the cursor. */
import { type Hole, indentOf, isBlank, linesBelow, scanSuggestion } from "../hole";
import { weightOf } from "../words";
import { type Draft, type Filter, cutAt } from "./draft";

/** Weight of the letters and digits that make a line worth recognising. */
export const tellingWeight = 4;

export const stopAtSuffix: Filter = (draft, { hole }) =>
  withoutRepeatedClosers(cutAt(draft, suffixStart(draft.text, hole, true)), hole);

/** Offset at which the text begins to repeat the next line below; its length where it does not. */
export function suffixStart(text: string, hole: Hole, finished: boolean): number {
  const below = linesBelow(hole)
    .find((line) => !isBlank(line))
    ?.trimEnd();
  if (below === undefined || weightOf(below) < tellingWeight) return text.length;
  const lines = text.split("\n");
  let offset = 0;
  for (const [number, line] of lines.entries()) {
    const whole = (number === 0 ? hole.linePrefix + line : line).trimEnd();
    // A line that the user has written whole is not the text's to repeat.
    const complete = (finished || number < lines.length - 1) && !isBlank(line);
    // The indentation must be the same: an inner `return total;` is not the outer one.
    if (complete && whole === below && !closesOwnBlock(lines, number)) return Math.max(0, offset - 1);
    offset += line.length + 1;
  }
  return text.length;
}

const closingWord = /^\s*(?:#\s*endif|end|fi|done|esac|<\/)(?![\p{L}\p{N}_])/iu;
const middleWord =
  /^\s*(?:#\s*el|else|elsif|elif|when|case|catch|rescue|except|ensure|finally)(?![\p{L}\p{N}_])/iu;

/** Is the line the `END IF` or `#endif` of a block that the text itself began at the same depth? */
export function closesOwnBlock(lines: readonly string[], number: number): boolean {
  const closer = lines[number] ?? "";
  if (!closingWord.test(closer)) return false;
  const depth = indentOf(closer);
  let open = 0;
  for (const [at, line] of lines.slice(0, number).entries()) {
    if (isBlank(line) || indentOf(line) !== depth || middleWord.test(line)) continue;
    const next = lines.slice(at + 1).find((other) => !isBlank(other)) ?? "";
    if (closingWord.test(line)) open = Math.max(0, open - 1);
    else if (indentOf(next) > depth || /^\s*#\s*if/u.test(line)) open++;
  }
  return open > 0;
}

/** `}` lines at the end that stand below already, if they close nothing of the text itself. */
function withoutRepeatedClosers(draft: Draft, hole: Hole): Draft {
  const below = linesBelow(hole).filter((line) => !isBlank(line));
  const lines = draft.text.trimEnd().split("\n");
  for (let count = Math.min(lines.length - 1, below.length); count > 0; count--) {
    const tail = lines.slice(-count).map((line) => line.trimEnd());
    const same = tail.every((line, at) => line === below[at]?.trimEnd());
    if (!same || tail.some((line) => weightOf(line) >= tellingWeight)) continue;
    const { unmatched } = scanSuggestion(draft.text, hole);
    if (unmatched.length > 0) return cutAt(draft, lines.slice(0, -count).join("\n").length);
  }
  return draft;
}
