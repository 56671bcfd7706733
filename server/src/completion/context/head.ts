/** The top of a file whose beginning the window does not reach: what it imports and declares first. */
import { isCommentLine } from "../brackets";
import { isBlank } from "../hole";
import { type Syntax } from "../syntax";
import { type Count } from "./window";

/** Share of the room for the text before the cursor. */
const share = 1 / 8;
/** Fewer tokens are less than a line or two. */
const fewest = 16;
/** Lines and characters that are looked at. */
const reach = { lines: 60, characters: 8000 };
/** Lines are not equally long: so often a part that was guessed too long is made shorter. */
const tries = 4;

/** Tokens that the top of a file may have of those for the text before the cursor. */
export const headRoom = (prefixTokens: number): number => Math.floor(prefixTokens * share);

/**
 * Whole lines from the first one that is no comment, at most `room` tokens of them, with a blank line behind;
 * "" where there is nothing. `above`: the text before the window, with LF line breaks.
 */
export async function headOf(above: string, syntax: Syntax, room: number, count: Count): Promise<string> {
  if (room < fewest) return "";
  const all = above.slice(0, reach.characters).split("\n").slice(0, reach.lines);
  const lines = all.slice(firstTelling(all, syntax));
  let wanted = lines.length;
  for (let attempt = 0; attempt < tries && wanted > 0; attempt++) {
    const text = lines.slice(0, wanted).join("\n").trimEnd();
    if (text === "") return "";
    const tokens = await count(text);
    if (tokens <= room) return `${text}\n\n`;
    wanted = Math.min(wanted - 1, Math.floor((wanted * room * 0.9) / tokens));
  }
  return "";
}

/** Behind the licence and the description that many files begin with. */
function firstTelling(lines: readonly string[], syntax: Syntax): number {
  let closing: string | undefined;
  const at = lines.findIndex((line) => {
    if (closing !== undefined) {
      if (line.includes(closing)) closing = undefined;
      return false;
    }
    const opened = spanOf(line, syntax);
    if (opened !== undefined) {
      if (!line.trim().slice(opened.open.length).includes(opened.close)) closing = opened.close;
      return false;
    }
    return !isBlank(line) && !isCommentLine(line, syntax) && !line.startsWith("#!");
  });
  return at < 0 ? lines.length : at;
}

/** A block comment or a docstring that begins the line. */
function spanOf(line: string, { blockComment, longStrings, indentation }: Syntax) {
  const docstrings = indentation ? longStrings.map((mark) => [mark, mark] as const) : [];
  const spans = [...(blockComment ? [blockComment] : []), ...docstrings];
  const found = spans.find(([open]) => line.trimStart().startsWith(open));
  return found && { open: found[0], close: found[1] };
}
