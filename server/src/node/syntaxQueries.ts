/** Queries of one grammar: compiled once, run together, stopped before they hang. */
import { type Language, Query, type QueryMatch, type Tree } from "@vscode/tree-sitter-wasm";
import { type Span } from "../documents/document";
import {
  type QueryCheck,
  type QueryProblem,
  type QueryResult,
  type SyntaxCapture,
} from "../documents/syntax/port";
import {
  type Answer,
  type Change,
  inOrder,
  renewed,
  type RootedMatch,
  rootName,
  withRoots,
} from "./syntaxChanges";

/** Matches that are begun and not yet ended, at a time: each step looks at all of them. */
const mostBegun = 256;
/** Milliseconds of one walk: some ten times what the longest ordinary text takes on a slow machine. Against hanging only. */
const longest = 2_000;
/** Sets of queries that are kept compiled. */
const keptSets = 16;

/** What was found in the tree of the text before a change. */
export interface Earlier {
  readonly change: Change;
  readonly answers: ReadonlyMap<string, Answer | undefined>;
}

export interface Queries {
  check(query: string): QueryCheck;
  /** With `earlier` the same result sooner, but for what exceeds the limits in one of the two ways only. */
  run(tree: Tree, queries: readonly string[], earlier?: Earlier): readonly (Answer | undefined)[];
}

interface Compiled {
  readonly query: Query;
  /** As it was compiled, with roots where `rooted`. */
  readonly source: string;
  readonly rooted: boolean;
  readonly predicates: QueryResult["predicates"];
}

type Compile = (text: string) => Compiled | { readonly problem: QueryProblem };

/** Each query once. */
function createCompile(language: Language): Compile {
  const known = new Map<string, ReturnType<Compile>>();
  return (text) => {
    const made = known.get(text) ?? compile(language, text);
    known.set(text, made);
    return made;
  };
}

/** Patterns of several queries as one: their numbers go on from each other. */
function createSets(language: Language): (entries: readonly Compiled[]) => Query {
  const sets = new Map<string, Query>();
  return (entries) => {
    const [only, ...others] = entries;
    if (only !== undefined && others.length === 0) return only.query;
    const key = entries.map(({ source }) => source).join("\n\0");
    const known = sets.get(key);
    if (known !== undefined) return known;
    if (sets.size >= keptSets) {
      sets.forEach((query) => query.delete());
      sets.clear();
    }
    const made = new Query(language, entries.map(({ source }) => source).join("\n"));
    sets.set(key, made);
    return made;
  };
}

type Joint = (
  tree: Tree,
  queries: readonly string[],
  within?: Span,
) => ReadonlyMap<string, Answer> | undefined;

/** Queries that can be used, in one walk; undefined when one of them costs too much. */
function createJoint(language: Language, compiled: Compile): Joint {
  const together = createSets(language);
  return (tree, queries, within) => {
    const entries = queries.map(compiled).filter((entry) => "query" in entry);
    const matches = matchesOf(together(entries), tree, within);
    if (matches === undefined) return undefined;
    const results = divided(matches, entries);
    return new Map(
      queries.flatMap((text, index) => {
        const result = results[index];
        return result === undefined ? [] : [[text, result] as const];
      }),
    );
  };
}

export function createQueries(language: Language): Queries {
  const compiled = createCompile(language);
  const joint = createJoint(language, compiled);
  /** Queries that cost too much once: the others do not wait for them again. */
  const costly = new Set<string>();

  function alone(text: string, tree: Tree): Answer | undefined {
    const entry = compiled(text);
    if ("problem" in entry) return undefined;
    const matches = matchesOf(entry.query, tree);
    if (matches === undefined) costly.add(text);
    return matches && answerOf(entry, matches);
  }

  /** Of those queries whose matches begin at one node, what the change touches anew and the rest as it was. */
  function carried(
    tree: Tree,
    usable: readonly string[],
    { change, answers }: Earlier,
  ): ReadonlyMap<string, Answer> {
    const texts = usable.filter((text) => answers.get(text)?.rooted === true);
    const fresh = texts.length === 0 ? undefined : joint(tree, texts, change);
    const known = new Map<string, Answer>();
    for (const [text, own] of fresh ?? [])
      known.set(text, { ...own, matches: renewed(answers.get(text)?.matches ?? [], own.matches, change) });
    return known;
  }

  function run(tree: Tree, queries: readonly string[], earlier?: Earlier): readonly (Answer | undefined)[] {
    const usable = queries.filter((text) => !costly.has(text) && "query" in compiled(text));
    const known = earlier && carried(tree, usable, earlier);
    const open = usable.filter((text) => known?.has(text) !== true);
    const shared = open.length < 2 ? undefined : joint(tree, open);
    return queries.map((text) => known?.get(text) ?? shared?.get(text) ?? alone(text, tree));
  }

  return {
    check(query) {
      const entry = compiled(query);
      return "problem" in entry ? entry : { predicates: entry.predicates };
    },
    run,
  };
}

const answerOf = ({ predicates, rooted }: Compiled, matches: readonly RootedMatch[]): Answer => ({
  ...{ predicates, rooted },
  matches: [...matches].sort(inOrder),
});

/** Matches of queries that ran as one, each with the number that its pattern has in its own query. */
function divided(matches: readonly RootedMatch[], entries: readonly Compiled[]): readonly Answer[] {
  const own = entries.map((): RootedMatch[] => []);
  const owners = entries.flatMap(({ predicates }, entry) =>
    predicates.map((_, pattern) => ({ entry, pattern })),
  );
  for (const match of matches) {
    const owner = owners[match.pattern];
    if (owner !== undefined) own[owner.entry]?.push({ ...match, pattern: owner.pattern });
  }
  return entries.map((entry, index) => answerOf(entry, own[index] ?? []));
}

/** Undefined when not all matches were found. `within`: those only whose pattern begins at a node that touches it. */
function matchesOf(query: Query, tree: Tree, within?: Span): readonly RootedMatch[] | undefined {
  const end = performance.now() + longest;
  let stopped = false;
  const found = query.matches(tree.rootNode, {
    matchLimit: mostBegun,
    progressCallback: () => (stopped ||= performance.now() > end),
    // Unlike all others, these offsets count bytes of UTF-16.
    ...(within && { startIndex: within.start * 2, endIndex: within.end * 2 }),
  });
  return stopped || query.didExceedMatchLimit() ? undefined : found.map(plain);
}

function plain({ patternIndex, captures }: QueryMatch): RootedMatch {
  const own: SyntaxCapture[] = [];
  let root: Span | undefined;
  for (const { name, node } of captures) {
    const { startIndex: start, endIndex: end } = node;
    if (name === rootName) root = { start, end };
    else own.push({ name, start, end });
  }
  return { pattern: patternIndex, captures: own, ...(root && { root }) };
}

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
    const begins = predicates.every((_, pattern) => query.isPatternRooted(pattern));
    const source = begins ? withRoots(shielded(text)) : undefined;
    if (source === undefined) return { query, predicates, source: shielded(text), rooted: false };
    query.delete();
    return { query: new Query(language, source), predicates, source, rooted: true };
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
