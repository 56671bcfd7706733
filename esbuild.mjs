// Builds the four bundles of the product. `--watch` rebuilds, `--production` minifies and drops source maps.
import esbuild from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

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
    },
    external: ["node-llama-cpp"],
  },
];

const contexts = await Promise.all(
  bundles.map((bundle) => esbuild.context({ ...shared, ...bundle, outdir: "dist" })),
);
if (watch) {
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
}
