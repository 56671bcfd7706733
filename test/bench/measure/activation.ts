/** Activation in a fresh process against a stub of the editor: our own code's share of it, nothing of the editor's. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../../support/harness";

const execute = promisify(execFile);
const folder = path.join(import.meta.dirname, "../editorStub");

/** Milliseconds. */
export interface Activation {
  /** Reading and running the bundle, and `activate`, until it returned: what the editor waits for. */
  readonly activate: number;
  /** The longest turn afterwards, in which the client's library is loaded; the editor is not waiting. */
  readonly laterTurn: number;
  /** Requiring a module that does nothing, in a process of its own. */
  readonly emptyModule: number;
}

export async function measureActivation(): Promise<Activation> {
  const client = await probe(path.join(root, "dist/client.js"));
  const empty = await probe(path.join(folder, "empty.js"));
  return { activate: client.activate, laterTurn: client.laterTurn, emptyModule: empty.activate };
}

async function probe(module: string): Promise<{ readonly activate: number; readonly laterTurn: number }> {
  // The stub stands where `require("vscode")` looks last.
  const env = { ...process.env, NODE_PATH: path.join(folder, "modules") };
  const { stdout } = await execute(process.execPath, [path.join(folder, "probe.mjs"), module], { env });
  return JSON.parse(stdout) as { activate: number; laterTurn: number };
}
