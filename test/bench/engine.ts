/**
 * `npm run bench`: what the language server and the extension cost without a model; Hanare beside llama-bench
 * and llama-server on the same file in the same run; then typing beside a review, answers that repeat their
 * prompt, and the idle engine. A missed target is printed, not an error.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { ensurePeer } from "../../scripts/lib/peer.mjs";
import { root } from "../support/harness";
import { runContest, type ContestPlan } from "./measure/contest";
import { benchModels, type BenchModel } from "./models";
import { readOptions, usage, type BenchOptions } from "./options";
import { hanare } from "./peers/hanare";
import { llamaServer } from "./peers/llamaServer";
import { type Conditions } from "./peers/rival";
import { measureFootprint } from "./footprint";
import { runParts } from "./parts";
import { busyWarning, machineNow } from "./report/machine";
import { modelTable, modelVerdicts, type Names } from "./report/modelReport";
import { verdictTable } from "./report/verdictTable";

const outFolder = path.join(root, "out/bench");
const batchSize = 512;
/** Tokens beyond the long prompt, for what is typed and generated behind it. */
const spareContext = 512;

const print = (text: string) => process.stdout.write(`${text}\n`);
/** Progress goes beside the results, so that these can be kept in a file. */
const say = (line: string) => process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`);

async function benchModel(model: BenchModel, options: BenchOptions, storagePath: string) {
  const { threads, rounds, prompt } = options;
  const plan: ContestPlan = { rounds, shallow: Math.min(200, prompt), deep: prompt, generate: 64 };
  const contextSize = Math.ceil((prompt + spareContext) / 256) * 256;
  const conditions: Conditions = { model: model.path, contextSize, batchSize, threads };
  const names: Names = {
    ours: [`hanare (-t ${threads})`, "hanare (automatic)"],
    server: "llama-server",
    bench: "llama-bench",
  };
  const bin = await ensurePeer();
  const [fixed = "", automatic = ""] = names.ours;
  print(
    `\n${model.title} · ${Math.round(model.size / 1e6)} MB · context ${contextSize} · batch ${batchSize}`,
  );
  const figures = await runContest({
    conditions,
    plan,
    say,
    rivals: [
      hanare(fixed, conditions, { threads, storagePath }),
      llamaServer(names.server, bin, conditions),
      hanare(automatic, conditions, { threads: 0, storagePath }),
    ],
    typists: new Set(names.ours),
    bench: { name: names.bench, bin },
  });
  print(`\n${modelTable(figures, names, plan)}\n`);
  const verdicts = names.ours.map((ours) => ({
    ours,
    verdicts: modelVerdicts(figures, names, { ours, plan }),
  }));
  for (const { ours, verdicts: list } of verdicts) print(verdictTable(`Targets, ${ours}`, list));
  const { title, sha256, size } = model;
  return {
    title,
    sha256,
    size,
    conditions: { ...conditions, model: path.basename(model.path) },
    plan,
    figures,
    verdicts,
  };
}

async function benchFootprint({ rounds }: BenchOptions) {
  const { text, ...footprint } = await measureFootprint(rounds);
  print(`\n${text}`);
  return footprint;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), availableParallelism());
  const storagePath = path.join(outFolder, "storage");
  await mkdir(storagePath, { recursive: true });
  const started = machineNow();
  print(`${started.processor}, ${started.cores} cores, ${started.system}, Node ${started.node}`);
  print(`rounds in turn: ${options.rounds}; median (min–max); ratios round by round`);
  print(`threads of llama-server and llama-bench, and of ours with -t: ${options.threads}`);
  const warning = busyWarning(started);
  if (warning !== undefined) print(warning);
  const beside = options.parts.includes("peers");
  const footprint = beside ? await benchFootprint(options) : undefined;
  const models: unknown[] = [];
  for (const model of await benchModels(options, storagePath)) {
    const contest = beside ? await benchModel(model, options, storagePath) : { title: model.title };
    models.push({ ...contest, ...(await runParts(model, { options, storagePath, print, say })) });
  }
  const { load } = machineNow();
  const result = {
    date: new Date().toISOString(),
    machine: { ...started, loadAtEnd: load },
    options,
    footprint,
    models,
  };
  const file = path.join(outFolder, `engine-${result.date.replaceAll(/[:.]/g, "-")}.json`);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
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
