/** Places where a suggestion would only be in the way; asking by hand overrules most of them. */
import { literalAtEnd, scanBrackets } from "./brackets";
import { type Hole, isBlank } from "./hole";
import { cutsWord } from "./words";

export type SkipReason = "empty-document" | "long-line" | "inside-word" | "before-text" | "after-statement";

/** Characters; a longer line is data or minified code. */
const longestLine = 4000;

export function skipReason(hole: Hole, explicit: boolean): SkipReason | undefined {
  if (isBlank(hole.prefix) && isBlank(hole.suffix)) return "empty-document";
  if (hole.linePrefix.length + hole.lineSuffix.length > longestLine) return "long-line";
  if (explicit) return undefined;
  if (cutsWord(hole.linePrefix, hole.lineSuffix)) return "inside-word";
  if (isBlank(hole.linePrefix) && !isBlank(hole.lineSuffix)) return "before-text";
  return afterStatement(hole) ? "after-statement" : undefined;
}

/** Nothing can follow `;` on its line but the next thought, which the next line is asked for. */
function afterStatement(hole: Hole): boolean {
  const line = hole.linePrefix.trimEnd();
  if (hole.syntax.prose || !line.endsWith(";") || !isBlank(hole.lineSuffix)) return false;
  const inLiteral = literalAtEnd(line, hole.syntax) !== undefined;
  return !inLiteral && scanBrackets(line, hole.syntax).open.length === 0;
}
