/**
 * Our BM25 beside MiniSearch (the index that editors and static sites use most in JavaScript) on the same
 * tokens, and the cost of the whole code index. `npm run bench:retrieval`; the text is what `node_modules` has.
 */
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import MiniSearch from "minisearch";
import { entriesIn, textWithin, walkFiles } from "../../server/src/documents/nodeFiles";
import { uriOf } from "../../server/src/documents/uris";
import { platform } from "../../server/src/node/files";
import { createBm25 } from "../../server/src/retrieval/bm25";
import { chunksOf, isMinified } from "../../server/src/retrieval/chunks";
import { createCodeIndex } from "../../server/src/retrieval/codeIndex";
import { codeTokensOf } from "../../server/src/retrieval/tokens";
import { table } from "./report/format";
import { ratioOf, spreadOf } from "./statistics";

const never = new AbortController().signal;
const folder = path.join(import.meta.dirname, "../../node_modules");
const rounds = 3;
const queries = 100;

interface Unit {
  readonly id: number;
  readonly tokens: readonly string[];
}

/** An index as either side builds it: how it is filled, and how it answers. */
interface Side {
  query(tokens: readonly string[]): readonly { readonly id: unknown; readonly score: number }[];
}

const ours = (units: readonly Unit[]): Side => {
  const index = createBm25<number>((a, b) => a - b);
  for (const { id, tokens } of units) index.add(id, tokens);
  return { query: (tokens) => index.query(tokens, 10).map(({ key, score }) => ({ id: key, score })) };
};

const theirs = (units: readonly Unit[]): Side => {
  const split = (text: string) => text.split(" ");
  const index = new MiniSearch<{ readonly id: number; readonly text: string }>({
    fields: ["text"],
    tokenize: split,
    processTerm: (term) => term,
    searchOptions: { bm25: { k: 1.2, b: 0.75, d: 0 } },
  });
  // Joined and divided again, which costs less than a hundredth of the build.
  index.addAll(units.map(({ id, tokens }) => ({ id, text: tokens.join(" ") })));
  return { query: (tokens) => index.search(tokens.join(" ")).slice(0, 10) };
};

const sides = { ours, theirs };

async function unitsOf(count: number): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  for await (const file of walkFiles(folder, { exclude: ["**/node-llama-cpp/**"] }, never)) {
    if (!/\.(?:js|mjs|ts)$/.test(file)) continue;
    const text = await textWithin(uriOf(file, platform), 200e3, platform);
    const lines = text?.split("\n") ?? [];
    if (text === undefined || isMinified(text, lines)) continue;
    for (const { start, end } of chunksOf(lines))
      units.push({ id: units.length, tokens: codeTokensOf(lines.slice(start, end).join("\n")) });
    if (units.length >= count) break;
  }
  return units.slice(0, count);
}

interface Cost {
  readonly build: number;
  readonly query: number;
  readonly heap: number;
}

const used = () => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

function measure(make: (units: readonly Unit[]) => Side, units: readonly Unit[]): Cost {
  const before = used();
  const start = performance.now();
  const side = make(units);
  const build = performance.now() - start;
  const heap = used() - before;
  const asked = performance.now();
  for (let at = 0; at < queries; at++) side.query(questionAt(units, at));
  return { build, query: (performance.now() - asked) / queries, heap };
}

/** Twenty different tokens of one chunk: about what a cursor's surroundings have. */
const questionAt = (units: readonly Unit[], at: number) =>
  [...new Set(units[(at * 7919) % units.length]?.tokens)].slice(0, 20);

function compare(units: readonly Unit[]): readonly (readonly string[])[] {
  const costs = { ours: [] as Cost[], theirs: [] as Cost[] };
  for (let round = 0; round < rounds; round++)
    for (const side of ["ours", "theirs"] as const) costs[side].push(measure(sides[side], units));
  return (["build", "query", "heap"] as const).map((kind) => {
    const of = (side: "ours" | "theirs") => costs[side].map((cost) => cost[kind]);
    const digits = (values: readonly (number | undefined)[]) => spreadOf(values)?.median.toFixed(2) ?? "";
    const ratio = ratioOf(of("ours"), of("theirs"))?.median.toFixed(2) ?? "";
    const unit = kind === "heap" ? "MB" : "ms";
    return [`${units.length} chunks, ${kind}, ${unit}`, digits(of("ours")), digits(of("theirs")), ratio];
  });
}

/** Share of questions whose best chunk has a score that the other side calls the best as well. */
function agreement(units: readonly Unit[]): string {
  const [a, b] = [ours(units), theirs(units)];
  let same = 0;
  for (let at = 0; at < queries; at++) {
    const question = questionAt(units, at);
    if (a.query(question)[0]?.id === b.query(question)[0]?.id) same++;
  }
  return `${same} of ${queries} questions have the same best chunk on both sides (MiniSearch counts a length in different tokens).`;
}

async function measureCodeIndex(): Promise<string> {
  let longest = 0;
  let last = performance.now();
  const work = { milliseconds: 0 };
  const step = () => {
    longest = Math.max(longest, performance.now() - last);
    work.milliseconds += performance.now() - last;
  };
  const files = {
    list: (uri: string) => entriesIn(uri, platform),
    read: async (uri: string, largest: number) => {
      step();
      const text = await textWithin(uri, largest, platform);
      last = performance.now();
      return text;
    },
    isSource: (uri: string) => /\.(?:js|mjs|ts)$/.test(uri),
    excluded: () => false,
    pause: async () => {
      step();
      await turn();
      last = performance.now();
    },
  };
  const before = used();
  const index = createCodeIndex(files);
  const start = performance.now();
  await index.build([uriOf(folder, platform)], never);
  const elapsed = performance.now() - start;
  const { files: count, chunks, bytes } = index.size();
  return (
    `Code index: ${count} files, ${chunks} chunks in ${(elapsed / 1000).toFixed(1)} s, ` +
    `longest slice ${longest.toFixed(0)} ms, memory ${(used() - before).toFixed(1)} MB ` +
    `(it says ${(bytes / 1e6).toFixed(1)} MB).`
  );
}

async function main(): Promise<void> {
  console.log(await measureCodeIndex());
  const rows: (readonly string[])[] = [["", "Hanare", "MiniSearch", "ratio"]];
  for (const count of [1000, 10_000]) {
    const units = await unitsOf(count);
    rows.push(...compare(units));
    if (count === 1000) console.log(agreement(units));
  }
  console.log(table(rows));
}

void main();
