/** One model over all cases: as completion model first, then as assistant, each loaded once. */
import path from "node:path";
import { type ReadPorts } from "../documents/readFile";
import { type MeasuredModel, type ModelRun } from "../evaluate/evaluation";
import { type AskedCase, type CaseResult, runCases } from "../evaluate/run";
import { type AssistantAbility, createCapabilities } from "../model/capabilities";
import { isModelError, type ModelRuntime } from "../model/runtime";
import { fileHash } from "../model/store";
import { later, now } from "../node/clock";
import { t } from "../util/l10n";
import { createPorts, type PortDeps } from "./evalPorts";
import { type LoadedSuite } from "./evalSuites";
import { type WantedModel, withModel } from "./loadModel";
import { entryFor } from "./modelEntry";
import { type SendingOptions } from "./sending";
import { type Terminal } from "./terminal";

export interface Measuring {
  readonly suites: readonly LoadedSuite[];
  readonly reader: ReadPorts;
  readonly embedding: ModelRuntime | undefined;
  readonly sending: SendingOptions;
}

export const modelName = (file: string) => path.basename(file).replace(/\.gguf$/i, "");

/** A GGUF file or a server's URL, and the LoRA adapters that are put on it. */
export interface MeasuredFile {
  readonly file: string;
  readonly lora?: readonly string[];
}

/** With the rules alone. */
export async function runWithout(terminal: Terminal, measuring: Measuring): Promise<ModelRun> {
  const absent = t("It needs a model: add --model with the path of a GGUF file.");
  const ports = { ...measuring, completion: { absent }, assistant: { absent } };
  const all = casesOf(measuring);
  return { cases: await runAll(terminal, all, ports), planned: all.length };
}

/** Never rejects for the model's sake: what was finished before it failed is in the run, with the reason. */
export async function runWith(
  terminal: Terminal,
  measured: MeasuredFile,
  measuring: Measuring,
): Promise<ModelRun> {
  const { file, lora = [] } = measured;
  const all = casesOf(measuring);
  const holes = all.filter(({ one }) => one.kind === "complete");
  const others = all.filter(({ one }) => one.kind !== "complete");
  const found = new Map<string, CaseResult>();
  let model: MeasuredModel = { name: [file, ...lora].map(modelName).join(" + ") };
  const note = (more: Partial<MeasuredModel>) => (model = { ...model, ...more });
  const keep = (results: readonly CaseResult[]) =>
    results.forEach((one) => found.set(`${one.suite}/${one.id}`, one));
  try {
    const { storagePath, signal } = terminal;
    const { path: local } = await entryFor(terminal, file);
    const sha256 = local === undefined ? undefined : await fileHash(local, storagePath, signal);
    if (sha256 !== undefined) note({ sha256 });
    if (holes.length > 0) keep(await completions(terminal, { measured, cases: holes, measuring, note }));
    if (others.length > 0) keep(await answers(terminal, { measured, cases: others, measuring, note }));
  } catch (error) {
    if (!terminal.signal.aborted && !isModelError(error)) throw error;
    const failure = isModelError(error) && !terminal.signal.aborted ? { failure: error.message } : {};
    return { model, cases: inOrder(all, found), planned: all.length, ...failure };
  }
  return { model, cases: inOrder(all, found), planned: all.length };
}

const casesOf = ({ suites }: Measuring): readonly AskedCase[] => suites.flatMap(({ cases }) => cases);

const inOrder = (all: readonly AskedCase[], found: ReadonlyMap<string, CaseResult>) =>
  all.flatMap(({ suite, one }) => found.get(`${suite}/${one.id}`) ?? []);

interface Asking {
  readonly measured: MeasuredFile;
  readonly cases: readonly AskedCase[];
  readonly measuring: Measuring;
  note(more: Partial<MeasuredModel>): void;
}

async function completions(terminal: Terminal, asking: Asking): Promise<readonly CaseResult[]> {
  const { measured, cases, measuring, note } = asking;
  const run = (completion: PortDeps["completion"]) =>
    runAll(terminal, cases, { ...measuring, completion, assistant: { absent: "" } });
  const { sending } = measuring;
  return inRole(terminal, { ...measured, role: "completion", sending }, async (runtime) => {
    if ("absent" in runtime) return run(runtime);
    const { engine, template } = runtime.info;
    note({ ...whoIs(runtime), engine, ...(template === undefined ? {} : { template }) });
    return run(runtime);
  });
}

async function answers(terminal: Terminal, asking: Asking): Promise<readonly CaseResult[]> {
  const { measured, cases, measuring, note } = asking;
  const run = (assistant: PortDeps["assistant"]) =>
    runAll(terminal, cases, { ...measuring, completion: { absent: "" }, assistant });
  const { sending } = measuring;
  return inRole(terminal, { ...measured, role: "assistant", sending }, async (runtime) => {
    if ("absent" in runtime) return run(runtime);
    note({ ...whoIs(runtime), engine: runtime.info.engine });
    const ability = await abilityOf(terminal, runtime);
    if (!ability.allowed) note({ refused: ability.reason ?? "" });
    return run(ability);
  });
}

/** With adapters it is another model than its file alone. */
const whoIs = ({ info: { sha256, adapter } }: ModelRuntime) =>
  adapter !== undefined && sha256 !== undefined ? { sha256 } : {};

/** A model that is not made for the role leaves its cases open; whatever else is wrong ends the run. */
async function inRole<R>(
  terminal: Terminal,
  wanted: WantedModel,
  use: (runtime: ModelRuntime | { readonly absent: string }) => Promise<R>,
): Promise<R> {
  let refused: string;
  try {
    return await withModel(terminal, wanted, (loader) =>
      use(loader.runtime(wanted.role) ?? { absent: t("The model could not be loaded.") }),
    );
  } catch (error) {
    if (!isModelError(error) || error.code !== "unsupported") throw error;
    refused = error.message;
  }
  return use({ absent: refused });
}

async function abilityOf(terminal: Terminal, runtime: ModelRuntime): Promise<AssistantAbility> {
  const capabilities = createCapabilities({
    ...{ runtime: (role) => (role === "assistant" ? runtime : undefined), after: later },
    ...{ storagePath: terminal.storagePath, log: terminal.note, onDidChange: () => undefined },
  });
  await capabilities.ready(terminal.signal);
  return capabilities.assistant() ?? { runtime, allowed: false };
}

function runAll(terminal: Terminal, cases: readonly AskedCase[], deps: PortDeps) {
  const progress = (done: number, total: number, { suite, one }: AskedCase) =>
    terminal.note(`${done + 1}/${total} ${suite}/${one.id}`);
  return runCases(cases, { ports: createPorts(deps), now, progress }, terminal.signal);
}
