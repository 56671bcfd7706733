/** What the path of a model may stand on: the user's home, the window's first folder. */
import { pathOf } from "../documents/uris";
import { type PathVariables } from "../model/modelPath";
import { platform } from "./files";

/** `folders`: URIs. */
export function firstFolder([folder]: readonly string[]): string | undefined {
  return folder === undefined ? undefined : pathOf(folder, platform);
}

export function modelPlaces(home: string, folders: readonly string[]): PathVariables {
  const folder = firstFolder(folders);
  return { home, ...(folder === undefined ? {} : { workspaceFolder: folder }) };
}
