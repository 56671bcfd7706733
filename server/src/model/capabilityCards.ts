/** Results of the models' tests, kept from session to session: verdicts on our own cases, no text of the user's. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { type CapabilityCard } from "./capability";

export interface CapabilityCards {
  get(key: string): Promise<CapabilityCard | undefined>;
  put(key: string, card: CapabilityCard): Promise<void>;
  /** Cards of a model file, by its SHA-256; the last that was made stands last. */
  ofModel(sha256: string): Promise<readonly CapabilityCard[]>;
}

const fileName = "capabilities.json";

/** In `storagePath/capabilities.json`, readable by the owner only; nothing is kept when there is no storage. */
export function openCapabilityCards(storagePath: string | undefined): CapabilityCards {
  const file = storagePath === undefined ? undefined : path.join(storagePath, fileName);
  const all = () => (file === undefined ? Promise.resolve(new Map<string, CapabilityCard>()) : read(file));
  return {
    get: async (key) => (await all()).get(key),
    async put(key, card) {
      if (file === undefined) return;
      // Another window may have added its own since; what was made last stands last.
      const cards = await read(file);
      cards.delete(key);
      await write(file, cards.set(key, card));
    },
    ofModel: async (sha256) => [...(await all()).values()].filter((card) => card.modelSha256 === sha256),
  };
}

/** A missing or broken file is an empty one, a broken card is no card: the models are tested again. */
async function read(file: string): Promise<Map<string, CapabilityCard>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    const value: unknown = JSON.parse(text);
    const pairs = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return new Map(pairs.filter((pair): pair is [string, CapabilityCard] => isCard(pair[1])));
  } catch {
    return new Map();
  }
}

function isCard(value: unknown): value is CapabilityCard {
  if (typeof value !== "object" || value === null) return false;
  return (
    "passed" in value &&
    typeof value.passed === "boolean" &&
    "engine" in value &&
    typeof value.engine === "string" &&
    "cases" in value &&
    Array.isArray(value.cases) &&
    value.cases.every((each: unknown) => typeof each === "object" && each !== null && "ok" in each)
  );
}

async function write(file: string, cards: ReadonlyMap<string, CapabilityCard>): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, JSON.stringify(Object.fromEntries(cards), null, 1), { mode: 0o600 });
  await rename(part, file);
}
