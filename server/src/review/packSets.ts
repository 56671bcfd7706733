/** Which packs hold for a document: sets are read once, until packs, settings or trust change. */
import { type SourceDocument } from "../documents/document";
import { canonicalUri } from "../documents/uris";
import { type ReviewSettings } from "../protocol";
import { language } from "../util/l10n";
import { type ReviewDeps } from "./handler";
import { checkPack, isPackDocument, type PackCheck } from "./packCheck";
import { type PackSource } from "./packFile";
import { createPackFolders } from "./packFolders";
import { type PackSet, readPackSet } from "./packSet";
import { relativePath } from "./paths";
import { rulePage } from "./rulePage";

export interface PackSets {
  of(settings: ReviewSettings, uri: string): Promise<PackSet>;
  /** What is wrong with a pack that is being written; undefined for a document that is none. */
  check(document: SourceDocument, signal: AbortSignal): Promise<PackCheck | undefined>;
  /** The help page of a rule of the set. */
  page(id: string, settings: ReviewSettings, uri: string): Promise<string | undefined>;
  forget(): void;
}

type Deps = Pick<
  ReviewDeps,
  "shippedPacks" | "packFile" | "packsIn" | "trusted" | "folderOf" | "onPackFiles" | "syntax"
>;

export function createPackSets(deps: Deps): PackSets {
  let sets = new Map<string, Promise<PackSet>>();
  let shipped: Promise<readonly PackSource[]> | undefined;
  const folders = createPackFolders(deps);

  async function read(settings: ReviewSettings, place: Parameters<typeof readPackSet>[1]): Promise<PackSet> {
    const set = await readPackSet(settings, place, deps);
    deps.onPackFiles?.(set.files);
    return set;
  }

  async function of(settings: ReviewSettings, uri: string): Promise<PackSet> {
    const folder = deps.folderOf(uri);
    const own = await folders.packsFor(uri);
    const { packs, disabledRules } = settings;
    const key = JSON.stringify([folder, packs, disabledRules, own, deps.trusted(), language()]);
    const known = sets.get(key) ?? read(settings, { folder, own });
    sets.set(key, known);
    return known;
  }

  /** Packs that another one may extend: the shipped ones, and in a workspace that is trusted those beside it. */
  async function others(uri: string, folder: string | undefined): Promise<readonly PackSource[]> {
    shipped ??= deps.shippedPacks().catch(() => []);
    const beside = deps.trusted() ? await folders.packsFor(uri) : [];
    const own = beside
      .filter((one) => one !== canonicalUri(uri))
      .map((one) => deps.packFile(one, folder).catch(() => []));
    return [...(await shipped), ...(await Promise.all(own)).flat()];
  }

  return {
    of,
    async check(document, signal) {
      if (!isPackDocument(document)) return undefined;
      const { uri, text } = document;
      const folder = deps.folderOf(uri);
      const check = await checkPack(
        { id: relativePath(folder, uri), uri, text },
        { others: await others(uri, folder), ...(deps.syntax && { syntax: deps.syntax }) },
      );
      signal.throwIfAborted();
      return check;
    },
    async page(id, settings, uri) {
      const { packs } = await of(settings, uri);
      for (const pack of packs) {
        const rule = pack.rules.find((one) => one.id === id);
        if (rule !== undefined) return rulePage(rule, pack, language());
      }
      return undefined;
    },
    forget() {
      sets = new Map();
      shipped = undefined;
      folders.forget();
    },
  };
}
