/** The shipped catalogue, read at once. */
import { readdirSync, readFileSync } from "node:fs";
import { type Catalogue, type CatalogueFamily, type Profile } from "../../server/src/model/catalogue/types";

const folder = "media/catalogue";
const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));

/** Files of families with what they hold. */
export const catalogueFiles = readdirSync(folder)
  .filter((name) => name !== "profiles.json")
  .sort()
  .map((name) => [name, read(name) as CatalogueFamily] as const);

export const catalogue: Catalogue = {
  families: catalogueFiles.map(([, family]) => family),
  profiles: read("profiles.json") as readonly Profile[],
};
