/** Ends a text that runs in circles after the first round. */
import { letterCount } from "../words";
import { type Filter, cutAt } from "./draft";

/** Lines in the longest circle that is looked for. */
const longestBlock = 8;

export const repetition: Filter = (draft) => {
  const end = Math.min(repeatedLines(draft.text), repeatedCharacters(draft.text));
  return cutAt(draft, end);
};

/** A line four times over, or a block of lines three times; rows without a letter or digit may repeat. */
export function repeatedLines(text: string): number {
  const lines = text.split("\n");
  for (let start = 0; start < lines.length; start++) {
    for (let size = 1; size <= longestBlock; size++) {
      const block = lines.slice(start, start + size).join("\n");
      if (letterCount(block) < 3) continue;
      if (rounds(lines, start, size) >= (size === 1 ? 4 : 3)) {
        return [...lines.slice(0, start), block].join("\n").length;
      }
    }
  }
  return text.length;
}

function rounds(lines: readonly string[], start: number, size: number): number {
  let same = 0;
  while (start + same + size < lines.length && lines[start + same] === lines[start + same + size]) same++;
  return 1 + Math.floor(same / size);
}

/**
 * A run of two to twenty characters, six times over at the end of the text; rulers of `-` or `=` may. The
 * run may begin in the middle of a sentence, so the first round is kept to its next sentence's end.
 */
function repeatedCharacters(text: string): number {
  const circle = /([^\n]{2,20}?)\1{5,}[^\n]{0,19}$/u.exec(text);
  if (circle?.[1] === undefined || letterCount(circle[1]) < 2) return text.length;
  const sentence = /^[^]*[.。．;!?！？]/u.exec(circle[1])?.[0].length ?? 0;
  return circle.index + circle[1].length + sentence;
}
