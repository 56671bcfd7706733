/** `npm run fuzz [-- --seed N --count N --format NAME --input N | --file PATH]`: see CONTRIBUTING.md. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { table } from "../bench/report/format";
import { type FuzzResult, runFuzz, startReader } from "./run";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "2400" },
    format: { type: "string", multiple: true, default: [] },
    input: { type: "string" },
    file: { type: "string" },
  },
});
const seed = Number(values.seed);

async function replayFile(file: string): Promise<boolean> {
  const reader = startReader();
  const bytes = new Uint8Array(await readFile(file));
  const name = path.basename(file).replace(/^\d+-\d+-/, "");
  const options = { seed, heavy: 0, formats: [] };
  const { outcome, milliseconds, problems } = await reader.ask({
    options,
    trial: { name, bytes, heavy: false },
  });
  reader.end();
  console.log([`${file}: ${outcome}, ${milliseconds} ms`, ...problems].join("\n"));
  return outcome !== "failed";
}

function report({ index, input, outcome, milliseconds, problems, kept }: FuzzResult): void {
  if (kept === undefined && values.input === undefined) return;
  console.log(
    [
      `${outcome}: input ${index}, ${input.format}/${input.name}, ${input.mutations.join(" + ")}, ${milliseconds} ms`,
      ...problems.map((problem) => `  ${problem}`),
      ...(kept === undefined
        ? []
        : [`  again: npm run fuzz -- --file ${path.relative(process.cwd(), kept)}`]),
    ].join("\n"),
  );
}

function rows(results: readonly FuzzResult[]): readonly (readonly string[])[] {
  const formats = [...new Set(results.map(({ input }) => input.format))].sort();
  const row = (name: string, of: readonly FuzzResult[]) => [
    name,
    ...[
      of.length,
      ...(["document", "unread", "limit", "failed"] as const).map(
        (outcome) => of.filter((one) => one.outcome === outcome).length,
      ),
      Math.max(0, ...of.filter(({ input }) => !input.heavy).map(({ milliseconds }) => milliseconds)),
    ].map(String),
  ];
  return [
    ["format", "inputs", "documents", "unread", "stopped", "failed", "longest ms"],
    ...formats.map((format) =>
      row(
        format,
        results.filter(({ input }) => input.format === format),
      ),
    ),
    row("all", results),
  ];
}

async function main(): Promise<boolean> {
  if (values.file !== undefined) return replayFile(values.file);
  const indices =
    values.input === undefined
      ? Array.from({ length: Number(values.count) }, (_, at) => at)
      : [Number(values.input)];
  console.log(`seed ${seed}, ${indices.length} inputs`);
  const results = await runFuzz({ seed, heavy: 0.01, formats: values.format, indices, onResult: report });
  const slowest = results.toSorted((one, other) => other.milliseconds - one.milliseconds).slice(0, 5);
  for (const { index, input, milliseconds } of slowest)
    console.log(
      `slow: input ${index}, ${input.format}/${input.name}, ${input.mutations.join(" + ")}, ${milliseconds} ms`,
    );
  console.log(table(rows(results)));
  return results.every(({ outcome }) => outcome !== "failed");
}

void main().then((passed) => {
  if (!passed) process.exitCode = 1;
});
