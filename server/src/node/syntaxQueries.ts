/** Queries of one grammar: compiled once, run together, never longer than their steps allow. */
import { type Language, Query, type QueryMatch, type Tree } from "@vscode/tree-sitter-wasm";
import {
  type QueryCheck,
  type QueryProblem,
  type QueryResult,
  type SyntaxMatch,
} from "../documents/syntax/port";

/** Steps of one walk, in hundreds: about five times what the longest ordinary text takes. */
const mostSteps = 20_000;
/** Matches that are begun and not yet ended, at a time. */
const mostBegun = 1_000;
/** Sets of queries that are kept compiled. */
const keptSets = 16;

export interface Queries {
  check(query: string): QueryCheck;
  run(tree: Tree, queries: readonly string[]): readonly (QueryResult | undefined)[];
}

type Compiled = { readonly query: Query; readonly predicates: QueryResult["predicates"] };

export function createQueries(language: Language): Queries {
  const single = new Map<string, Compiled | { readonly problem: QueryProblem }>();
  const sets = new Map<string, Query>();

  function compiled(text: string): Compiled | { readonly problem: QueryProblem } {
    const known = single.get(text);
    if (known !== undefined) return known;
    const made = compile(language, text);
    single.set(text, made);
    return made;
  }

  /** Patterns of several queries as one: their numbers go on from each other. */
  function together(usable: readonly string[]): Query {
    const key = usable.join("\n\0");
    const known = sets.get(key);
    if (known !== undefined) return known;
    if (sets.size >= keptSets) {
      sets.forEach((query) => query.delete());
      sets.clear();
    }
    const made = new Query(language, usable.map(shielded).join("\n"));
    sets.set(key, made);
    return made;
  }

  function run(tree: Tree, queries: readonly string[]): readonly (QueryResult | undefined)[] {
    const entries = queries.map(compiled);
    const usable = queries.filter((_, index) => "query" in (entries[index] ?? {}));
    if (usable.length < 2) return entries.map((entry) => ("query" in entry ? alone(entry, tree) : undefined));
    const matches = matchesOf(together(usable), tree);
    // One of them costs too much: the others have their answers.
    if (matches === undefined)
      return entries.map((entry) => ("query" in entry ? alone(entry, tree) : undefined));
    let first = 0;
    return entries.map((entry) => {
      if (!("query" in entry)) return undefined;
      const from = first;
      const until = (first += entry.predicates.length);
      const own = matches.filter(({ pattern }) => from <= pattern && pattern < until);
      return {
        predicates: entry.predicates,
        matches: own.map((match) => ({ ...match, pattern: match.pattern - from })),
      };
    });
  }

  return {
    check(query) {
      const entry = compiled(query);
      return "problem" in entry ? entry : { predicates: entry.predicates };
    },
    run,
  };
}

function alone({ query, predicates }: Compiled, tree: Tree): QueryResult | undefined {
  const matches = matchesOf(query, tree);
  return matches && { matches, predicates };
}

/** Undefined when not all matches were found. */
function matchesOf(query: Query, tree: Tree): readonly SyntaxMatch[] | undefined {
  let steps = 0;
  const found = query.matches(tree.rootNode, {
    matchLimit: mostBegun,
    progressCallback: () => ++steps > mostSteps,
  });
  return steps > mostSteps || query.didExceedMatchLimit() ? undefined : found.map(plain);
}

const plain = ({ patternIndex, captures }: QueryMatch): SyntaxMatch => ({
  pattern: patternIndex,
  captures: captures.map(({ name, node }) => ({ name, start: node.startIndex, end: node.endIndex })),
});

/**
 * The library judges the predicates that it knows, patterns with an engine that can take forever. In capitals it
 * knows none and hands them out.
 */
function shielded(query: string): string {
  return query.replace(/"(?:[^"\\]|\\[^])*"|;[^\n]*|#[\w-]+[?!]/g, (part) =>
    part.startsWith("#") ? part.toUpperCase() : part,
  );
}

function compile(language: Language, text: string): Compiled | { readonly problem: QueryProblem } {
  try {
    const query = new Query(language, shielded(text));
    const predicates = query.predicates.map((pattern) =>
      pattern.map(({ operator, operands }) => ({
        operator: operator.toLowerCase(),
        operands: operands.map((one) =>
          one.type === "capture" ? { capture: one.name } : { text: one.value },
        ),
      })),
    );
    return { query, predicates };
  } catch (error) {
    if (!isQueryError(error)) throw error;
    const before = text.slice(0, error.index).split("\n");
    return {
      problem: {
        kind: kinds[error.kind - 1] ?? "syntax",
        word: error.info.word ?? text.slice(error.index, error.index + 40).split("\n", 1)[0] ?? "",
        line: before.length,
        character: (before.at(-1)?.length ?? 0) + 1,
      },
    };
  }
}

/** In the order of the library's numbers. */
const kinds = ["syntax", "node", "field", "capture", "structure"] as const;

interface QueryError extends Error {
  readonly kind: number;
  readonly index: number;
  readonly info: { readonly word?: string };
}

/** The library does not export its class. */
const isQueryError = (error: unknown): error is QueryError =>
  error instanceof Error && error.name === "QueryError" && "index" in error && "info" in error;
