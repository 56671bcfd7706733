/** Places where a suggestion would only be in the way; asking by hand overrules most of them. */
import { type Hole, isBlank } from "./hole";
import { cutsWord } from "./words";

export type SkipReason = "empty-document" | "long-line" | "inside-word" | "before-text";

/** Characters; a longer line is data or minified code. */
const longestLine = 4000;

export function skipReason(hole: Hole, explicit: boolean): SkipReason | undefined {
  if (isBlank(hole.prefix) && isBlank(hole.suffix)) return "empty-document";
  if (hole.linePrefix.length + hole.lineSuffix.length > longestLine) return "long-line";
  if (explicit) return undefined;
  if (cutsWord(hole.linePrefix, hole.lineSuffix)) return "inside-word";
  return isBlank(hole.linePrefix) && !isBlank(hole.lineSuffix) ? "before-text" : undefined;
}
