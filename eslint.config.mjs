// The layer rules of ARCHITECTURE.md as lint errors: each message says where the line belongs.
import tseslint from "typescript-eslint";

const features = [
  "ask",
  "chat",
  "codeTasks",
  "commitMessage",
  "completion",
  "draft",
  "evaluate",
  "proofread",
  "review",
  "search",
  "summarize",
  "tools",
];

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports only: a thing has one name everywhere.",
};
const noEmptyCatch = {
  selector: "CatchClause[body.body.length=0]",
  message: "No empty catch: return a value that says what happened, or let it reach lsp/handle.ts.",
};
const noBareNetwork = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({
  name,
  message: "Only network/ may connect to anything, through its gate (promise P1).",
}));
const networkModules = ["net", "tls", "http", "https", "http2", "dgram", "dns", "undici"].flatMap((name) =>
  [name, `node:${name}`, `node:${name}/promises`].map((module) => ({
    name: module,
    message: "Only network/ may connect to anything, through its gate (promise P1).",
  })),
);
const vscodeOnlyInClient = { name: "vscode", message: "vscode belongs under client/." };
const llamaOnlyInEngine = {
  name: "node-llama-cpp",
  message: "node-llama-cpp belongs in server/src/model/engine/, by dynamic import.",
};
const effects = [
  ...["fs", "fs/promises", "child_process", "worker_threads"].flatMap((name) => [name, `node:${name}`]),
].map((name) => ({ name, message: "Feature cores are pure: files and processes arrive as ports." }));
const connection = ["vscode-languageserver", "vscode-languageserver/node"].map((name) => ({
  name,
  message: "Only lsp/ and main.ts see a Connection.",
}));
const effectGlobals = ["process", "setTimeout", "setInterval", "setImmediate"].map((name) => ({
  name,
  message: "Clock, environment and process arrive as ports in a feature core.",
}));

/** `layer(name, ...folders)` forbids imports of the named sibling folders. */
const forbid = (folders, message) =>
  folders.map((folder) => ({ regex: `^\\.\\./(.*/)?${folder}(/|$)`, message }));
const imports = (paths, patterns = []) => ({
  "no-restricted-imports": ["error", { paths: [...networkModules, ...paths], patterns }],
});

const above = ["lsp", "server", "main", "cli"];
const layer = (files, forbiddenFolders, paths) => ({
  files,
  rules: imports(paths, forbid(forbiddenFolders, "This import points up the layers; see ARCHITECTURE.md.")),
});

export default tseslint.config(
  { ignores: ["dist/**", "out/**", "node_modules/**", "test/fixtures/**", "test/bench/quality/corpus/**"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "no-console": "error",
      "no-eval": "error",
      "no-restricted-syntax": ["error", noDefaultExport, noEmptyCatch],
      "no-restricted-globals": ["error", ...noBareNetwork],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  layer(["client/src/**/*.ts"], ["server/src/(?!protocol)"], [llamaOnlyInEngine]),
  layer(["server/src/**/*.ts"], [], [vscodeOnlyInClient, llamaOnlyInEngine]),
  layer(["server/src/lsp/**/*.ts"], ["main", "cli", "server"], [vscodeOnlyInClient, llamaOnlyInEngine]),
  ...features.map((feature) => ({
    files: [`server/src/${feature}/**/*.ts`],
    rules: {
      ...imports(
        [vscodeOnlyInClient, llamaOnlyInEngine, ...effects, ...connection],
        [
          ...forbid(above, "This import points up the layers; see ARCHITECTURE.md."),
          ...forbid(
            features.filter((other) => other !== feature),
            "Features never import each other: move the shared need down a layer.",
          ),
          ...forbid(["model/engine"], "Features see model/runtime.ts only."),
        ],
      ),
      "no-restricted-globals": ["error", ...noBareNetwork, ...effectGlobals],
    },
  })),
  layer(
    ["server/src/{model,documents,retrieval,settings}/**/*.ts"],
    [...above, ...features],
    [vscodeOnlyInClient, llamaOnlyInEngine, ...connection],
  ),
  layer(
    ["server/src/retrieval/**/*.ts"],
    [...above, ...features, "model", "documents", "settings", "network", "protocol"],
    [vscodeOnlyInClient, llamaOnlyInEngine, ...effects, ...connection],
  ),
  layer(
    ["server/src/journal/**/*.ts"],
    [...above, ...features, "retrieval", "settings", "network", "model/engine"],
    [vscodeOnlyInClient, llamaOnlyInEngine, ...effects, ...connection],
  ),
  layer(["server/src/model/engine/**/*.ts"], [...above, ...features], [vscodeOnlyInClient, ...connection]),
  layer(
    ["server/src/protocol/**/*.ts"],
    [...above, ...features, "model", "documents", "settings", "network"],
    [vscodeOnlyInClient, llamaOnlyInEngine, ...effects],
  ),
  layer(
    ["server/src/util/**/*.ts"],
    [...above, ...features, "model", "documents", "settings", "network", "protocol"],
    [vscodeOnlyInClient, llamaOnlyInEngine, ...effects],
  ),
  // One namespace for each message: its method, parameters and result stand together.
  {
    files: [
      "server/src/protocol/{index,ask,catalogue,chat,codeTask,commitMessage,comparison,completion,documentView,draft,endpointKey,feedback,journal,proofread,routing,search,summary,tool,traces,training}.ts",
    ],
    rules: { "@typescript-eslint/no-namespace": "off" },
  },
  {
    files: ["server/src/network/{gate,http,local}.ts"],
    rules: { "no-restricted-imports": "off", "no-restricted-globals": "off" },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "no-console": "off",
      "max-lines-per-function": "off",
      "no-restricted-imports": "off",
      "no-restricted-globals": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly" } },
    rules: { "max-lines": ["error", 400] },
  },
);
