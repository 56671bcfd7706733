// Builds the bundles of the product. `--watch` rebuilds, `--production` minifies and drops source maps.
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import esbuild from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/** Puts the compiled rule-pack schema in the place of `packValidator.ts`, which compiles it at run time. */
const compiledSchema = {
  name: "compiled-schema",
  setup(build) {
    build.onLoad({ filter: /[\\/]review[\\/]packValidator\.ts$/ }, async ({ path: file }) => {
      const schema = path.join(import.meta.dirname, "media/schemas/rulepack.schema.json");
      const ajv = new Ajv({ allErrors: true, strictTypes: false, code: { source: true, esm: true } });
      ajv.addSchema(JSON.parse(await readFile(schema, "utf8")), "pack");
      const contents = standalone.default(ajv, { validatePack: "pack" });
      return { contents, resolveDir: path.dirname(file), watchFiles: [schema] };
    });
  },
};

/**
 * tree-sitter's loader makes functions of JavaScript that a grammar may bring along. The grammars that ship bring none,
 * and no bundle makes code from text.
 */
const refuseEval = {
  name: "refuse-eval",
  setup(build) {
    build.onLoad(
      { filter: /[\\/]tree-sitter-wasm[\\/]wasm[\\/]tree-sitter\.js$/ },
      async ({ path: file }) => {
        const parts = (await readFile(file, "utf8")).split("eval(func)");
        if (parts.length !== 3)
          throw new Error("tree-sitter.js evaluates text elsewhere than it did: look at it.");
        return { contents: parts.join("abort(func)"), resolveDir: path.dirname(file) };
      },
    );
  },
};

/** Every bundle runs on the editor's own Node (VS Code 1.100 ships Node 20). */
const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  mainFields: ["module", "main"],
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
  legalComments: "none",
};

const bundles = [
  { entryPoints: { client: "client/src/extension.ts" }, external: ["vscode"] },
  // node-llama-cpp finds its binaries from its own file names, so it is never bundled.
  {
    entryPoints: {
      server: "server/src/main.ts",
      engine: "server/src/model/engine/main.ts",
      cli: "server/src/cli.ts",
      reader: "server/src/node/readerThread.ts",
      tokenizer: "server/src/node/tokenizerThread.ts",
    },
    external: ["node-llama-cpp"],
    plugins: [compiledSchema, refuseEval],
  },
];

/** The grammars that `documents/syntax/grammars.ts` names, with tree-sitter itself: read from disk when needed. */
async function copyGrammars() {
  const names = "bash c-sharp cpp go java javascript php python ruby rust tsx typescript".split(" ");
  const files = ["tree-sitter.wasm", ...names.map((name) => `tree-sitter-${name}.wasm`)];
  const [from, to] = ["node_modules/@vscode/tree-sitter-wasm/wasm", "dist/grammars"].map((folder) =>
    path.join(import.meta.dirname, folder),
  );
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  await Promise.all(files.map((file) => cp(path.join(from, file), path.join(to, file))));
}

/** The Japanese dictionary that proofreading divides words with, and its licences. */
async function copyDictionary() {
  const [from, to] = ["node_modules/kuromoji", "dist/dictionary"].map((folder) =>
    path.join(import.meta.dirname, folder),
  );
  await rm(to, { recursive: true, force: true });
  await cp(path.join(from, "dict"), to, { recursive: true });
  await cp(path.join(from, "NOTICE.md"), path.join(to, "NOTICE.md"));
  await cp(path.join(from, "LICENSE-2.0.txt"), path.join(to, "LICENSE-2.0.txt"));
}

await copyGrammars();
await copyDictionary();
const contexts = await Promise.all(
  bundles.map((bundle) => esbuild.context({ ...shared, ...bundle, outdir: "dist" })),
);
if (watch) {
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
}
