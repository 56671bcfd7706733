/** What two windows must have in common to share an engine: everything that the engine's work depends on. */
import { sha256 } from "../../../util/sha256";
import { canonicalJson } from "../../../util/canonicalJson";
import { type FileState } from "../../hashCache";
import { type EngineLoad, type RoleLoad } from "../messages";

/** The program itself, the machine and the files, as they are now. */
export interface EngineSurroundings {
  readonly version: string;
  readonly script: string;
  readonly execPath: string;
  /** A folder may be seen from several machines. */
  readonly machine: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Size and times of the program and of every model file: a copy over one of them is another engine. */
  readonly files: readonly FileState[];
}

/** What GPU libraries and llama.cpp look at. */
const regarded = /^(CUDA|GGML|HIP|HSA|LLAMA|OMP|VK)_/;

export function engineKey(load: EngineLoad, surroundings: EngineSurroundings): string {
  const { version, script, execPath, machine, env, files } = surroundings;
  const { threads, batchSize, mmap, mlock } = load.engine;
  const key = {
    ...{ version, script, execPath, machine, files },
    ...{ language: load.language, gpu: load.gpu, engine: { threads, batchSize, mmap, mlock } },
    env: Object.fromEntries(Object.entries(env).filter(([name]) => regarded.test(name))),
    roles: load.roles.map(keyOfRole),
  };
  return sha256(canonicalJson(key)).slice(0, 16);
}

/** Not what the memory of the moment allows: the window that looks second finds it taken by the engine it looks for. */
function keyOfRole({ tooLarge: _, roomFor: __, places: ___, fim, ...role }: RoleLoad) {
  return { ...role, ...(fim === undefined ? {} : { fim: { ...fim, ids: [...fim.ids] } }) };
}

/** The load of an engine that is known to have had room for it. */
export function withRoom(load: EngineLoad): EngineLoad {
  return { ...load, roles: load.roles.map(({ tooLarge: _, roomFor: __, ...role }) => role) };
}
