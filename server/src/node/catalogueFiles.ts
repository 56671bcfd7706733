/** The shipped catalogue of models; a test holds its files against their schema. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type Catalogue, type CatalogueFamily, type Profile } from "../model/catalogue/types";

const profilesFile = "profiles.json";

/** `media`: the folder that ships beside the bundles. */
export async function readCatalogue(media: string): Promise<Catalogue> {
  const folder = path.join(media, "catalogue");
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(path.join(folder, name), "utf8"));
  const names = (await readdir(folder))
    .filter((name) => name.endsWith(".json") && name !== profilesFile)
    .sort();
  return {
    families: (await Promise.all(names.map(read))) as readonly CatalogueFamily[],
    profiles: (await read(profilesFile)) as readonly Profile[],
  };
}
