// Test files with all that they import as one file: reading a thousand modules one by one takes longer than the tests.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "./failure.mjs";
import { outFolder, root } from "./paths.mjs";

/** A module in the bundle is told where it came from. */
export const ownPlace = {
  name: "own-place",
  setup(build) {
    build.onLoad({ filter: /[\\/](test|scripts)[\\/].*\.m?[jt]s$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      if (file.includes("node_modules") || !text.includes("import.meta.")) return undefined;
      const places = { dirname: path.dirname(file), filename: file, url: pathToFileURL(file).href };
      const contents = text.replace(/\bimport\.meta\.(dirname|filename|url)\b/gu, (_, name) =>
        JSON.stringify(places[name]),
      );
      return { contents, loader: file.endsWith("ts") ? "ts" : "js" };
    });
  },
};

/**
 * Bundles test files, given from the repository's root, into `out/tests/NAME.js`; answers its path. esbuild is not there
 * before the packages are installed.
 */
export async function bundleTests(name, files) {
  const { build } = await import("esbuild");
  const outfile = path.join(outFolder, "tests", `${name}.js`);
  const contents = files.map((file) => `import ${JSON.stringify(`./${file.replaceAll("\\", "/")}`)};`);
  try {
    await build({
      stdin: { contents: contents.join("\n"), resolveDir: root },
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      mainFields: ["module", "main"],
      external: ["vscode", "node-llama-cpp", "@vscode/tree-sitter-wasm"],
      plugins: [ownPlace],
      sourcemap: "linked",
      logLevel: "silent",
      legalComments: "none",
    });
  } catch (error) {
    throw new Failure(`The tests cannot be read: ${error.message}`);
  }
  return outfile;
}
