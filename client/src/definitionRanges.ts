/** Which lines a definition takes, from what the editor's providers answer; no editor here. */

export interface PlaceInFile {
  readonly line: number;
  readonly character: number;
}
export interface RangeInFile {
  readonly start: PlaceInFile;
  readonly end: PlaceInFile;
}

/** A symbol of an outline. Providers of the older kind answer a flat list without `children`. */
export interface OutlineSymbol {
  readonly range: RangeInFile;
  readonly children: readonly OutlineSymbol[];
}

const before = (a: PlaceInFile, b: PlaceInFile) =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
const holds = (outer: RangeInFile, inner: RangeInFile) =>
  !before(inner.start, outer.start) && !before(outer.end, inner.end);

/** The whole of the smallest symbol around `range`; undefined when the outline has none. */
export function enclosingSymbol(
  symbols: readonly OutlineSymbol[],
  range: RangeInFile,
): RangeInFile | undefined {
  let found: RangeInFile | undefined;
  for (const symbol of symbols) {
    if (!holds(symbol.range, range)) continue;
    const inner = enclosingSymbol(symbol.children, range) ?? symbol.range;
    if (found === undefined || holds(found, inner)) found = inner;
  }
  return found;
}

/** The first of each place, in order. */
export function withoutRepetition<T extends { readonly uri: string; readonly range: RangeInFile }>(
  definitions: readonly T[],
): readonly T[] {
  const keyOf = ({ uri, range: { start, end } }: T) =>
    [uri, start.line, start.character, end.line, end.character].join(" ");
  const seen = new Set<string>();
  return definitions.filter((definition) => {
    const key = keyOf(definition);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Library code is long, foreign to the user's style and costly to open; its declarations stay as they are. */
export function isLibrary(uri: string): boolean {
  return /\/(?:node_modules|site-packages|dist-packages|\.venv|venv)\//u.test(decodeURIComponent(uri));
}

/**
 * Results of `works` that are there when `late` resolves, or all of them if that is sooner. A work that
 * rejects counts as one without a result: one slow or broken provider does not cost the others.
 */
export async function inTime<T>(works: readonly Promise<T>[], late: Promise<unknown>): Promise<readonly T[]> {
  const results: T[] = [];
  const all = Promise.allSettled(works.map(async (work) => results.push(await work)));
  await Promise.race([all, late]);
  return [...results];
}
