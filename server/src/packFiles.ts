/** Which rule pack files the settings name: the shipped ones by id, the organisation's own by path. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { platform } from "./files";
import { uriOf } from "./lsp/uris";
import { type PackSource } from "./review/packFile";
import { t } from "./util/l10n";

export interface PackRequest {
  /** `hanare.review.packs`: ids of shipped packs, or paths relative to the folder. */
  readonly active: readonly string[];
  /** Path of the folder that relative paths start from. */
  readonly folder: string | undefined;
  /** In a workspace that is not trusted, packs by path are not read, and that is said. */
  readonly trusted: boolean;
}

export interface FoundPacks {
  readonly sources: readonly PackSource[];
  /** Packs that were asked for and are not among the sources, each with the reason and the next step. */
  readonly problems: readonly string[];
  /** `active` without those packs. */
  readonly active: readonly string[];
}

const isFile = (name: string) => /[\\/]|\.ya?ml$/i.test(name);

/** Every shipped pack; they may extend each other, so all are read. */
export async function shippedPacks(folder: string): Promise<readonly PackSource[]> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/i.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      return {
        id: name.replace(/\.ya?ml$/i, ""),
        uri: uriOf(file, platform),
        text: await readFile(file, "utf8"),
      };
    }),
  );
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return t("the file does not exist; correct the path in hanare.review.packs");
  if (code === "EISDIR") return t("it is a folder; name a YAML file in hanare.review.packs");
  return t("the file cannot be read ({0}); ask its owner for the right to read it", code);
}

async function readPack(name: string, request: PackRequest): Promise<PackSource | string> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name))
    return t("Rule pack {0}: Hanare never downloads a pack; give the path of a YAML file.", name);
  if (!request.trusted)
    return t(
      "Rule pack {0} was not loaded, for this workspace is not trusted. Trust it to use its packs.",
      name,
    );
  if (request.folder === undefined && !path.isAbsolute(name))
    return t("Rule pack {0}: no folder is open that a relative path could start from.", name);
  const file = path.resolve(request.folder ?? "", name);
  try {
    return { id: name, uri: uriOf(file, platform), text: await readFile(file, "utf8") };
  } catch (error) {
    return t("Rule pack {0}: {1}.", name, reason(error));
  }
}

/** The shipped packs and those that `active` names by path. Never rejects for a pack that is not there. */
export async function findPacks(
  shipped: readonly PackSource[],
  request: PackRequest,
  signal: AbortSignal,
): Promise<FoundPacks> {
  const sources = [...shipped];
  const problems: string[] = [];
  const active: string[] = [];
  for (const name of request.active) {
    const pack = isFile(name) ? await readPack(name, request) : undefined;
    signal.throwIfAborted();
    if (typeof pack === "string") {
      problems.push(pack);
      continue;
    }
    if (pack) sources.push(pack);
    active.push(name);
  }
  return { sources, problems, active };
}
