/** Does a document parse? By tree-sitter's grammars as WebAssembly, for development only. */
import { join } from "node:path";
import Parser from "web-tree-sitter";
import { type Language } from "./projects";

export interface SyntaxCheck {
  /** True when the parser met neither an error nor a token that it had to invent. */
  parses(language: Language, text: string): boolean;
  /** Numbers of the lines (from 1) with the errors' places, for a message. */
  errors(language: Language, text: string): readonly number[];
}

const grammars = join(import.meta.dirname, "../../../node_modules/@unit-mesh/treesitter-artifacts/wasm");

/** Loads the grammars of these languages; rejects when a package is missing. */
export async function loadSyntaxCheck(languages: readonly Language[]): Promise<SyntaxCheck> {
  await Parser.init();
  const parsers = new Map<Language, Parser>();
  for (const language of new Set(languages)) {
    const parser = new Parser();
    parser.setLanguage(await Parser.Language.load(join(grammars, `tree-sitter-${language}.wasm`)));
    parsers.set(language, parser);
  }

  function withTree<T>(language: Language, text: string, look: (root: Parser.SyntaxNode) => T): T {
    const parser = parsers.get(language);
    if (parser === undefined) throw new Error(`the grammar of ${language} was not loaded`);
    const tree = parser.parse(text);
    try {
      return look(tree.rootNode);
    } finally {
      // WebAssembly memory is not collected.
      tree.delete();
    }
  }

  return {
    parses: (language, text) => withTree(language, text, (node) => !node.hasError()),
    errors: (language, text) => withTree(language, text, (node) => [...new Set(linesOf(node))]),
  };
}

function linesOf(node: Parser.SyntaxNode): readonly number[] {
  if (!node.hasError()) return [];
  const own = node.type === "ERROR" || node.isMissing() ? [node.startPosition.row + 1] : [];
  return [...own, ...node.children.flatMap(linesOf)];
}
