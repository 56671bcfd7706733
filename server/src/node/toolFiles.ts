/** What tools see of the disk: what is behind a path, links followed. */
import { realpath, stat } from "node:fs/promises";
import { canonicalUri, pathOf, uriOf } from "../documents/uris";
import { type PlacePorts } from "../tools/places";
import { platform } from "./files";

export const look: PlacePorts["look"] = async (uri) => {
  const path = pathOf(uri, platform);
  if (path === undefined) return undefined;
  try {
    const [real, info] = [await realpath(path), await stat(path)];
    const kind = info.isFile() ? "file" : info.isDirectory() ? "folder" : "other";
    return { kind, real: canonicalUri(uriOf(real, platform)) };
  } catch {
    // Gone, or not ours to look at: for a tool there is nothing.
    return undefined;
  }
};

/** Names as the editor shows them: below the folder, with the folder's name where there are several. */
export function namesBelow(roots: () => readonly string[]): (uri: string) => string {
  return (uri) => {
    const all = roots();
    const path = pathOf(uri, platform) ?? uri;
    const folder = all
      .map((root) => pathOf(root, platform) ?? root)
      .filter(
        (root) =>
          path === root || path.startsWith(root.replace(/[\\/]*$/, platform === "windows" ? "\\" : "/")),
      )
      .sort((a, b) => b.length - a.length)[0];
    if (folder === undefined) return path.replaceAll("\\", "/");
    const inside = path.slice(folder.length).replace(/^[\\/]+/, "");
    const name =
      folder
        .split(/[\\/]/)
        .filter((part) => part !== "")
        .at(-1) ?? "";
    const shown = inside === "" ? name : all.length > 1 ? `${name}/${inside}` : inside;
    return platform === "windows" ? shown.replaceAll("\\", "/") : shown;
  };
}
