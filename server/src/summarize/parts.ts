/** The parts that a summary must not leave out: chapters of a book, sections of a short document. */
import { type Section } from "../documents/sections";

/**
 * For each section the number of the part it belongs to, from 0. Parts are all sections below one heading of the
 * deepest level that has at most `most` of them, so that a page does justice to the chapters of a book.
 */
export function partsOf(sections: readonly Section[], most: number): readonly number[] {
  const deepest = sections.reduce((depth, { headings }) => Math.max(depth, headings.length), 0);
  let parts = numbered(sections, 1);
  for (let depth = 2; depth <= deepest; depth += 1) {
    const finer = numbered(sections, depth);
    if (countOf(finer) > most && countOf(parts) > 1) break;
    parts = finer;
  }
  return parts;
}

const countOf = (parts: readonly number[]) => (parts.at(-1) ?? -1) + 1;

/** A heading that comes again (添付 in every chapter) is another part. */
function numbered(sections: readonly Section[], depth: number): readonly number[] {
  let part = -1;
  let path: string | undefined;
  return sections.map(({ headings }) => {
    const own = headings.slice(0, depth).join("\u0000");
    if (own !== path) part += 1;
    path = own;
    return part;
  });
}
