/** `node --import tsx test/bench/quality/run.ts [--sample N] [--variants none,all] [--resume] [--model PATH] [--out FOLDER]` */
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureModel } from "../../../scripts/lib/models.mjs";
import { runQuality } from "./index";
import { variants } from "./variants";

const { values } = parseArgs({
  options: {
    sample: { type: "string", default: "2" },
    variants: { type: "string" },
    resume: { type: "boolean", default: false },
    model: { type: "string" },
    out: { type: "string", default: path.join(import.meta.dirname, "../../../out/bench") },
  },
});

const stop = new AbortController();
// The engine process ends with its loader, so a first Ctrl+C leaves in order; answers so far are kept.
process.once("SIGINT", () => stop.abort(new Error("interrupted; --resume goes on")));

async function main(): Promise<void> {
  const sample = Number(values.sample);
  if (!Number.isInteger(sample) || sample < 1)
    throw new Error(`--sample ${values.sample} is not a number above 0`);
  const known = new Set(variants.map(({ name }) => name));
  const wanted = values.variants?.split(",").map((name) => {
    const variant = variants.find((each) => each.name === name);
    if (variant === undefined) throw new Error(`--variants: ${name} is none of ${[...known].join(", ")}`);
    return variant.name;
  });
  const model = values.model ?? (await ensureModel("coder", () => undefined)).path;
  await runQuality({
    ...{ model, sample, resume: values.resume, out: values.out, signal: stop.signal },
    ...(wanted && { variants: new Set(wanted) }),
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (line) => void process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${line}\n`),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
