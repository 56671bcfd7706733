/** What is asked of syntax trees, and nothing of the library that grows them (`node/syntax.ts`). */
import { type Span } from "../document";

/** A piece of the text that a query gave a name. */
export interface SyntaxCapture extends Span {
  readonly name: string;
}

export interface SyntaxMatch {
  /** Index of the query's pattern that matched. */
  readonly pattern: number;
  /** In the order of the text; a repeated part of a pattern has one capture each time. */
  readonly captures: readonly SyntaxCapture[];
}

/** `(#name? @capture "text")` of a pattern, for the asker to judge: `name?` with its operands. */
export interface SyntaxPredicate {
  readonly operator: string;
  readonly operands: readonly ({ readonly capture: string } | { readonly text: string })[];
}

export interface QueryResult {
  readonly matches: readonly SyntaxMatch[];
  /** By pattern. */
  readonly predicates: readonly (readonly SyntaxPredicate[])[];
}

/** Why a query cannot be used. `node`, `field` and `capture` name the word that the grammar does not have. */
export interface QueryProblem {
  readonly kind: "syntax" | "node" | "field" | "capture" | "structure";
  readonly word: string;
  /** In the query's text, both from 1. */
  readonly line: number;
  readonly character: number;
}

export type QueryCheck =
  { readonly predicates: QueryResult["predicates"] } | { readonly problem: QueryProblem };

/** The tree of one text. It is grown when it is first asked, and again when it was forgotten meanwhile. */
export interface SyntaxView {
  /**
   * Each query's matches, predicates not judged; one walk over the tree serves them all. Undefined for a query
   * that cannot be used or would take too long.
   */
  find(queries: readonly string[]): readonly (QueryResult | undefined)[];
}

export interface SyntaxSource {
  readonly languageId: string;
  readonly text: string;
  /**
   * The document is open: the tree of its last version is where this one's starts. Around errors the two may
   * then differ from a tree that is grown from nothing, so reports leave it out.
   */
  readonly edited?: string;
}

/** Synchronous once the grammar of a language is loaded. */
export interface Syntax {
  /** Loads what these languages need. Never rejects: a grammar that cannot be loaded is logged and is not there. */
  ready(languageIds: readonly string[]): Promise<void>;
  /** Undefined: no grammar, not loaded, or the text is too long for one. */
  view(source: SyntaxSource): SyntaxView | undefined;
  /** Undefined while the grammar of the language is not there. */
  check(languageId: string, query: string): QueryCheck | undefined;
}
