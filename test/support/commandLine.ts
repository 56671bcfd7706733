/** The built command line in a process of its own. */
import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./harness";

export interface CommandResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  readonly cwd: string;
  /** MiB that the process may take for its own objects. */
  readonly heap?: number;
  /** Another user of the machine; only root may run as somebody else. */
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Ctrl+C at its first word on standard error. */
  readonly interrupt?: boolean;
}

export const commandLine = path.join(root, "dist/cli.js");

/** Messages are English. */
export function hanare(
  args: readonly string[],
  { cwd, heap, uid, env, interrupt }: CommandOptions,
): Promise<CommandResult> {
  const limit = heap === undefined ? [] : [`--max-old-space-size=${heap}`];
  const child = spawn(process.execPath, [...limit, commandLine, ...args], {
    cwd,
    ...(uid !== undefined && { uid }),
    env: { ...process.env, LC_ALL: "en_US.UTF-8", XDG_CACHE_HOME: path.join(cwd, ".cache"), ...env },
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (data: string) => (out += data));
  child.stderr.setEncoding("utf8").on("data", (data: string) => {
    // Once: a second signal may find a process that is just ending and no longer listens.
    if (interrupt === true && err === "") child.kill("SIGINT");
    err += data;
  });
  return new Promise((done) => child.once("close", (code) => done({ code, out, err })));
}
