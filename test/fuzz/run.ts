/** Runs inputs in a process of their own, one after the other; keeps those that fail. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type ChildAnswer, type ChildOptions, type ChildRequest, planOf } from "./child";
import { type FuzzInput, inputOf } from "./inputs";
import { readerLimits } from "../../server/src/node/readerWorker";
import { type Verdict } from "./trial";

export interface FuzzOptions extends ChildOptions {
  /** Numbers of the inputs. */
  readonly indices: readonly number[];
  readonly onResult?: (result: FuzzResult) => void;
}

export interface FuzzResult extends Verdict {
  readonly index: number;
  readonly input: Omit<FuzzInput, "bytes"> & { readonly size: number };
  /** Where the input is kept; of failures only. */
  readonly kept?: string;
}

const root = path.resolve(import.meta.dirname, "../..");
/** Not in git. */
const keptFolder = path.join(root, "out/fuzz");

/** MiB for everything that is not read in the reader's thread. */
const heap = 768;

/** Milliseconds: as long as a reader may take on a busy machine, twice: for the input and the file after it. */
const patience = readerLimits.time * 4;

export interface Reader {
  ask(request: ChildRequest): Promise<Verdict>;
  end(): void;
}

/** A process that is started again when an input ends it. */
export function startReader(): Reader {
  let child: ChildProcess | undefined;
  const start = () =>
    fork(path.join(import.meta.dirname, "child.ts"), {
      cwd: root,
      execArgv: ["--import", "tsx", `--max-old-space-size=${heap}`],
      serialization: "advanced",
    });
  return {
    ask: (request) =>
      new Promise((resolve) => {
        const current = (child ??= start());
        const lost = (problem: string) => {
          settle();
          child = undefined;
          current.kill("SIGKILL");
          resolve({ outcome: "failed", milliseconds: 0, problems: [problem] });
        };
        const onAnswer = (answer: ChildAnswer) => {
          settle();
          resolve(answer);
        };
        const onExit = (code: number | null, signal: string | null) =>
          lost(`the process ended: ${String(code ?? signal)}`);
        const limit = setTimeout(() => lost("no answer: the process hangs"), patience);
        const settle = () => {
          clearTimeout(limit);
          current.off("message", onAnswer).off("exit", onExit);
        };
        current.once("message", onAnswer).once("exit", onExit);
        current.send(request);
      }),
    end: () => void child?.kill("SIGKILL"),
  };
}

export async function runFuzz({
  indices,
  onResult,
  ...options
}: FuzzOptions): Promise<readonly FuzzResult[]> {
  const plan = planOf(options);
  const reader = startReader();
  const results: FuzzResult[] = [];
  try {
    for (const index of indices) {
      const verdict = await reader.ask({ options, index });
      const { bytes, ...input } = inputOf(plan, index);
      const known = { ...verdict, index, input: { ...input, size: bytes.length } };
      const result =
        verdict.outcome === "failed"
          ? { ...known, kept: await keep(input.name, bytes, [options.seed, index]) }
          : known;
      results.push(result);
      onResult?.(result);
    }
  } finally {
    reader.end();
  }
  return results;
}

async function keep(
  name: string,
  bytes: Uint8Array,
  [seed, index]: readonly [number, number],
): Promise<string> {
  await mkdir(keptFolder, { recursive: true });
  const file = path.join(keptFolder, `${seed}-${index}-${name}`);
  await writeFile(file, bytes);
  return file;
}
