/** What reading source code by its grammar costs, beside the lexicon. Called by `npm run bench:documents`. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { languageOf } from "../../../server/src/documents/languages";
import { readText } from "../../../server/src/documents/read";
import { longestText } from "../../../server/src/node/syntaxTrees";
import { createSyntax } from "../../../server/src/node/syntax";
import { loadPacks } from "../../../server/src/review/pack";
import { reviewDocument } from "../../../server/src/review/reviewDocument";
import { grammarFolder } from "../../support/syntax";
import { figure, table } from "../report/format";

const root = path.join(import.meta.dirname, "../../..");
const rounds = 60;

function sourcesIn(folder: string, languageId: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && languageOf(entry.name) === languageId)
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"));
}

/** Lines of our own sources, one file after another. */
const linesOf = (texts: readonly string[], count: number) =>
  texts.join("\n").split("\n").slice(0, count).join("\n");

function percentiles(run: (round: number) => void): readonly string[] {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    run(round);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return [0, 0.5, 0.95].map((share) => figure(times[Math.floor(share * (rounds - 1))] ?? 0));
}

function megabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1e6;
}

const shippedPacks = () =>
  loadPacks(
    readdirSync(path.join(root, "media/packs")).map((file) => ({
      id: file,
      uri: file,
      text: readFileSync(path.join(root, "media/packs", file), "utf8"),
    })),
  ).packs;

/** Blocks are made when somebody asks for them. */
const blocksOf = (...[source, syntax]: Parameters<typeof readText>) => readText(source, syntax).blocks.length;

export async function runSyntax(print: (text: string) => void): Promise<void> {
  const memory: string[][] = [["in memory", "MB more"]];
  const start = megabytes();
  const syntax = createSyntax({ folder: grammarFolder, log: print });
  const note = (what: string) => memory.push([what, figure(megabytes() - start)]);
  await syntax.ready(["typescript"]);
  note("one grammar (TypeScript)");
  await syntax.ready(["python", "java", "go", "javascript"]);
  note("five (and Python, Java, Go, JavaScript)");

  const text = linesOf(sourcesIn("server/src", "typescript"), 2000);
  const source = { uri: "file:///a.ts", languageId: "typescript" };
  const edited = (round: number) => `${text.slice(0, 40_000)}${"x".repeat(round)}${text.slice(40_000)}`;
  const packs = shippedPacks();
  const review = (round: number, using = true) => {
    const document = readText({ ...source, text: edited(round), open: true }, using ? syntax : undefined);
    reviewDocument(document, { packs, path: "a.ts", today: "2026-04-01", language: "en" });
  };
  const rows = [
    [`TypeScript, 2,000 lines, ${text.length} characters`, "least ms", "p50", "p95"],
    ["read by the lexicon", ...percentiles(() => blocksOf({ ...source, text }))],
    [
      "read by the grammar, new",
      ...percentiles((round) => blocksOf({ ...source, text: edited(round) }, syntax)),
    ],
    [
      "read by the grammar, edited",
      ...percentiles((round) => blocksOf({ ...source, text: edited(round), open: true }, syntax)),
    ],
    ["read and reviewed while edited, lexicon", ...percentiles((round) => review(round, false))],
    ["read and reviewed while edited, grammar", ...percentiles(review)],
  ];
  note("with trees of 2,000 lines");
  print(table(rows));
  print(table(await speeds()));
  const long = linesOf(sourcesIn("server/src", "typescript"), 50_000).slice(0, longestText);
  blocksOf({ ...source, text: long }, syntax);
  note(`with a tree of ${long.length} characters`);
  print(table(memory));

  async function speeds(): Promise<string[][]> {
    const found: string[][] = [["files of our own", "M characters", "lexicon M/s", "grammar M/s"]];
    for (const [folder, languageId] of [
      ["server/src", "typescript"],
      ["test/bench/quality/corpus", "python"],
      ["test/bench/quality/corpus", "java"],
      ["test/bench/quality/corpus", "c"],
    ] as const) {
      await syntax.ready([languageId]);
      const files = sourcesIn(folder, languageId);
      const characters = files.reduce((sum, file) => sum + file.length, 0);
      const speed = (by: typeof syntax | undefined) => {
        const begun = performance.now();
        for (const file of files) blocksOf({ ...source, languageId, text: file }, by);
        return figure(characters / 1000 / (performance.now() - begun));
      };
      speed(syntax);
      found.push([languageId, figure(characters / 1e6), speed(undefined), speed(syntax)]);
    }
    return found;
  }
}
