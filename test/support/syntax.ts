/** Grammars from the packages of development, where the built product has `dist/grammars`. */
import path from "node:path";
import { grammarLanguages } from "../../server/src/documents/syntax/grammars";
import { type Syntax } from "../../server/src/documents/syntax/port";
import { createSyntax } from "../../server/src/node/syntax";

export const grammarFolder = path.join(
  import.meta.dirname,
  "../../node_modules/@vscode/tree-sitter-wasm/wasm",
);

/** Rejects when a grammar cannot be loaded. */
export async function loadSyntax(languages: readonly string[] = grammarLanguages): Promise<Syntax> {
  const faults: string[] = [];
  const syntax = createSyntax({ folder: grammarFolder, log: (message) => faults.push(message) });
  await syntax.ready(languages);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return syntax;
}
