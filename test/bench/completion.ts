/**
 * `npm run bench:completion`: our completion beside llama.vscode's technique on the same file in the same run,
 * while a session is typed again. A missed target is printed, not an error.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { ensureModel } from "../../scripts/lib/models.mjs";
import { root } from "../support/harness";
import { benchModels } from "./models";
import { runQuality } from "./quality/index";
import { busyWarning, machineNow } from "./report/machine";
import { runLatency } from "./typing/index";
import { type CompletionOptions, readCompletionOptions, usage } from "./typing/options";

const outFolder = path.join(root, "out/bench");

const print = (text: string) => process.stdout.write(`${text}\n`);
/** Progress goes beside the results, so that these can be kept in a file. */
const say = (line: string) => process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`);

async function latency(options: CompletionOptions): Promise<readonly unknown[]> {
  const storagePath = path.join(outFolder, "storage");
  await mkdir(storagePath, { recursive: true });
  const { quick, rounds, threads, fixed } = options;
  const models = await benchModels(options, storagePath);
  return runLatency({
    models,
    quick,
    rounds,
    threads: { ours: fixed ? threads : 0, peer: threads },
    storagePath,
    print,
    say,
  });
}

/** Part (b); a report every few holes would say little, so `--quick` leaves it out unless it is asked for. */
async function quality({ models, quick }: CompletionOptions): Promise<void> {
  const [given] = models;
  const model = given ?? (await ensureModel("coder", () => undefined)).path;
  await mkdir(outFolder, { recursive: true });
  await runQuality({ model, sample: quick ? 16 : 2, resume: false, out: outFolder, print, say });
}

async function main(): Promise<void> {
  const options = readCompletionOptions(process.argv.slice(2), availableParallelism());
  const started = machineNow();
  print(`${started.processor}, ${started.cores} cores, ${started.system}, Node ${started.node}`);
  print(`rounds in turn: ${options.rounds}; median (min–max); ratios round by round`);
  print(`threads of the peer: ${options.threads}; ours: ${options.fixed ? "the same" : "its own choice"}`);
  const warning = busyWarning(started);
  if (warning !== undefined) print(warning);
  const date = new Date().toISOString();
  const { only, quick } = options;
  const typing = only === "quality" ? undefined : await latency(options);
  if (only === "quality" || (only === undefined && !quick)) await quality(options);
  const machine = { ...started, loadAtEnd: machineNow().load };
  const file = path.join(outFolder, `completion-${date.replaceAll(/[:.]/g, "-")}.json`);
  await mkdir(outFolder, { recursive: true });
  await writeFile(file, `${JSON.stringify({ date, machine, options, typing }, null, 2)}\n`);
  print(`\n${path.relative(root, file)}`);
  if (warning !== undefined) print(warning);
}

// Only an orderly exit ends the peers too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${usage}\n`,
  );
  process.exitCode = 1;
});
