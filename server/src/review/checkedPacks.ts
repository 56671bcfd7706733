/** Packs with their tree queries checked. */
import { type Syntax } from "../documents/syntax/port";
import { type LoadedPacks, loadPacks } from "./pack";
import { type PackSource } from "./packFile";

/** Queries of own packs are compiled as they are loaded; the grammars they are for are loaded first. */
export async function checkedPacks(
  sources: readonly PackSource[],
  active: readonly string[],
  syntax: Syntax | undefined,
): Promise<LoadedPacks> {
  const absent = new Set<string>();
  const load = () =>
    loadPacks(sources, active, (languageId, query) => {
      const checked = syntax?.check(languageId, query);
      if (checked === undefined) absent.add(languageId);
      return checked;
    });
  const loaded = load();
  if (absent.size === 0) return loaded;
  await syntax?.ready([...absent]);
  return load();
}
