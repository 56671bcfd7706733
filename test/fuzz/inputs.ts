/** The inputs of a run: which sample, changed how. Input `n` of a seed is the same in every run on the same samples. */
import { archiveMutations, heavyMutations } from "./archiveMutations";
import { byteMutations } from "./byteMutations";
import { type Chance, chanceOf } from "./chance";
import { type Mutations } from "./mutation";
import { type Sample } from "./samples";
import { textMutations } from "./textMutations";
import { xmlMutations } from "./xmlMutations";

export interface FuzzInput {
  readonly format: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Names of the mutations, in order. */
  readonly mutations: readonly string[];
  /** Made to run into a limit. */
  readonly heavy: boolean;
}

export interface Plan {
  readonly samples: readonly Sample[];
  readonly seed: number;
  /** Share of the archives that are bombs. */
  readonly heavy: number;
}

/** Every format has the same share of the inputs, however many samples it has. */
export function inputOf({ samples, seed, heavy }: Plan, index: number): FuzzInput {
  const chance = chanceOf(seed, index);
  const formats = [...new Set(samples.map(({ format }) => format))];
  const format = formats[index % formats.length];
  const sample = chance.pick(samples.filter((one) => one.format === format));
  if (sample === undefined) throw new Error("There are no samples.");
  let { bytes } = sample;
  const mutations: string[] = [];
  const isHeavy = isZip(bytes) && chance.often(heavy);
  if (isHeavy) mutations.push(pickName(heavyMutations, chance));
  else
    for (let times = 1 + chance.below(3); times > 0; times--)
      mutations.push(pickName(mutationsFor(sample), chance));
  for (const name of mutations) {
    bytes = all[name]?.(bytes, chance, samples) ?? bytes;
    if (bytes.length > largest) bytes = bytes.slice(0, largest);
  }
  return { format: sample.format, name: nameOf(sample, chance), bytes, mutations, heavy: isHeavy };
}

/** Mutations add up; files beyond this are no longer about their content. */
const largest = 2_000_000;

const all: Mutations = {
  ...byteMutations,
  ...textMutations,
  ...xmlMutations,
  ...archiveMutations,
  ...heavyMutations,
};

const isZip = ([p, k]: Uint8Array) => p === 0x50 && k === 0x4b;
const isBinary = (bytes: Uint8Array) => isZip(bytes) || bytes[0] === 0xd0 || bytes[0] === 0x25;

function mutationsFor({ bytes, format }: Sample): Mutations {
  if (isZip(bytes)) return archiveMutations;
  if (isBinary(bytes)) return byteMutations;
  return format === "html" ? { ...xmlMutations, ...textMutations } : textMutations;
}

/** Sometimes the bytes of a zip are changed as any file's, not taken apart. */
function pickName(mutations: Mutations, chance: Chance): string {
  const set = mutations !== heavyMutations && chance.often(0.15) ? byteMutations : mutations;
  return chance.pick(Object.keys(set)) ?? "";
}

/** Wrong and missing extensions, too. */
function nameOf({ name }: Sample, chance: Chance): string {
  if (!chance.often(0.08)) return name;
  const extension = chance.pick([
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "pdf",
    "txt",
    "md",
    "html",
    "csv",
    "zip",
    "doc",
    "ts",
  ]);
  return `${name}.${extension}`;
}
