/**
 * A bound on the work that a backtracking engine may do with a pattern, made without running it. A bound
 * that is too high only costs speed (the linear engine runs instead); the set of characters an atom
 * matches is judged on a sample of every script that rules are written in.
 */
import {
  characterSets,
  disjoint,
  type First,
  firstCharacters,
  nothing,
  type SetOf,
  union,
} from "./characterSets";
import { isLookAround, type PatternNode, type RepeatNode } from "./patternSyntax";

export interface PatternCost {
  /** Steps from one start, at most. */
  readonly work: Size;
  /** A line break can be part of a match or is looked at. */
  readonly crossesLines: boolean;
}

/** `factor * L ** degree`, L being the longest stretch of text that a match may reach over. */
export interface Size {
  readonly factor: number;
  readonly degree: number;
}

const none: Size = { factor: 0, degree: 0 };
const one: Size = { factor: 1, degree: 0 };
const endless: Size = { factor: 1, degree: Infinity };

const times = (a: Size, b: Size): Size => ({ factor: a.factor * b.factor, degree: a.degree + b.degree });
const plus = (a: Size, b: Size): Size => ({
  factor: a.factor + b.factor,
  degree: Math.max(a.degree, b.degree),
});

/** Steps at most from one start, when a match reaches over at most `reach` characters. */
export function stepsPerStart(cost: PatternCost, reach: number): number {
  return cost.work.factor * Math.max(1, reach) ** cost.work.degree;
}

/** `flags` as in `compilePattern`. */
export function costOf(tree: PatternNode, flags: string): PatternCost {
  const walker = costWalker(characterSets(flags));
  const { work } = walker.cost(tree, nothing);
  return { work, crossesLines: walker.crossesLines };
}

interface Cost {
  /** Ways in which the node can match at one place; what follows it is tried after each of them. */
  readonly paths: Size;
  /** Steps to try all of them. */
  readonly work: Size;
}

function costWalker(setOf: SetOf) {
  let crossesLines = false;
  const { first, firstOfAll } = firstCharacters(setOf);

  function cost(node: PatternNode, follow: First): Cost {
    switch (node.kind) {
      case "atom":
        crossesLines ||= setOf(node.source).has("\n");
        return { paths: one, work: one };
      case "assertion":
        return { paths: one, work: one };
      case "backReference":
        return { paths: one, work: { factor: 1, degree: 1 } };
      case "group":
        if (!isLookAround(node)) return cost(node.body, follow);
        return { paths: one, work: cost(node.body, nothing).work };
      case "alternatives":
        return either(
          node.options,
          node.options.map((option) => cost(option, follow)),
          node.options.map(first),
        );
      case "sequence":
        return sequence(node.items, follow);
      case "repeat":
        return repeat(node, follow);
    }
  }

  /** Every item is tried once for each way in which the items before it can match. */
  function sequence(items: readonly PatternNode[], follow: First): Cost {
    let paths = one;
    let work = one;
    for (const [index, item] of items.entries()) {
      const own = cost(item, firstOfAll(items.slice(index + 1), follow));
      work = plus(work, times(paths, own.work));
      paths = times(paths, own.paths);
    }
    return { paths, work };
  }

  function repeat(node: RepeatNode, follow: First): Cost {
    const own = first(node.body);
    const body = cost(node.body, union([own, follow]));
    const count: Size = node.max === Infinity ? { factor: 1, degree: 1 } : { factor: node.max, degree: 0 };
    // A run of characters that cannot continue the pattern any earlier has only one end that works.
    const sure = own !== undefined && follow !== undefined && disjoint(own, follow);
    if (node.max <= 1)
      return { paths: sure ? body.paths : plus(body.paths, one), work: plus(body.work, one) };
    if (body.paths.factor > 1 || body.paths.degree > 0) return multiplied(body, node.max);
    return {
      paths: node.min === node.max || sure ? one : plus(count, one),
      work: plus(times(count, body.work), one),
    };
  }

  return {
    cost,
    get crossesLines() {
      return crossesLines;
    },
  };
}

function either(options: readonly PatternNode[], costs: readonly Cost[], beginnings: readonly First[]): Cost {
  const words = options.map(literal);
  const paths = costs.map((one) => one.paths);
  return {
    paths: words.includes(undefined)
      ? together(paths, beginnings)
      : { factor: commonBeginnings(words), degree: 0 },
    work: costs.map((one) => one.work).reduce(plus),
  };
}

/** Options that begin with different characters never match at the same place. */
function together(paths: readonly Size[], beginnings: readonly First[]): Size {
  const all = union(beginnings);
  if (all === undefined) return paths.reduce(plus);
  let most: Size = one;
  for (const character of all) {
    const matching = paths
      .filter((_, index) => beginnings[index]?.has(character) === true)
      .reduce(plus, none);
    most = { factor: Math.max(most.factor, matching.factor), degree: Math.max(most.degree, matching.degree) };
  }
  return most;
}

/** The text of an option without classes, escapes and repeats. */
function literal(node: PatternNode): string | undefined {
  const items = node.kind === "sequence" ? node.items : [node];
  const characters = items.map((item) =>
    item.kind === "atom" && (item.source.length === 1 ? item.source !== "." : /^[^\\[]/u.test(item.source))
      ? item.source
      : undefined,
  );
  return characters.includes(undefined) ? undefined : characters.join("").toLowerCase();
}

/** Of words that stand for each other, those can match at one place that begin alike: `pass` and `password`. */
function commonBeginnings(words: readonly (string | undefined)[]): number {
  const beginnings = (word: string) =>
    words.filter((other) => other !== undefined && word.startsWith(other)).length;
  return Math.max(...words.map((word) => beginnings(word ?? "")));
}

/** A repeat whose body is itself ambiguous multiplies with every round: the catastrophic case. */
function multiplied(body: Cost, count: number): Cost {
  const factor = body.paths.degree > 0 ? Infinity : body.paths.factor ** count;
  if (count === Infinity || !Number.isFinite(factor)) return { paths: endless, work: endless };
  const paths: Size = { factor: factor * 2, degree: 0 };
  return { paths, work: times(paths, body.work) };
}
