// Child processes: found on PATH, run with their output shown or kept, ended with this process.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";

const extensions = process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch (error) {
    if (["ENOENT", "EACCES", "ENOTDIR"].includes(error.code)) return false;
    throw error;
  }
}

/** The full path of the first of `names` on PATH, or undefined. */
export function which(...names) {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  for (const name of names) {
    for (const folder of folders) {
      const found = extensions.map((ending) => path.join(folder, name + ending)).find(isProgram);
      if (found) return found;
    }
  }
  return undefined;
}

/** True if the command runs and ends with 0. */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/** Node refuses to start .cmd files without a shell; every argument the scripts pass is free of shell signs. */
const needsShell = (command) => /\.(cmd|bat)$/i.test(command);

/**
 * Runs a command to its end. With `quiet` the output is kept and shown only if the command fails; the
 * result is its stdout. Without, the output goes to the terminal and the result is "".
 */
export function run(command, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ? { ...process.env, ...env } : process.env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
      shell: needsShell(command),
    });
    let stdout = "";
    let all = "";
    child.stdout?.on("data", (chunk) => {
      stdout += chunk;
      all += chunk;
    });
    child.stderr?.on("data", (chunk) => (all += chunk));
    const line = [path.basename(command), ...args].join(" ");
    child.on("error", (error) => reject(new Failure(`Could not start ${line}: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Failure(`${all}\n${line} ended with ${signal ?? `exit code ${code}`}.`.trimStart()));
    });
  });
}

/** npm as it was started by, so that a script run by `npm run` uses that same npm. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return run(process.execPath, [script, ...args], options);
  return run(which("npm") ?? "npm", args, options);
}
