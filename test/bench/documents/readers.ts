/** Speed and memory of every reader, and how they grow with the file. Called by `npm run bench:documents`. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { figure, table } from "../report/format";
import { type ReaderCost } from "./readersChild";
import { temporaryFolder, type TemporaryFolder } from "../../support/temporary";
import { sampleFormats, type SampleFormat, sampleOf } from "./readersSamples";
import { exponentOf } from "./retrievalCorpus";

const sizes = [200_000, 400_000, 800_000, 1_600_000];
const empty = Array.from({ length: 7 }, () => "");
const child = path.join(import.meta.dirname, "readersChild.ts");

async function costOf(
  folder: TemporaryFolder,
  format: SampleFormat,
  size: number,
): Promise<ReaderCost | undefined> {
  const small = await folder.write(`${format}.small`, sampleOf(format, 20_000));
  const large = await folder.write(`${format}.large`, sampleOf(format, size));
  const options = ["--expose-gc", "--import", "tsx", child, format, small, large];
  const { stdout } = await promisify(execFile)(process.execPath, options, { timeout: 180_000 });
  return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as ReaderCost);
}

async function rowOf(folder: TemporaryFolder, format: SampleFormat): Promise<readonly string[]> {
  const costs: ReaderCost[] = [];
  for (const size of sizes) {
    const cost = await costOf(folder, format, size);
    if (cost === undefined) return [format, "no reader", ...empty];
    costs.push(cost);
  }
  const last = costs.at(-1);
  if (last === undefined) return [format];
  const growth = (kind: "milliseconds" | "megabytes") =>
    exponentOf(costs.map((cost) => [cost.characters, cost[kind]] as const)).toFixed(2);
  return [
    format,
    ...[last.bytes / 1e6, last.characters / 1e6, last.milliseconds / 1000].map(figure),
    figure(last.bytes / 1000 / last.milliseconds),
    figure(last.characters / 1000 / last.milliseconds),
    figure(last.megabytes),
    growth("milliseconds"),
    growth("megabytes"),
  ];
}

/** A few minutes: a process for each size of each format. A format that fails says so and the others go on. */
export async function runReaders(print: (text: string) => void): Promise<void> {
  const rows: (readonly string[])[] = [
    [
      "reader",
      "file MB",
      "text M characters",
      "s",
      "MB/s",
      "M characters/s",
      "peak MB",
      "time grows",
      "memory grows",
    ],
  ];
  const folder = await temporaryFolder();
  try {
    for (const format of sampleFormats) {
      const row = rowOf(folder, format);
      rows.push(await row.catch((error: unknown) => [format, String(error).slice(0, 60), ...empty]));
    }
  } finally {
    await folder.remove();
  }
  print(`The largest of ${sizes.length} sizes; exponents over all (1: twice as much for twice the text)`);
  print(table(rows));
}
