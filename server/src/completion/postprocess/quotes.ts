/** Mends quotes where text and line meet: one that stands there already, or one without a partner. */
import { openMark } from "../brackets";
import { type Hole, isBlank, literalAt } from "../hole";
import { type Draft, type Filter, cutAt } from "./draft";

export const quotes: Filter = (draft, { hole }) => {
  const inside = literalAt(hole);
  // An apostrophe in prose or a comment is no quote, and in a text over several lines nothing can be counted.
  if (hole.syntax.prose || inside === "\n" || (inside !== undefined && !isQuote(inside, hole))) return draft;
  const whole = withoutDoubled(draft, inside, hole);
  return withPartner(whole, hole);
};

const isQuote = (mark: string, { syntax }: Hole) => mark.length === 1 && syntax.quotes.includes(mark);

/** `say("|` and `"hello"`: the text begins with the quote that the user has typed. */
function withoutDoubled(draft: Draft, inside: string | undefined, hole: Hole): Draft {
  const { linePrefix, syntax } = hole;
  if (inside === undefined || !draft.text.startsWith(inside) || !linePrefix.endsWith(inside)) return draft;
  // `""` may become the `"""` of a docstring, and `"" + a` is an empty string.
  if (
    linePrefix.endsWith(inside + inside) ||
    (syntax.longStrings.includes(inside.repeat(3)) && draft.text.startsWith(inside + inside))
  )
    return draft;
  const text = draft.text.slice(1);
  const rest = hole.lineSuffix.slice(draft.replace);
  // Counted by number: behind a Japanese letter the scanner takes an apostrophe for no quote.
  const count = (linePrefix + draft.text + rest).split(inside).length - 1;
  const mends = count % 2 === 1 && !/\\|'"'|"'"|`/u.test(draft.text);
  return mends && !/^[\s),;+]/u.test(text) ? { ...draft, text } : draft;
}

/** With a rest of the line that was in order, the whole line has to be in order. */
function withPartner(draft: Draft, hole: Hole): Draft | undefined {
  const rest = hole.lineSuffix.slice(draft.replace);
  const { linePrefix, lineSuffix } = hole;
  if (isBlank(rest) || !countable(draft.text) || isUnbalanced(linePrefix + lineSuffix, hole)) return draft;
  const before = draft.text.includes("\n")
    ? draft.text.slice(draft.text.lastIndexOf("\n") + 1)
    : linePrefix + draft.text;
  if (!isUnbalanced(before + rest, hole)) return draft;
  const last = draft.text.at(-1) ?? "";
  const shorter = cutAt(draft, draft.text.length - 1);
  if (isQuote(last, hole) && !isUnbalanced(before.slice(0, -1) + rest, hole)) return shorter;
  return undefined;
}

/** Regular expressions and quotes of quotes upset every count. */
function countable(text: string): boolean {
  return !/[\\/]|'"'|"'"|`/u.test(text);
}

function isUnbalanced(line: string, hole: Hole): boolean {
  const mark = openMark(line, hole.syntax);
  return mark !== undefined && isQuote(mark, hole);
}
