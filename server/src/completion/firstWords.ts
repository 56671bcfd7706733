/**
 * What of an unfinished suggestion can be shown: where a line takes longer than the user's pauses, its first words
 * tell whether to wait for the rest or to type on.
 */
import { type Hole, isBlank, lineAbove, linesBelow } from "./hole";
import { onlyClosers } from "./multiline";
import { applyFilters, beginning } from "./postprocess";

/** Characters beside spaces that are worth a look; fewer say nothing that the language would not say itself. */
const leastShown = 8;

/** A word may go on with the next token. Japanese has no spaces, and stands as far as it goes. */
const lastWord = /(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])[\p{L}\p{N}_$])+$/u;

/**
 * `typed`: what the user wrote of `text` since. Of several lines only the first. Undefined while there is too little,
 * where the rest of the line has its own words, and where it may yet turn out to repeat a line that is there.
 */
export function firstWords(text: string, typed: string, hole: Hole): string | undefined {
  if (!onlyClosers(hole.lineSuffix)) return undefined;
  const [lead = "", line = "", more = ""] = /^(\s*)([^\n]*)(\n?)/u.exec(text)?.slice(1) ?? [];
  const words = (lead + (more === "" ? line.replace(lastWord, "") : line)).trimEnd();
  const context = { hole, multiline: true };
  const shown = applyFilters(beginning, { text: words, replace: 0 }, context, () => undefined)?.text ?? "";
  const rest = shown.startsWith(typed) ? shown.slice(typed.length) : "";
  if (rest.replaceAll(/\s/gu, "").length < leastShown || mayRepeat(shown, hole)) return undefined;
  return rest;
}

/** True if a line next to the cursor begins like this one. */
function mayRepeat(shown: string, hole: Hole): boolean {
  const line = (shown.includes("\n") ? shown : hole.linePrefix + shown).trim();
  const below = linesBelow(hole).find((each) => !isBlank(each));
  return [lineAbove(hole), below].some((each) => each?.trim().startsWith(line));
}
