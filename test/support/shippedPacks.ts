/** The packs of `media/packs`, their YAML read once a process: it takes a second. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { builtPack } from "../../server/src/review/builtPack";
import { loadPacks } from "../../server/src/review/pack";
import { type PackFile, type PackSource, readPackFile } from "../../server/src/review/packFile";
import { type RulePack } from "../../server/src/review/rules";

const folder = path.join(import.meta.dirname, "../../media/packs");

/** As YAML. */
export const packTexts: readonly PackSource[] = readdirSync(folder)
  .sort()
  .map((file) => ({
    id: file.replace(/\.yaml$/, ""),
    uri: `file:///media/packs/${file}`,
    text: readFileSync(path.join(folder, file), "utf8"),
  }));

let files: readonly PackFile[] | undefined;

export function packFiles(): readonly PackFile[] {
  return (files ??= packTexts.map((source) => {
    const read = readPackFile(source);
    assert.ok("file" in read, source.id);
    return read.file;
  }));
}

let built: readonly PackSource[] | undefined;

/** As the product has them: read, not yet compiled. */
export const builtPacks = (): readonly PackSource[] =>
  (built ??= packFiles().map((file) => ({ ...file.source, text: "", built: builtPack(file) })));

let packs: readonly RulePack[] | undefined;

/** All of them, compiled. */
export const shippedPacks = (): readonly RulePack[] => (packs ??= loadPacks(builtPacks()).packs);
