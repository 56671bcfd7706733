/** What queries found in a tree, carried over to the tree of the changed text: only what the change touches is looked at again. */
import { type Edit, type Range } from "@vscode/tree-sitter-wasm";
import { type Span } from "../documents/document";
import { type QueryResult, type SyntaxMatch } from "../documents/syntax/port";

/** The part of the new text in which anything may differ, and by how much the text behind it moved. */
export interface Change extends Span {
  readonly moved: number;
}

/** A match with the node at which its pattern begins; absent where the pattern may begin at several. */
export interface RootedMatch extends SyntaxMatch {
  readonly root?: Span;
}

export interface Answer extends QueryResult {
  readonly matches: readonly RootedMatch[];
  /** Every match has its root. */
  readonly rooted: boolean;
}

/** `ranges`: of the new text, where the trees have different nodes. A character beside the edit belongs to it. */
export function changeOf({ startIndex, oldEndIndex, newEndIndex }: Edit, ranges: readonly Range[]): Change {
  const start = Math.min(startIndex, ...ranges.map((range) => range.startIndex));
  const end = Math.max(newEndIndex, ...ranges.map((range) => range.endIndex));
  return { start: Math.max(0, start - 1), end: end + 1, moved: newEndIndex - oldEndIndex };
}

/**
 * `fresh`: matches whose root touches the change. The others are as they were: a match depends on nothing outside its
 * root.
 */
export function renewed(
  old: readonly RootedMatch[],
  fresh: readonly RootedMatch[],
  { start, end, moved }: Change,
): readonly RootedMatch[] {
  const before: RootedMatch[] = [];
  const after: RootedMatch[] = [];
  for (const match of old) {
    if (match.root === undefined) continue;
    if (match.root.end <= start) before.push(match);
    else if (match.root.start + moved >= end) after.push(moved === 0 ? match : shifted(match, moved));
  }
  return [...before, ...fresh, ...after].sort(inOrder);
}

function shifted({ pattern, captures, root }: RootedMatch, by: number): RootedMatch {
  const own = captures.map(({ name, start, end }) => ({ name, start: start + by, end: end + by }));
  const there = root && { start: root.start + by, end: root.end + by };
  return { pattern, captures: own, ...(there && { root: there }) };
}

/** One order for the same matches, however they were found. */
export function inOrder(a: RootedMatch, b: RootedMatch): number {
  const first = (a.captures[0]?.start ?? 0) - (b.captures[0]?.start ?? 0) || a.pattern - b.pattern;
  if (first !== 0) return first;
  for (const [index, one] of a.captures.entries()) {
    const other = b.captures[index];
    if (other === undefined) return 1;
    const order = one.start - other.start || one.end - other.end;
    if (order !== 0) return order;
    if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  }
  return a.captures.length - b.captures.length;
}

/** The name of what `withRoots` captures; a query cannot have it by chance. */
export const rootName = "hanare.root";
/** Captures that one node may have. */
const mostCaptures = 3;

/** The query with the first node of each pattern captured; undefined where a pattern repeats it. */
export function withRoots(query: string): string | undefined {
  const parts: string[] = [];
  let depth = 0;
  let captures = 0;
  for (const [token] of query.matchAll(/"(?:[^"\\]|\\[^])*"|;[^\n]*|[()[\]]|[^\s"();[\]]+|\s+/g)) {
    parts.push(token);
    if (token === "(" || token === "[") depth += 1;
    else if (token === ")" || token === "]") depth -= 1;
    if (depth > 0 || token === "(" || token === "[") continue;
    if (token === ")" || token === "]" || token.startsWith('"') || token === "_") {
      parts.push(` @${rootName}`);
      captures = 1;
    } else if (token.startsWith("@")) captures += 1;
    else if (/^[^\s;]/.test(token)) return undefined;
    if (captures > mostCaptures) return undefined;
  }
  return parts.join("");
}
