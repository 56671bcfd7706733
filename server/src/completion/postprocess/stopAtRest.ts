/** Ends the text where it writes the rest of the line once more and then goes on. */
import { scanBrackets } from "../brackets";
import { type Hole } from "../hole";
import { weightOf } from "../words";
import { type Filter, cutAt } from "./draft";

/** What the rest has to say to be recognised in the middle of the text. */
const tellingWeight = 8;

export const stopAtRest: Filter = (draft, { hole }) => {
  const rest = hole.lineSuffix.trimEnd();
  if (draft.replace > 0 || weightOf(rest) < tellingWeight) return draft;
  const at = draft.text.indexOf(rest);
  // At the very end it may be the better choice to replace the rest: `repeatedTail` weighs that.
  if (at < 0 || at + rest.length === draft.text.trimEnd().length) return draft;
  return broken(draft.text.slice(0, at), hole) <= broken(draft.text, hole) ? cutAt(draft, at) : draft;
};

function broken(text: string, { linePrefix, lineSuffix, syntax }: Hole): number {
  const { open, unmatched } = scanBrackets(linePrefix + text + lineSuffix, syntax);
  return open.length + unmatched.length;
}
