// A real VS Code without a download from outside npm: code-server run by the Node that npm packages.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm, run, which } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { seconds } from "./format.mjs";
import { editorFolder } from "./paths.mjs";
import { ensureSystem } from "./system.mjs";

/** code-server 4.139.1 is VS Code 1.139; it is built for Node 24. */
const versions = { "code-server": "4.139.1", node: "24.21.0" };

const nodePackage = `node-${process.platform}-${process.arch}`;
const modulesFolder = path.join(editorFolder, "node_modules");
const nodeFolder = path.join(modulesFolder, nodePackage);
const serverFolder = path.join(modulesFolder, "code-server");
const marker = path.join(editorFolder, "installed.json");
const wanted = JSON.stringify({ ...versions, platform: `${process.platform}-${process.arch}` });

/** The npm-packaged editor: its Node, its entry script, and the folder of VS Code's server inside it. */
export const codeServer = {
  node: path.join(nodeFolder, "bin/node"),
  entry: path.join(serverFolder, "out/node/entry.js"),
  version: versions["code-server"],
};

/** The `code` command of an installed VS Code, or undefined. */
export function findCode() {
  return which("code", "code-insiders", "codium");
}

/** True once code-server starts and says its version; the native modules are built by then. */
async function works() {
  if (!existsSync(codeServer.node) || !existsSync(codeServer.entry)) return false;
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return true;
  const installed = JSON.parse(readFileSync(path.join(serverFolder, "package.json"), "utf8")).version;
  const vscode = path.join(serverFolder, "lib/vscode");
  const parts = ["node_modules/node-pty", "extensions/node_modules/typescript"];
  const complete = parts.every((part) => existsSync(path.join(vscode, part, "package.json")));
  if (installed !== versions["code-server"] || !complete) return false;
  // The list of extensions loads the whole server, native modules included.
  const config = ["--config", path.join(editorFolder, "config.yaml")];
  const data = ["--user-data-dir", path.join(editorFolder, "probe")];
  await run(codeServer.node, [codeServer.entry, ...config, ...data, "--list-extensions"], { quiet: true });
  writeFileSync(marker, wanted);
  return true;
}

async function install() {
  mkdirSync(editorFolder, { recursive: true });
  rmSync(marker, { force: true });
  const manifest = { name: "hanare-development-editor", private: true, license: "UNLICENSED" };
  writeFileSync(path.join(editorFolder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const packages = [`code-server@${versions["code-server"]}`, `${nodePackage}@${versions.node}`];
  // code-server's own install script would look for a prebuilt VS Code; its second half is done by hand below.
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
  await npm(["install", ...flags, ...packages], { cwd: editorFolder, quiet: true });
  const env = {
    // The native modules must fit the Node that runs them; its package ships the headers, so nothing is downloaded.
    npm_config_nodedir: nodeFolder,
    npm_config_ignore_scripts: "false",
    PATH: `${path.join(nodeFolder, "bin")}${path.delimiter}${process.env.PATH}`,
  };
  const vscode = path.join(serverFolder, "lib/vscode");
  const production = ["install", "--omit=dev", "--no-audit", "--no-fund"];
  await npm(production, { cwd: vscode, env, quiet: true });
  // The built-in extensions have TypeScript as their one dependency; its scripts only trim its folder.
  await npm([...production, "--ignore-scripts"], { cwd: path.join(vscode, "extensions"), quiet: true });
}

/** Makes sure the npm-packaged editor is in the cache and starts. */
export async function ensureCodeServer() {
  if (process.platform === "win32") {
    throw new Failure(
      "code-server does not run on Windows. Install VS Code, so that `code` is on PATH, and run the command again.",
    );
  }
  if (!(await works())) {
    await ensureSystem("editor");
    const started = Date.now();
    console.log(`Editor: installing code-server ${versions["code-server"]} from npm (about 4 minutes)`);
    await install();
    if (!(await works())) throw new Failure(`The installed editor in ${editorFolder} is not complete.`);
    console.log(`Editor: installed in ${seconds(Date.now() - started)}`);
  }
  console.log(`Editor: code-server ${versions["code-server"]} in ${editorFolder}`);
  return codeServer;
}
