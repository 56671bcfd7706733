/** The trees of the texts read last: a review asks for a tree twice, typing changes a little of it. */
import { type Edit, type Parser, type Point, type Tree } from "@vscode/tree-sitter-wasm";
import { type SyntaxSource } from "../documents/syntax/port";
import { type Answer, changeOf } from "./syntaxChanges";
import { type Earlier } from "./syntaxQueries";

/** Characters; generated code beyond is read by the lexicon. */
export const longestText = 500_000;
/** Steps of the parser, in hundreds: about five times what the longest ordinary text takes. */
const mostSteps = 20_000;
/** Trees that are kept, of each grammar. */
const kept = 3;

export interface Grown {
  readonly text: string;
  readonly edited: string | undefined;
  /** It belongs to the cache: nobody else deletes it. Undefined when it would cost too many steps. */
  readonly tree: Tree | undefined;
  /** What queries found in it. */
  readonly answers: Map<string, Answer | undefined>;
  /** What they found in the tree that this one began with. */
  readonly earlier?: Earlier;
}

export interface Trees {
  of(source: SyntaxSource): Grown;
}

export function createTrees(parser: Parser): Trees {
  const grown: Grown[] = [];

  function keep(entry: Grown): Grown {
    grown.unshift(entry);
    for (const old of grown.splice(kept)) old.tree?.delete();
    return entry;
  }

  function parse(text: string, previous?: Tree): Tree | undefined {
    let steps = 0;
    const progressCallback = () => ++steps > mostSteps;
    const tree = parser.parse(text, previous, { progressCallback });
    // It would go on with the text it was stopped in.
    if (tree === null) parser.reset();
    return tree ?? undefined;
  }

  function reparse({ text: before, tree: old, answers }: Grown, text: string) {
    const copy = old?.copy();
    if (copy === undefined) return { tree: parse(text) };
    try {
      const edit = editBetween(before, text);
      copy.edit(edit);
      const tree = parse(text, copy);
      return tree === undefined
        ? { tree }
        : { tree, earlier: { change: changeOf(edit, copy.getChangedRanges(tree)), answers } };
    } finally {
      copy.delete();
    }
  }

  return {
    of({ text, edited }) {
      // A report does not take over the tree of an editor.
      const same = grown.findIndex(
        (entry) => entry.text === text && (edited !== undefined || entry.edited === undefined),
      );
      const [known] = same < 0 ? [] : grown.splice(same, 1);
      if (known !== undefined) return keep({ ...known, edited });
      const last = edited === undefined ? -1 : grown.findIndex((entry) => entry.edited === edited);
      const [previous] = last < 0 ? [] : grown.splice(last, 1);
      const grew = previous === undefined ? { tree: parse(text) } : reparse(previous, text);
      previous?.tree?.delete();
      return keep({ text, edited, answers: new Map(), ...grew });
    },
  };
}

/** One edit that makes `after` of `before`: everything between what they begin and end with in common. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = commonStart(before, after, shorter);
  // Not inside a surrogate pair.
  if (start > 0 && (before.charCodeAt(start - 1) & 0xfc00) === 0xd800) start--;
  let same = commonEnd(before, after, shorter - start);
  if (same > 0 && (before.charCodeAt(before.length - same) & 0xfc00) === 0xdc00) same--;
  const oldEndIndex = before.length - same;
  const newEndIndex = after.length - same;
  const startPosition = pointAt(before, start);
  return {
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition,
    oldEndPosition: pointBehind(before, oldEndIndex, { point: startPosition, at: start }),
    newEndPosition: pointBehind(after, newEndIndex, { point: startPosition, at: start }),
  };
}

/** Characters that are compared at once, which costs nearly nothing. */
const stride = 1024;

function commonStart(before: string, after: string, most: number): number {
  let start = 0;
  while (start + stride <= most && before.slice(start, start + stride) === after.slice(start, start + stride))
    start += stride;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  return start;
}

function commonEnd(before: string, after: string, most: number): number {
  const [old, now] = [before.length, after.length];
  let same = 0;
  while (
    same + stride <= most &&
    before.slice(old - same - stride, old - same) === after.slice(now - same - stride, now - same)
  )
    same += stride;
  while (same < most && before.charCodeAt(old - 1 - same) === after.charCodeAt(now - 1 - same)) same++;
  return same;
}

const pointAt = (text: string, offset: number): Point =>
  pointBehind(text, offset, { point: { row: 0, column: 0 }, at: 0 });

/** `from`: a place that stands before it, and where that is. */
function pointBehind(text: string, offset: number, { point, at: from }: { point: Point; at: number }): Point {
  let { row } = point;
  let line = from - point.column;
  for (let at = text.indexOf("\n", from); at >= 0 && at < offset; at = text.indexOf("\n", line)) {
    row++;
    line = at + 1;
  }
  return { row, column: offset - line };
}
