/** The shipped catalogue of models; a test holds its files against their schema. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { modelOfFile } from "../model/catalogue/page";
import { resolveModelPath } from "../model/modelPath";
import { ModelError } from "../model/runtime";
import { type ModelStoreSettings } from "../protocol";
import { t } from "../util/l10n";
import { defaultModelsFolder } from "./disk";
import { type Catalogue, type CatalogueFamily, listedModels, type Profile } from "../model/catalogue/types";

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

interface Places {
  /** Folder of the bundles; `../media` holds the catalogue. */
  readonly bundles: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const noFile = (message: string) => new ModelError("model-file", message);

/** The one file of a model of the catalogue in the models folder. Rejects with ModelError `model-file`. */
export async function listedFile(
  { bundles, home, env }: Places,
  id: string,
  { folder }: Pick<ModelStoreSettings, "folder">,
): Promise<string> {
  const catalogue = await readCatalogue(path.join(bundles, "../media"));
  if (!listedModels(catalogue).some(({ model }) => model.id === id))
    throw noFile(t("The catalogue has no model {0}. “hanare models page” shows what it has.", id));
  const place = folder.trim() === "" ? defaultModelsFolder(env) : resolveModelPath(folder, { home });
  const names = (await readdir(place).catch((): string[] => []))
    .filter((name) => /\.gguf$/i.test(name) && !/-(?!00001)\d{5}-of-\d{5}\.gguf$/i.test(name))
    .filter((name) => modelOfFile(catalogue, name)?.model.id === id)
    .sort();
  const [file, another] = names;
  if (file === undefined)
    throw noFile(
      t(
        "There is no file of {0} in {1}. Import it with “Hanare: Import a Model…”, or write its path instead of catalogue.",
        id,
        place,
      ),
    );
  if (another !== undefined)
    throw noFile(
      t(
        "{0} holds several files of {1}: {2}. Write the path of one of them instead of catalogue.",
        place,
        id,
        names.join(", "),
      ),
    );
  return path.join(place, file);
}
