/**
 * Syntax trees by tree-sitter's WebAssembly. Grammars are read from a folder of files when a document of their
 * language is first read; from then on everything is synchronous. WebAssembly memory is not collected: trees are
 * deleted by `syntaxTrees.ts`, queries by `syntaxQueries.ts`.
 */
import path from "node:path";
import { Language, Parser } from "@vscode/tree-sitter-wasm";
import { grammarOf } from "../documents/syntax/grammars";
import { type Syntax, type SyntaxSource, type SyntaxView } from "../documents/syntax/port";
import { createQueries, type Queries } from "./syntaxQueries";
import { createTrees, longestText, type Trees } from "./syntaxTrees";

export interface SyntaxOptions {
  /** `tree-sitter.wasm` and the grammars beside it. */
  readonly folder: string;
  /** What could not be loaded; never text of a document. */
  log(message: string): void;
}

interface Loaded {
  readonly queries: Queries;
  readonly trees: Trees;
  /** What was asked of the tree before this one and of this one: reader and rules ask the same of every document. */
  readonly asked: { before: ReadonlySet<string>; now: Set<string> };
}

/** A walk over the tree costs more than what is looked for on it: what is usual is found along with the first question. */
function answer({ queries, trees, asked }: Loaded, source: SyntaxSource, wanted: readonly string[]) {
  const { tree, answers, earlier } = trees.of(source);
  if (tree === undefined) return undefined;
  if (answers.size === 0) {
    asked.before = asked.now;
    asked.now = new Set();
  }
  if (wanted.some((query) => !answers.has(query))) {
    const open = [...new Set([...wanted, ...asked.before])].filter((query) => !answers.has(query));
    const found = queries.run(tree, open, earlier);
    open.forEach((query, index) => answers.set(query, found[index]));
  }
  for (const query of wanted) asked.now.add(query);
  return wanted.map((query) => answers.get(query));
}

export function createSyntax({ folder, log }: SyntaxOptions): Syntax {
  let starting: Promise<void> | undefined;
  const loading = new Map<string, Promise<void>>();
  const loaded = new Map<string, Loaded>();

  const start = () => Parser.init({ locateFile: (file) => path.join(folder, file) });

  async function load(name: string): Promise<void> {
    try {
      await (starting ??= start());
      const language = await Language.load(path.join(folder, `tree-sitter-${name}.wasm`));
      const parser = new Parser().setLanguage(language);
      const asked = { before: new Set<string>(), now: new Set<string>() };
      loaded.set(name, { queries: createQueries(language), trees: createTrees(parser), asked });
    } catch (error) {
      log(`grammar ${name} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /**
   * A trap leaves the memory of all grammars in an unknown state, and a process has it once: no more trees, so
   * that rules with queries say from here on that they were not checked.
   */
  function guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error) || !["RuntimeError", "RangeError"].includes(error.name)) throw error;
      log(`tree-sitter failed and rests until the next start: ${error.message}`);
      loaded.clear();
      return undefined;
    }
  }

  const grammarFor = (languageId: string): Loaded | undefined =>
    loaded.get(grammarOf(languageId)?.name ?? "");

  function view(source: SyntaxSource): SyntaxView | undefined {
    const { languageId, text } = source;
    // A zero ends a text for tree-sitter.
    if (grammarFor(languageId) === undefined || text.length > longestText || text.includes("\0"))
      return undefined;
    return {
      find: (queries) => {
        const grammar = grammarFor(languageId);
        return (grammar && guarded(() => answer(grammar, source, queries))) ?? queries.map(() => undefined);
      },
    };
  }

  return {
    async ready(languageIds) {
      for (const name of new Set(languageIds.flatMap((id) => grammarOf(id)?.name ?? []))) {
        const known = loading.get(name) ?? load(name);
        loading.set(name, known);
        await known;
      }
    },
    view,
    check: (languageId, query) => guarded(() => grammarFor(languageId)?.queries.check(query)),
  };
}
