/** Queries of one grammar: compiled once, run together, stopped before they hang. */
import { type Language, Query, type QueryMatch, type Tree } from "@vscode/tree-sitter-wasm";
import {
  type QueryCheck,
  type QueryProblem,
  type QueryResult,
  type SyntaxMatch,
} from "../documents/syntax/port";

/** Matches that are begun and not yet ended, at a time: each step looks at all of them. */
const mostBegun = 256;
/** Milliseconds of one walk: some ten times what the longest ordinary text takes on a slow machine. Against hanging only. */
const longest = 2_000;
/** Sets of queries that are kept compiled. */
const keptSets = 16;

export interface Queries {
  check(query: string): QueryCheck;
  run(tree: Tree, queries: readonly string[]): readonly (QueryResult | undefined)[];
}

type Compiled = { readonly query: Query; readonly predicates: QueryResult["predicates"] };

export function createQueries(language: Language): Queries {
  const single = new Map<string, Compiled | { readonly problem: QueryProblem }>();
  /** Queries that cost too much once: the others do not wait for them again. */
  const costly = new Set<string>();
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

  function alone(text: string, tree: Tree): QueryResult | undefined {
    const entry = compiled(text);
    if ("problem" in entry) return undefined;
    const matches = matchesOf(entry.query, tree);
    if (matches === undefined) costly.add(text);
    return matches && { matches, predicates: entry.predicates };
  }

  /** Undefined when one of them costs too much. */
  function joint(tree: Tree, queries: readonly string[]): ReadonlyMap<string, QueryResult> | undefined {
    const matches = matchesOf(together(queries), tree);
    const predicates = queries.map(compiled).map((entry) => ("problem" in entry ? [] : entry.predicates));
    if (matches === undefined) return undefined;
    const results = divided(matches, predicates);
    return new Map(queries.map((text, index) => [text, results[index] ?? { matches: [], predicates: [] }]));
  }

  function run(tree: Tree, queries: readonly string[]): readonly (QueryResult | undefined)[] {
    const usable = queries.filter((text) => !costly.has(text) && "query" in compiled(text));
    const shared = usable.length < 2 ? undefined : joint(tree, usable);
    return queries.map((text) => shared?.get(text) ?? alone(text, tree));
  }

  return {
    check(query) {
      const entry = compiled(query);
      return "problem" in entry ? entry : { predicates: entry.predicates };
    },
    run,
  };
}

/** Matches of queries that ran as one, each with the number that its pattern has in its own query. */
function divided(
  matches: readonly SyntaxMatch[],
  predicates: readonly QueryResult["predicates"][],
): readonly QueryResult[] {
  let next = 0;
  return predicates.map((own) => {
    const first = next;
    next += own.length;
    const last = next;
    return {
      predicates: own,
      matches: matches
        .filter(({ pattern }) => first <= pattern && pattern < last)
        .map((match) => ({ ...match, pattern: match.pattern - first })),
    };
  });
}

/** Undefined when not all matches were found. */
function matchesOf(query: Query, tree: Tree): readonly SyntaxMatch[] | undefined {
  const end = performance.now() + longest;
  let stopped = false;
  const found = query.matches(tree.rootNode, {
    matchLimit: mostBegun,
    progressCallback: () => (stopped ||= performance.now() > end),
  });
  return stopped || query.didExceedMatchLimit() ? undefined : found.map(plain);
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
