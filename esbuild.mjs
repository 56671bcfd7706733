// Builds the bundles of the product and reads its rule packs. `--watch` rebuilds, `--production` minifies and drops source maps.
import { watch as watchFolder } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import esbuild from "esbuild";
import { tsImport } from "tsx/esm/api";

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

/** The library of the language client is most of what the extension is; it is read after activation, so it is a bundle of its own. */
const laterClient = {
  name: "later-client",
  setup(build) {
    build.onResolve({ filter: /^\.\/client$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./languageClient.js", external: true } : undefined,
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
  metafile: true,
};

const bundles = [
  {
    entryPoints: { client: "client/src/extension.ts", languageClient: "client/src/client.ts" },
    external: ["vscode"],
    plugins: [laterClient],
    supported: { "dynamic-import": false },
  },
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

const packFolder = path.join(import.meta.dirname, "media/packs");

/** `dist/packs.json`: the shipped packs as the product reads YAML, once, here; parsing them takes it over a second. */
async function buildPacks() {
  const { readPackFile } = await tsImport("./server/src/review/packFile.ts", import.meta.url);
  const { builtPack } = await tsImport("./server/src/review/builtPack.ts", import.meta.url);
  const names = (await readdir(packFolder)).filter((name) => name.endsWith(".yaml")).sort();
  const packs = names.map(async (name) => {
    const text = await readFile(path.join(packFolder, name), "utf8");
    const { file, problems } = readPackFile({ id: name.slice(0, -".yaml".length), uri: name, text });
    if (file === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
    return builtPack(file);
  });
  await mkdir(path.join(import.meta.dirname, "dist"), { recursive: true });
  await writeFile(
    path.join(import.meta.dirname, "dist/packs.json"),
    JSON.stringify(await Promise.all(packs)),
  );
}

/**
 * Writes the bundles without a character beyond Latin-1: one of them has V8 keep all of a source in two bytes a character,
 * 2.4 MB more of every language server. esbuild escapes strings but not patterns and raw templates; those of ours are
 * sources of patterns, too, in which `\u30fc` means the same.
 */
async function narrow(outputs) {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  for (const file of outputs.filter((name) => name.endsWith(".js"))) {
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replaceAll(/[\u0100-\uffff]/g, escaped));
  }
}

/** `out/bundled.json`: folders of the packages that are inside the bundles, for the parts list of a VSIX (`scripts/lib/sbom.mjs`). */
async function writeBundled(files) {
  const folders = files.flatMap(
    (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? [],
  );
  const copied = ["node_modules/@vscode/tree-sitter-wasm", "node_modules/kuromoji"];
  await mkdir(path.join(import.meta.dirname, "out"), { recursive: true });
  await writeFile(
    path.join(import.meta.dirname, "out/bundled.json"),
    JSON.stringify([...new Set([...folders, ...copied])].sort()),
  );
}

await Promise.all([copyGrammars(), copyDictionary(), buildPacks()]);
const contexts = await Promise.all(
  bundles.map((bundle) => esbuild.context({ ...shared, ...bundle, outdir: "dist" })),
);
if (watch) {
  await Promise.all(contexts.map((context) => context.watch()));
  // Of a pack that is half written the fault is told, and the last good ones stay.
  watchFolder(packFolder, () => void buildPacks().catch((error) => console.error(error.message)));
} else {
  const builds = await Promise.all(contexts.map((context) => context.rebuild()));
  // A source map counts in columns.
  if (production) await narrow(builds.flatMap(({ metafile }) => Object.keys(metafile.outputs)));
  await writeBundled(builds.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
  await Promise.all(contexts.map((context) => context.dispose()));
}
