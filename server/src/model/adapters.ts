/** The adapters of an entry, on this machine's disk: read, compared with their model, hashed, allowed. */
import { basename } from "node:path";
import { type LoraSetting } from "../protocol";
import { sha256 } from "../util/sha256";
import { type AllowList, requireAllowed } from "./allowList";
import { type LoraAdapter } from "./engine/messages";
import { type GgufHeader } from "./gguf";
import { readModelHeader } from "./ggufFile";
import { type HashCache } from "./hashCache";
import { baseNote, requireAdapter } from "./lora";
import { resolveModelPath, type PathVariables } from "./modelPath";
import { fileState, hashFiles } from "./store";

export interface AdapterPlaces {
  readonly variables: PathVariables;
  readonly hashes: HashCache;
  readonly allowList: AllowList | undefined;
}

export interface Adapters {
  readonly lora: readonly LoraAdapter[];
  /** What the user should know of them. */
  readonly notes: readonly string[];
  /** What a model with these adapters is remembered under, made of its own hash. */
  hashWith(model: string): string;
}

/** Rejects with a ModelError: `model-file` or `model-not-allowed`. */
export async function readAdapters(
  settings: readonly LoraSetting[],
  model: GgufHeader,
  { variables, hashes, allowList }: AdapterPlaces,
): Promise<Adapters> {
  const lora: LoraAdapter[] = [];
  const digests: string[] = [];
  const notes: string[] = [];
  for (const { path: given, scale = 1 } of settings) {
    const path = resolveModelPath(given, variables);
    const header = await readModelHeader(path);
    requireAdapter(header, model);
    const note = baseNote(header, model);
    if (note !== undefined) notes.push(note);
    const digest = await hashOf(path, hashes);
    if (allowList) requireAllowed(allowList, basename(path), digest);
    lora.push({ path, scale });
    digests.push(`${digest} ${scale}`);
  }
  return { lora, notes, hashWith: (own) => sha256([own, ...digests].join("\n")) };
}

/** Adapters are small: some megabytes, read once. */
async function hashOf(path: string, hashes: HashCache): Promise<string> {
  const states = [await fileState(path)];
  const known = await hashes.get(path, states);
  if (known !== undefined) return known;
  const digest = await hashFiles([path], () => undefined);
  await hashes.set(path, states, digest);
  return digest;
}
