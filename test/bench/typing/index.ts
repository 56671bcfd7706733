/** Part (a) of the completion bench: how long somebody who types waits for a suggestion. */
import path from "node:path";
import { ensurePeer } from "../../../scripts/lib/peer.mjs";
import { type BenchModel } from "../models";
import { hanare } from "../peers/hanare";
import { runningOf } from "../peers/llamaServer";
import { llamaVscode, startPeerServer } from "../peers/llamaVscode";
import { verdictTable } from "../report/verdictTable";
import { type Side } from "./completer";
import { runContest, type Passes } from "./contest";
import { promptsOf, runAlone } from "./engineAlone";
import { type Measure, roundFigures } from "./figures";
import { ours } from "./ours";
import { latencyTable, latencyVerdicts, type Names, type Result, type SideFigures } from "./report";
import { loadSession, type Part } from "./session";

export interface LatencyOptions {
  readonly models: readonly BenchModel[];
  readonly quick: boolean;
  readonly rounds: number;
  /** 0: the product's own measured choice. */
  readonly threads: { readonly ours: number; readonly peer: number };
  /** Folder of the product's hash cache. */
  readonly storagePath: string;
  readonly print: (text: string) => void;
  readonly say: (line: string) => void;
}

const names: Names = { ours: "hanare", peer: "llama.vscode" };
const batchSize = 512;
/** With random weights all text is nonsense and as long as it may be: both sides are given the same little. */
const nonsenseTokens = 16;
const peerTokens = 128;
const alonePrompts = { quick: 17, full: 33 };

/** Prints a table a model; answers what belongs into the record. */
export async function runLatency(options: LatencyOptions): Promise<readonly unknown[]> {
  const session = await loadSession(options.quick ? 60 : Infinity);
  const parts = options.quick ? session.slice(0, 2) : session;
  options.print(`\nTyping session: ${sizeOf(parts)}`);
  options.print("After the last key of a passage nothing is missing: its pause counts for answers only.");
  const results: unknown[] = [];
  for (const model of options.models) results.push(await runModel(model, parts, options));
  return results;
}

async function runModel(model: BenchModel, session: readonly Part[], options: LatencyOptions) {
  const { rounds, print, say } = options;
  const prompts: string[] = [];
  const bin = await ensurePeer();
  const sides = sidesOf(model, { ...options, bin, prompts });
  print(`\n${model.title} · ${Math.round(model.size / 1e6)} MB · ${rounds} rounds in turn`);
  const passes = await runContest({ sides: sides.typing, session, rounds, say });
  say(`engines alone: ${prompts.length} prompts`);
  const alone = await runAlone(sides.alone, prompts);
  const main: Measure = isRandom(model) ? "answered" : "shown";
  const result: Result = {
    ours: both(passes, names.ours, names.peer),
    peer: both(passes, names.peer, names.ours),
    main,
    alone,
  };
  const verdicts = latencyVerdicts(result, names);
  print(`\n${latencyTable(result, names)}\n\n${verdictTable("Targets", verdicts)}`);
  const { title, sha256, size } = model;
  const plain = alone.map(({ p50, p95 }) => ({ p50: Object.fromEntries(p50), p95: Object.fromEntries(p95) }));
  return { title, sha256, size, ...result, alone: plain, verdicts, passes: Object.fromEntries(passes) };
}

/** The shape says so in its file's name. */
const isRandom = ({ path: file }: BenchModel) => path.basename(file).includes("-random-");

interface SideOptions extends LatencyOptions {
  readonly bin: string;
  /** Filled with the prompts that our side sent. */
  readonly prompts: string[];
}

function sidesOf(model: BenchModel, { bin, prompts, threads, storagePath, quick }: SideOptions) {
  const short = isRandom(model) ? { maxTokens: nonsenseTokens } : {};
  const peer = { bin, model: model.path, threads: threads.peer, maxTokens: peerTokens, ...short };
  const typing: readonly Side[] = [
    ours(names.ours, {
      ...{ model: model.path, threads: threads.ours, batchSize, storagePath, ...short },
      onGenerations: (generations) => {
        const wanted = (quick ? alonePrompts.quick : alonePrompts.full) - prompts.length;
        prompts.push(...promptsOf(generations, Math.max(0, wanted)));
      },
    }),
    llamaVscode(names.peer, peer),
  ];
  const conditions = { model: model.path, contextSize: 4096, batchSize, threads: threads.peer };
  const alone = [
    hanare(names.ours, conditions, { threads: threads.ours, storagePath }),
    { name: names.peer, start: async () => runningOf(await startPeerServer(peer)) },
  ];
  return { typing, alone };
}

function both(passes: Passes, name: string, other: string): SideFigures {
  const rounds = passes.get(name) ?? [];
  const of = (measure: Measure) =>
    rounds.map((round, index) => roundFigures(round, measure, passes.get(other)?.[index]));
  return { shown: of("shown"), whole: of("whole"), answered: of("answered") };
}

function sizeOf(parts: readonly Part[]): string {
  const strokes = parts.flatMap((part) => part.strokes);
  const seconds = strokes.reduce((sum, { gap }) => sum + gap, 0) / 1000;
  const keys = strokes.filter(({ key }) => key !== "Move").length;
  return `${keys} keys in ${parts.length} files, ${Math.round(seconds)} s`;
}
