/**
 * Starts a shared engine as a process of its own, which outlives the window that needed it first: an editor that ends
 * a server which takes too long to stop ends all processes below it. So a short-lived one stands between the two.
 */
import { fork } from "node:child_process";
import { homedir } from "node:os";

/** The engine's command line: one of these, then `FOLDER NUMBER IDLE`. The first starts the second and ends. */
export const launchFlag = "--launch-shared";
export const sharedFlag = "--shared";

export interface LaunchOptions {
  readonly script: string;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** Milliseconds without a window after which it ends. */
  readonly idle: number;
}

/** Milliseconds in which a process starts even on a busy machine. */
const startTime = 30_000;

/** Resolves when the engine has claimed the number, or ended because it could not. Rejects when it cannot be started. */
export async function launchShared(
  options: LaunchOptions,
  number: number,
  flag: typeof launchFlag | typeof sharedFlag = launchFlag,
): Promise<void> {
  const { script, execPath, env, folder, idle } = options;
  const child = fork(script, [flag, folder, String(number), String(idle)], {
    ...{ execPath, env, execArgv: [], detached: true, windowsHide: true },
    // A folder of the workspace could not be removed while a process stands in it.
    cwd: homedir(),
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      child.on("error", reject);
      child.once("exit", () => resolve());
      child.once("message", () => resolve());
      timer = setTimeout(() => {
        child.kill("SIGKILL");
        reject(new Error("the shared engine did not start"));
      }, startTime);
    });
  } finally {
    clearTimeout(timer);
    if (child.connected) child.disconnect();
    child.unref();
  }
}
