/** One line or several? A suggestion that is longer than the place wants costs time and is refused. */
import { type Multiline } from "../protocol";
import { literalAtEnd, scanBrackets } from "./brackets";
import { type Hole, isBlank, literalAt, opensBlock } from "./hole";
import { intentOf } from "./intent";

/** What may stand between the cursor and the end of the line without being "text after the cursor". */
export const onlyClosers = (rest: string): boolean => /^[\s)\]}>;,'"`]*$/u.test(rest);

export function wantsMultiline(hole: Hole, setting: Multiline, explicit: boolean): boolean {
  if (setting !== "auto") return setting === "always";
  const rest = hole.lineSuffix;
  if (!onlyClosers(rest)) return false;
  if (hole.syntax.prose) return explicit && isBlank(rest);
  if (intentOf(hole, explicit).kind === "comment-to-code") return true;
  if (inComment(hole)) return false;
  // Between `{` and `}` on one line a block is wanted; between `(` and `)` an argument is.
  if (!isBlank(rest)) return /[{[]\s*$|=>\s*$/u.test(hole.linePrefix);
  if (isBlank(hole.linePrefix) || opensBlock(hole) || endsStatement(hole)) return true;
  return explicit && literalAtEnd(hole.linePrefix, hole.syntax) !== "string";
}

/** Nothing can follow `;` on its line but the next thought, on the next line. */
function endsStatement(hole: Hole): boolean {
  const line = hole.linePrefix.trimEnd();
  if (!line.endsWith(";") || literalAtEnd(line, hole.syntax) !== undefined) return false;
  return scanBrackets(line, hole.syntax).open.length === 0;
}

function inComment(hole: Hole): boolean {
  const line = hole.linePrefix.trimStart();
  const block = hole.syntax.blockComment;
  // A line of a block comment that began above, as ` * text`.
  if (block?.[0] === "/*" && /^\*(?:[^/]|$)/u.test(line)) return true;
  if (line !== "" && block !== undefined && literalAt(hole) === block[1]) return true;
  return literalAtEnd(hole.linePrefix, hole.syntax) === "comment";
}
