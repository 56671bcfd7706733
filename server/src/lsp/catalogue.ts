/** The catalogue of models in the editor: what suits this machine, and the page of a family. */
import { choose } from "../model/catalogue/choose";
import { familyOfFile, familyPage, findFamily } from "../model/catalogue/page";
import { type Catalogue } from "../model/catalogue/types";
import { memoryWords } from "../model/catalogue/words";
import { type FindModelRequest, type ModelPageRequest } from "../protocol";

export interface CatalogueDeps {
  read(): Promise<Catalogue>;
  /** Bytes of main memory. */
  readonly memory: number;
}

const GiB = 2 ** 30;

export function createCatalogueRequests({ read, memory }: CatalogueDeps) {
  let catalogue: Promise<Catalogue> | undefined;
  const known = () => (catalogue ??= read());
  return {
    async findModel({ vram, context, ...wish }: FindModelRequest.Params): Promise<FindModelRequest.Result> {
      const { choices, refused } = choose(await known(), {
        ...{ ...wish, memory, vram: vram * GiB },
        ...(context > 0 ? { context } : {}),
      });
      return {
        memory: Math.round(memory / GiB),
        found: choices.map(({ model: { id, name }, footprint, reasons }) => ({
          ...{ id, name, reasons },
          memory: memoryWords(footprint),
        })),
        refused: refused.map(({ model: { id, name }, reason }) => ({ id, name, reason })),
      };
    },

    async modelPage({ name }: ModelPageRequest.Params): Promise<ModelPageRequest.Result> {
      const all = await known();
      const family = findFamily(all, name) ?? familyOfFile(all, name);
      return { text: family === undefined ? "" : familyPage(family) };
    },
  };
}
