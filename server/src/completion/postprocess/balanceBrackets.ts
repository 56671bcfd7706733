/** Ends the text before a closing bracket that closes nothing before the cursor and nothing of the text. */
import { scanBrackets } from "../brackets";
import { scanSuggestion } from "../hole";
import { type Filter, cutAt } from "./draft";

/** Characters looked at on each side; farther away the count would only grow less sure. */
const reach = 20_000;

export const balanceBrackets: Filter = (draft, { hole }) => {
  // `start)` is a pattern of a shell's `case`.
  if (hole.syntax.prose || hole.languageId === "shellscript") return draft;
  const inside = scanSuggestion(draft.text, hole);
  if (inside.unmatched.length === 0 || inside.mismatched) return draft;
  const before = scanBrackets(hole.prefix.slice(-reach), hole.syntax);
  const after = scanBrackets(hole.suffix.slice(draft.replace, draft.replace + reach), hole.syntax);
  // A regular expression or a template upset the count: better a bracket too many than good code eaten.
  if (before.mismatched || after.mismatched) return draft;
  // What stands below closes first what the text leaves open.
  const closedBelow = Math.max(0, after.unmatched.length - inside.open.length);
  const wanted = before.open.length - closedBelow;
  const tooMany = inside.unmatched[Math.max(0, wanted)];
  if (tooMany === undefined) return draft;
  return cutAt(draft, tooMany.offset);
};
