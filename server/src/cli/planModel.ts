/** `hanare models plan FILE`: what a model takes on a machine, before anything is loaded. */
import path from "node:path";
import { type FitPlan, type MachineMemory, planFit } from "../model/fit";
import { type GgufHeader } from "../model/gguf";
import { roleWords } from "../model/catalogue/words";
import { readModelHeader, requireModel } from "../model/ggufFile";
import { machineMemory } from "../model/machineMemory";
import { abilitiesOf } from "../model/report";
import { type KvCacheType, type Role, roles } from "../protocol";
import { t } from "../util/l10n";
import { formatSize } from "../util/size";
import { bytesOf, countOf } from "./catalogue";
import { formats, json } from "./models";
import { choice, type CommonOptions } from "./options";
import { exitCodes, type ExitCode, type Terminal } from "./terminal";

export interface PlanOptions extends CommonOptions {
  readonly role?: readonly string[];
  readonly memory?: string;
  readonly vram: string;
  readonly context?: string;
  readonly kvCache: string;
  readonly format: string;
}

/** 1 when it does not fit. */
export async function planModel(terminal: Terminal, file: string, options: PlanOptions): Promise<ExitCode> {
  const format = choice("--format", options.format, formats);
  const kvCacheType: KvCacheType = choice("--kv-cache", options.kvCache, ["f16", "q8_0"]);
  const machine = machineOf(options);
  const header = await readModelHeader(path.resolve(terminal.cwd, file), { tokens: true }, terminal.signal);
  requireModel(header);
  const settings = {
    ...{ kvCacheType, roles: options.role?.map(roleOf) ?? ablest(header) },
    ...(options.context === undefined ? {} : { contextSize: countOf("--context", options.context) }),
  };
  const plan = planFit(header, settings, machine);
  terminal.out(format === "json" ? json({ ...plan, kvCacheType, machine }) : render(plan, kvCacheType));
  return plan.fits ? exitCodes.clean : exitCodes.findings;
}

const roleOf = (name: string): Role => choice("--role", name, roles);

function machineOf({ memory, vram }: PlanOptions): MachineMemory {
  const gpu = bytesOf("--vram", vram);
  const own = machineMemory();
  const ram = memory === undefined ? own : { totalRam: bytesOf("--memory", memory) };
  const freeRam = "freeRam" in ram ? ram.freeRam : ram.totalRam;
  return { totalRam: ram.totalRam, freeRam, ...(gpu > 0 ? { vram: gpu } : {}) };
}

/** What the file may be used for; an assistant where it is not known. */
function ablest(header: GgufHeader): readonly Role[] {
  const abilities = abilitiesOf(header);
  const able = roles.filter((role) => ["yes", "unsure"].includes(abilities[role].able));
  return able.length > 0 ? able : ["assistant"];
}

function render({ bytes, contexts, layers, gpuLayers, speed, advice }: FitPlan, cache: KvCacheType): string {
  const tokens = roles.flatMap((role) => {
    const size = contexts[role];
    return size === undefined ? [] : [`${roleWords(role)} ${t("{0} tokens", size)}`];
  });
  const rows: readonly (readonly [string, string])[] = [
    [t("Context length"), `${tokens.join(", ")} (${cache})`],
    [t("Weights"), formatSize(bytes.weights)],
    [t("Cache"), formatSize(bytes.kvCache)],
    [t("Working memory"), formatSize(bytes.compute)],
    ...(gpuLayers === undefined
      ? []
      : ([[t("On the GPU"), t("{0} of {1} layers", gpuLayers, layers)]] as const)),
    [t("Expected speed"), t("about {0} tokens/s written, on a usual machine", speedWords(speed))],
  ];
  return [...rows.map(([label, value]) => `${label}: ${value}`), advice].map((row) => `${row}\n`).join("");
}

const speedWords = (speed: number) => (speed < 10 ? speed.toFixed(1) : Math.round(speed));
