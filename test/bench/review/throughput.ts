/**
 * Whole workspace: 5,000 files, 50 MB, 150 regular expressions. Ours from the command line, first and second run, beside
 * ripgrep (the same expressions), semgrep (the same rules, on the code) and textlint (the same expressions, on the
 * Japanese and English documents). Then the time from a change to the findings of a 2,000-line file.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { machineNow } from "../report/machine";
import { type ReviewBenchOptions } from "../review";
import { type Corpus, writeCorpus } from "./throughputCorpus";
import { benchRules, type BenchRule, packYaml, semgrepYaml } from "./throughputRules";
import { bundledTypingLatency } from "./typingBundle";

const repository = path.join(import.meta.dirname, "../../..");
const peers = path.join(homedir(), ".cache/hanare/peers");

interface Run {
  readonly seconds: number;
  /** Bytes, of the largest process; undefined where the system does not tell. */
  readonly peak: number | undefined;
  readonly code: number;
  readonly out: string;
}

/** Milliseconds after which a peer is stopped; its figure is then a bound. */
const limit = 120_000;

/** Wall time and peak memory of one program. */
function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(command, [...args], { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
    const parts: Buffer[] = [];
    let peak = 0;
    const stop = setTimeout(() => child.kill("SIGKILL"), limit);
    const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 50);
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(watch);
      clearTimeout(stop);
      const seconds = (performance.now() - begun) / 1000;
      const out = Buffer.concat(parts).toString();
      resolve({ seconds, peak: peak === 0 ? undefined : peak, code: code ?? -1, out });
    });
  });
}

/** Linux says it of a living process; children of a program (semgrep's core) are counted by themselves. */
function peakOf(pid: number | undefined): number {
  try {
    const own = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
    return Math.max(own, ...children.map((child) => peakOf(Number(child))));
  } catch {
    return 0;
  }
}

const figures = (name: string, bytes: number, { seconds, peak }: Run, more = "") =>
  `${name.padEnd(34)} ${seconds.toFixed(2).padStart(8)} s ${(bytes / 1e6 / seconds).toFixed(1).padStart(8)} MB/s ` +
  `${peak === undefined ? "-" : `${Math.round(peak / 1e6)} MB`.padStart(8)} peak  ${more}`;

export async function runThroughput(
  print: (text: string) => void,
  { quick }: ReviewBenchOptions,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "hanare-throughput-"));
  try {
    const share = quick ? 0.1 : 1;
    const corpus = writeCorpus(path.join(folder, "workspace"), { files: 5000 * share, bytes: 50e6 * share });
    const rules = benchRules();
    const { processor, cores, system, node } = machineNow();
    print(`${processor}, ${cores} cores, ${system}, Node ${node}`);
    print(`${corpus.files} files, ${(corpus.bytes / 1e6).toFixed(1)} MB, ${rules.length} rules`);
    await ours(print, folder, corpus, rules);
    await ripgrep(print, folder, corpus, rules);
    await semgrep(print, folder, corpus, rules);
    await textlint(print, folder, corpus, rules);
    print(await bundledTypingLatency());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Print = (text: string) => void;

async function ours(
  print: Print,
  folder: string,
  corpus: Corpus,
  rules: readonly BenchRule[],
): Promise<void> {
  const pack = path.join(folder, "pack.yaml");
  writeFileSync(pack, packYaml(rules));
  const args = [
    path.join(repository, "dist/cli.js"),
    "review",
    corpus.folder,
    "--rules",
    pack,
    "--format",
    "json",
  ];
  const env = { ...process.env, XDG_CACHE_HOME: path.join(folder, "cache") };
  const first = await run(process.execPath, args, folder, env);
  const second = await run(process.execPath, args, folder, env);
  const found = (JSON.parse(first.out) as { findings: readonly unknown[] }).findings.length;
  print(figures("Hanare, first run", corpus.bytes, first, `${found} findings, exit ${first.code}`));
  print(
    figures(
      "Hanare, second run",
      corpus.bytes,
      second,
      first.out === second.out ? "the same report" : "ANOTHER REPORT",
    ),
  );
  const share = second.seconds / first.seconds;
  print(`second / first: ${share.toFixed(3)}, at most 0.1: ${share <= 0.1 ? "met" : "MISSED"}`);
}

async function ripgrep(
  print: Print,
  folder: string,
  corpus: Corpus,
  rules: readonly BenchRule[],
): Promise<void> {
  const patterns = path.join(folder, "patterns.txt");
  writeFileSync(patterns, rules.map(({ regex }) => regex).join("\n"));
  try {
    const all = await run("rg", ["--json", "--no-ignore", "-f", patterns, corpus.folder], folder);
    const found = all.out.split('"type":"match"').length - 1;
    print(
      figures("ripgrep, all in one pattern", corpus.bytes, all, `${found} lines; it does not say which rule`),
    );
    let [seconds, peak] = [0, 0];
    for (const { regex, id } of rules) {
      const place = path.join(corpus.folder, id.startsWith("CODE") ? "src" : "docs");
      const one = await run("rg", ["--json", "--no-ignore", "-e", regex, place], folder);
      seconds += one.seconds;
      peak = Math.max(peak, one.peak ?? 0);
    }
    print(figures("ripgrep, a run for each rule", corpus.bytes, { seconds, peak, code: 0, out: "" }));
  } catch {
    print("ripgrep: not installed (apt-get install ripgrep)");
  }
}

async function semgrep(
  print: Print,
  folder: string,
  corpus: Corpus,
  rules: readonly BenchRule[],
): Promise<void> {
  const program = path.join(peers, "semgrep/bin/semgrep");
  if (!existsSync(program)) return print("semgrep: not installed (npm run bench:peers)");
  const config = path.join(folder, "semgrep.yaml");
  writeFileSync(config, semgrepYaml(rules));
  const args = [
    "scan",
    "--metrics=off",
    "--disable-version-check",
    "--no-git-ignore",
    "--json",
    "--quiet",
    "--config",
    config,
  ];
  const env = { ...process.env, PATH: `${path.dirname(program)}:${process.env["PATH"] ?? ""}`, HOME: folder };
  const all = await run(program, [...args, path.join(corpus.folder, "src")], folder, env);
  if (all.code < 0) return print(`semgrep, the code only: stopped after ${limit / 1000} s`);
  const found = (JSON.parse(all.out || '{"results":[]}') as { results: readonly unknown[] }).results.length;
  print(figures("semgrep, the code only", corpus.code.bytes, all, `${found} findings, exit ${all.code}`));
}

async function textlint(
  print: Print,
  folder: string,
  corpus: Corpus,
  rules: readonly BenchRule[],
): Promise<void> {
  const modules = path.join(peers, "textlint/node_modules");
  const program = path.join(modules, "textlint/bin/textlint.js");
  if (!existsSync(program)) return print("textlint: not installed (npm run bench:peers)");
  const prh = path.join(folder, "prh.yml");
  const docs = rules.filter(({ id }) => id.startsWith("DOC"));
  writeFileSync(
    prh,
    `version: 1\nrules:\n${docs.map(({ regex }) => `  - expected: "-"\n    pattern: ${JSON.stringify(`/${regex.replaceAll("/", "\\/")}/`)}\n`).join("")}`,
  );
  const config = path.join(folder, "textlintrc.json");
  writeFileSync(config, JSON.stringify({ rules: { prh: { rulePaths: [prh] } } }));
  const args = [
    program,
    "--config",
    config,
    "--rules-base-directory",
    modules,
    "-f",
    "json",
    `${corpus.folder}/docs`,
  ];
  const all = await run(process.execPath, args, path.dirname(modules));
  if (all.code < 0) return print(`textlint (prh), the documents only: stopped after ${limit / 1000} s`);
  const results = JSON.parse(all.out || "[]") as readonly { messages: readonly unknown[] }[];
  const found = results.reduce((sum, { messages }) => sum + messages.length, 0);
  print(
    figures(
      "textlint (prh), the documents only",
      corpus.manuals.bytes,
      all,
      `${found} findings, exit ${all.code}`,
    ),
  );
}
