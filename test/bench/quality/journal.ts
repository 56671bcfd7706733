/** Answers on disk, one a line, so that a run that was cut off goes on where it stopped. */
import { appendFile, mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { type Answer } from "./answer";
import { type VariantName } from "./variants";

export interface Entry {
  readonly hole: string;
  readonly variant: VariantName;
  /** Of the code, the model and the hole's project: all that decides the answer. */
  readonly version: string;
  readonly answer: Answer;
}

export interface Journal {
  find(place: Omit<Entry, "answer">): Answer | undefined;
  add(entry: Entry): Promise<void>;
}

/** Without `resume`, what an earlier run left is removed. A torn last line does not count. */
export async function openJournal(file: string, resume: boolean): Promise<Journal> {
  await mkdir(dirname(file), { recursive: true });
  if (!resume) await rm(file, { force: true });
  const known = new Map<string, Answer>();
  for (const entry of await entriesIn(file)) known.set(keyOf(entry), entry.answer);
  return {
    find: (place) => known.get(keyOf(place)),
    async add(entry) {
      known.set(keyOf(entry), entry.answer);
      await appendFile(file, `${JSON.stringify(entry)}\n`);
    },
  };
}

const keyOf = ({ hole, variant, version }: Omit<Entry, "answer">) => `${version} ${variant} ${hole}`;

async function entriesIn(file: string): Promise<readonly Entry[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Entry);
}
