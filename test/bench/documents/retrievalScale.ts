/** What an index costs as it grows: time of a question, time to build, memory; MiniSearch beside it on the same words. */
import { performance } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import MiniSearch from "minisearch";
import { createBm25 } from "../../../server/src/retrieval/bm25";
import { tokensOf } from "../../../server/src/retrieval/tokens";
import { figure, table } from "../report/format";
import { createCorpus, exponentOf, percentile } from "./retrievalCorpus";

const questionsAsked = 200;
/** Words of a question: a phrase, a sentence, a paragraph somebody selected. */
const questionLengths = [4, 12, 30];

interface Cost {
  readonly size: number;
  /** Milliseconds. Words are cut outside of it: both sides get the same. */
  readonly build: number;
  readonly megabytes: number;
  readonly p50: number;
  readonly p95: number;
  /** Processor time of a question at the 95th percentile: less disturbed by other programs. */
  readonly processor: number;
  /** The longest time one passage held up everybody else. */
  readonly hold: number;
}

interface Side {
  add(id: number, tokens: readonly string[]): void;
  query(tokens: readonly string[]): unknown;
}

function ours(): Side {
  const index = createBm25<number>((a, b) => a - b);
  return { add: (id, tokens) => index.add(id, tokens), query: (tokens) => index.query(tokens, 10) };
}

function theirs(): Side {
  const index = new MiniSearch<{ readonly id: number; readonly text: string }>({
    fields: ["text"],
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term,
  });
  return {
    add: (id, tokens) => index.add({ id, text: tokens.join(" ") }),
    query: (tokens) => index.search(tokens.join(" ")).slice(0, 10),
  };
}

/** Twice with a turn between: the memory behind typed arrays goes after the arrays. */
async function used(): Promise<number> {
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.();
    await turn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Passages are made as they are needed, so that memory is the index's alone. */
async function measure(make: () => Side, size: number): Promise<Cost> {
  const corpus = createCorpus(size);
  const before = await used();
  const side = make();
  const kept: string[] = [];
  let build = 0;
  let hold = 0;
  for (let id = 0; id < size; id++) {
    const passage = corpus.passage();
    const tokens = tokensOf(passage);
    const start = performance.now();
    side.add(id, tokens);
    const took = performance.now() - start;
    build += took;
    hold = Math.max(hold, took);
    if (id % Math.ceil(size / 100) === 0) kept.push(passage);
  }
  const questions = Array.from({ length: questionsAsked }, (_, at) =>
    tokensOf(
      corpus.question(kept[at % kept.length] ?? "", questionLengths[at % questionLengths.length] ?? 4),
    ),
  );
  for (const question of questions.slice(0, 30)) side.query(question);
  const wall: number[] = [];
  const processor: number[] = [];
  for (const question of questions) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    side.query(question);
    wall.push(performance.now() - start);
    const { user, system } = process.cpuUsage(cpu);
    processor.push((user + system) / 1000);
  }
  const megabytes = (await used()) - before;
  // Asked once more, so that it was still there when it was weighed.
  side.query(questions[0] ?? []);
  const [p50, p95] = [percentile(wall, 0.5), percentile(wall, 0.95)];
  return { size, build, megabytes, p50, p95, processor: percentile(processor, 0.95), hold };
}

const rowOf = (name: string, cost: Cost) => [
  `${name}, ${cost.size.toLocaleString("en")} passages`,
  ...[cost.p50, cost.p95, cost.processor, cost.build / 1000, cost.hold, cost.megabytes].map(figure),
];

const exponents = (costs: readonly Cost[]) =>
  (["p50", "p95", "build", "megabytes"] as const)
    .map((kind) => `${kind} ${exponentOf(costs.map((cost) => [cost.size, cost[kind]] as const)).toFixed(2)}`)
    .join(", ");

/** Some two minutes; answers the p95 at the largest size, in milliseconds. Memory is exact only under `node --expose-gc`. */
export async function runRetrievalScale(print: (text: string) => void): Promise<number | undefined> {
  const own: Cost[] = [];
  for (const size of [1000, 10_000, 100_000]) own.push(await measure(ours, size));
  const other: Cost[] = [];
  for (const size of [1000, 10_000]) other.push(await measure(theirs, size));
  print(
    `${questionsAsked} questions of ${questionLengths.join(", ")} words, best 10 (target: p95 <= 20 ms at 100,000 passages)` +
      (globalThis.gc === undefined ? "; without --expose-gc memory is a guess" : ""),
  );
  print(
    table([
      ["", "p50 ms", "p95 ms", "CPU p95 ms", "build s", "longest add ms", "memory MB"],
      ...own.map((cost) => rowOf("Hanare", cost)),
      ...other.map((cost) => rowOf("MiniSearch", cost)),
    ]),
  );
  print(`Exponents of growth, Hanare: ${exponents(own)}; MiniSearch: ${exponents(other)}.`);
  return own.at(-1)?.p95;
}
