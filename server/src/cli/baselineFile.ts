/** `--baseline FILE`: what was there before, read and written. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { canonicalUri, folderOf, uriOf } from "../documents/uris";
import { platform } from "../node/files";
import {
  type Baseline,
  type BaselineContext,
  compareWith,
  type Compared,
  nextBaseline,
  readBaseline,
  writeBaseline,
} from "../review/baseline";
import { type ReviewResult } from "../review/handler";
import { relativePath } from "../review/paths";
import { t } from "../util/l10n";
import { UsageError, type Terminal } from "./terminal";

export interface BaselineOptions {
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
}

/** The findings with those of the baseline marked; undefined where none was asked for. */
export async function withBaseline(
  terminal: Terminal,
  { baseline: name, writeBaseline: write }: BaselineOptions,
  { result, roots }: { readonly result: ReviewResult; readonly roots: readonly string[] },
): Promise<Compared | undefined> {
  if (name === undefined) {
    if (write === true)
      throw new UsageError(t("--write-baseline needs --baseline and the name of its file."));
    return undefined;
  }
  const file = path.resolve(terminal.cwd, name);
  const before = await existing(file, write === true);
  const context = contextOf(terminal, result, roots);
  if (write === true) {
    const next = nextBaseline(before, result.findings, context);
    await save(file, next);
    terminal.note(t("Written: {0}", file));
    // Against the new one, all are known; what is gone is told by the old one.
    const { findings } = compareWith(next, result.findings, context);
    return { findings, gone: before === undefined ? [] : compareWith(before, result.findings, context).gone };
  }
  return compareWith(before ?? { files: {} }, result.findings, context);
}

async function existing(file: string, mayMiss: boolean): Promise<Baseline | undefined> {
  try {
    return readBaseline(await readFile(file, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === "ENOENT" && mayMiss) return undefined;
    if (code === "ENOENT")
      throw new UsageError(t("{0} does not exist. Make it with --write-baseline.", file));
    const reason = code ?? (error instanceof Error ? error.message : String(error));
    throw new UsageError(t("{0} cannot be used as a baseline: {1}.", file, reason));
  }
}

async function save(file: string, baseline: Baseline): Promise<void> {
  try {
    await writeFile(file, writeBaseline(baseline));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UsageError(t("{0} cannot be written ({1}). Name a file in a folder that exists.", file, code));
  }
}

function contextOf(
  terminal: Terminal,
  { coverage, packs }: ReviewResult,
  roots: readonly string[],
): BaselineContext {
  const cwd = uriOf(terminal.cwd, platform);
  const skipped = [
    ...coverage.skipped.map(({ where }) => where),
    ...(coverage.unjudged ?? []).flatMap(({ rules }) => rules),
  ];
  return {
    pathOf: ({ uri }) => relativePath(cwd, uri),
    looked(file, rule) {
      const uri = canonicalUri(uriOf(path.resolve(terminal.cwd, file), platform));
      if (folderOf(uri, roots) === undefined) return false;
      // What could not be read or judged may still have its findings.
      const left = [file, ...packs.map(({ id }) => `${id} ${rule}`)];
      return !skipped.some(
        (where) =>
          left.includes(where) ||
          (where.endsWith("/") && file.startsWith(where)) ||
          (where !== "" && file.endsWith(`/${where}`)) ||
          (where.endsWith(` ${rule}`) && where.startsWith(`${file}:`)),
      );
    },
  };
}
