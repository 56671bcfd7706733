import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { grammarLanguages, grammarOf } from "../../server/src/documents/syntax/grammars";
import { root } from "../support/harness";

describe("bundles", () => {
  for (const name of ["client", "languageClient", "server", "engine", "cli", "reader", "tokenizer"]) {
    it(`${name} makes no code from text`, async () => {
      const text = await readFile(join(root, `dist/${name}.js`), "utf8");
      // A method may be called eval; what counts is the global function.
      assert.deepEqual(text.match(/new Function\(|(?<![\w.$] *)\beval\((?![\w, ]*\) *\{)/g), null);
    });
  }

  it("have the grammars that they read source code with beside them", async () => {
    const names = new Set(
      grammarLanguages.map((language) => `tree-sitter-${grammarOf(language)?.name}.wasm`),
    );
    const files = await readdir(join(root, "dist/grammars"));
    assert.deepEqual(files.sort(), [...names, "tree-sitter.wasm"].sort());
  });

  it("only the engine loads llama.cpp, when it runs", async () => {
    for (const name of ["client", "languageClient", "server", "cli", "reader", "tokenizer"]) {
      const text = await readFile(join(root, `dist/${name}.js`), "utf8");
      assert.doesNotMatch(text, /(import|require)\("node-llama-cpp"\)/, name);
    }
    const engine = await readFile(join(root, "dist/engine.js"), "utf8");
    assert.match(engine, /import\("node-llama-cpp"\)/);
  });
});
