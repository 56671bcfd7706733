/** The same core without an editor: this file is the process, `cli/` the commands. */
import { homedir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { oldRuntime } from "./cli/oldRuntime";
import { run } from "./cli/run";
import { exitCodes, type Terminal } from "./cli/terminal";
import { createGate, guardProcess } from "./network/gate";
import { setLanguage } from "./util/l10n";
import { printable } from "./util/printable";

/** What the user says counts before what the system says. */
function chooseLanguage(args: readonly string[]): void {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const at = args.findIndex((arg) => arg === "--language");
  const given = args.find((arg) => arg.startsWith("--language="))?.slice("--language=".length);
  // On Windows no such variable is set; the runtime knows the user's language there.
  const system = LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  setLanguage(given ?? (at >= 0 ? args[at + 1] : undefined) ?? system);
}

/** Where the system keeps what may be deleted at any time. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === "win32") return path.join(LOCALAPPDATA ?? homedir(), "hanare");
  if (process.platform === "darwin") return path.join(homedir(), "Library", "Caches", "hanare");
  return path.join(XDG_CACHE_HOME || path.join(homedir(), ".cache"), "hanare");
}

function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.on("SIGINT", () => {
    // The second time, whatever still runs is left behind.
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
  process.on("SIGTERM", () => controller.abort());
  return controller.signal;
}

/** Ends with its writer or with the signal, whichever comes first. */
function standardInput(signal: AbortSignal): AsyncIterable<Uint8Array> {
  const { stdin } = process;
  signal.addEventListener("abort", () => stdin.destroy(), { once: true });
  return stdin;
}

/** Only where both the question and the answer are somebody's. */
function asking(signal: AbortSignal): Pick<Terminal, "ask"> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return {};
  return {
    async ask(question) {
      const reading = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await reading.question(question, { signal });
      } finally {
        reading.close();
      }
    },
  };
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  chooseLanguage(args);
  const old = oldRuntime(process.versions.node);
  if (old !== undefined) {
    process.stderr.write(`hanare: ${old}\n`);
    process.exitCode = exitCodes.engine;
    return;
  }
  const gate = createGate("offline");
  guardProcess(gate);
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
  process.stdout.on("error", () => process.exit(0));
  const signal = stopOnInterrupt();
  const terminal: Terminal = {
    out: (text) => void process.stdout.write(text),
    note: (line) => void process.stderr.write(`${printable(line.replace(/\n$/u, ""))}\n`),
    input: () => standardInput(signal),
    ...asking(signal),
    cwd: process.cwd(),
    home: homedir(),
    bundles: __dirname,
    execPath: process.execPath,
    env: process.env,
    storagePath: cacheFolder(),
    gate,
    signal,
  };
  process.exitCode = await run(args, terminal);
}

void main();
