/** Ends the text where it writes the next lines below in a slightly different way. */
import { type Hole, indentOf, isBlank, linesBelow, perHole } from "../hole";
import { weightOf } from "../words";
import { type Filter, cutAt } from "./draft";
import { essence, nearlySame } from "./similar";
import { closesOwnBlock, tellingWeight } from "./stopAtSuffix";

export const similarToSuffix: Filter = (draft, { hole }) =>
  cutAt(draft, similarStart(draft.text, hole, true));

/** Lines below that are compared, and one more that confirms the last of them. */
const compared = 3;

/** Offset at which the text begins to rewrite what stands below; its length where it does not. */
export function similarStart(text: string, hole: Hole, finished: boolean): number {
  const below = siblingsBelow(hole);
  if (below.length === 0) return text.length;
  const essences = below.map((line) => essence(line));
  const lines = text.split("\n");
  const whole = lines.map((line, number) => (number === 0 ? hole.linePrefix + line : line));
  const complete = finished ? lines.length : lines.length - 1;
  let offset = 0;
  for (let number = 0; number < complete; number++) {
    const line = whole[number] ?? "";
    const at = isBlank(lines[number] ?? "") ? -1 : essences.indexOf(essence(line));
    if (at >= 0 && at < compared && isRewritten(line, below[at] ?? "")) {
      // A call that stands further below may also be wanted here; two lines that follow each other are a copy.
      const follows = number + 1 < complete && isRewritten(whole[number + 1] ?? "", below[at + 1] ?? "");
      if ((at === 0 || follows) && !closesOwnBlock(lines, number)) return Math.max(0, offset - 1);
    }
    offset += (lines[number] ?? "").length + 1;
  }
  return text.length;
}

function isRewritten(line: string, below: string): boolean {
  return indentOf(line) === indentOf(below) && weightOf(line) >= tellingWeight && nearlySame(line, below);
}

/** The next lines of the same block: behind its end the same words mean something else. */
const siblingsBelow = perHole((hole): readonly string[] => {
  const siblings: string[] = [];
  for (const line of linesBelow(hole)) {
    if (isBlank(line)) continue;
    if (siblings.length > compared || indentOf(line) < indentOf(siblings[0] ?? line)) break;
    siblings.push(line);
  }
  return weightOf(siblings[0] ?? "") === 0 ? [] : siblings;
});
