/** What decides an answer, as one short hash: when it changes, old answers do not count. */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Project } from "./projects";

const source = join(import.meta.dirname, "../../../server/src");
/** Of `source`: all that has to do with a prompt, a suggestion, or the engine's words. */
const parts = ["completion", "retrieval", "documents/languages.ts", "protocol/settings.ts", "model"];
const benchParts = ["answer.ts", "context.ts", "definitions.ts", "recorder.ts", "variants.ts"];

export async function codeVersion(model: string): Promise<string> {
  const hash = createHash("sha256");
  for (const part of parts) {
    for (const file of await filesIn(join(source, part)))
      hash.update(file.slice(source.length)).update(await readFile(file));
  }
  for (const part of benchParts) hash.update(await readFile(join(import.meta.dirname, part)));
  const { size } = await stat(model);
  return hash
    .update(`${basename(model)} ${size}`)
    .digest("base64url")
    .slice(0, 12);
}

/** Files beside a hole's own are read for it, and all projects of its language can be. */
export function projectsVersion(version: string, projects: readonly Project[]): string {
  const texts = projects.map(({ name, files }) => [
    name,
    files.map(({ path, text, marks }) => [path, text, marks]),
  ]);
  return createHash("sha256")
    .update(JSON.stringify([version, texts]))
    .digest("base64url")
    .slice(0, 12);
}

async function filesIn(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.sort();
}
