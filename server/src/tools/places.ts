/** Which file a path of a model's means: only what lies in the folders, under its own name and under the real one. */
import { folderOf, pathOf, type Platform, uriOf } from "../documents/uris";
import { longestPath } from "./definitions";
import { ToolRefusal } from "./input";

/** What is behind a path, links followed. */
export interface Seen {
  readonly kind: "file" | "folder" | "other";
  /** Canonical URI of the real file or folder. */
  readonly real: string;
}

export interface PlacePorts {
  readonly platform: Platform;
  /** Canonical URIs of the folders and files that may be read. */
  roots(): readonly string[];
  /** Undefined when nothing is there, or it may not be looked at. */
  look(uri: string): Promise<Seen | undefined>;
  /** Files with keys and passwords, and what the settings leave out of the search. */
  excluded(uri: string): Promise<boolean>;
}

export interface Place {
  readonly uri: string;
  readonly kind: "file" | "folder";
}

/** Rejects with a `ToolRefusal`. */
export async function placeOf(ports: PlacePorts, given: string, signal: AbortSignal): Promise<Place> {
  const roots = ports.roots();
  if (roots.length === 0) throw new ToolRefusal("No folder is open: there are no files to read.");
  const candidates = candidatesFor(given, roots, ports.platform);
  const inside = candidates.filter((uri) => folderOf(uri, roots) !== undefined);
  if (inside.length === 0) throw outside(given);
  const realRoots = await realOf(ports, roots);
  signal.throwIfAborted();
  for (const uri of inside) {
    const seen = await ports.look(uri);
    signal.throwIfAborted();
    if (seen === undefined) continue;
    if (folderOf(seen.real, realRoots) === undefined) throw outside(given);
    const left = (await ports.excluded(uri)) || (await ports.excluded(seen.real));
    signal.throwIfAborted();
    if (left)
      throw new ToolRefusal(
        `${shown(given)} is not read: it may hold keys or passwords, or the settings leave it out (hanare.index.exclude).`,
      );
    if (seen.kind === "other") throw new ToolRefusal(`${shown(given)} is neither a file nor a folder.`);
    return { uri, kind: seen.kind };
  }
  throw new ToolRefusal(`${shown(given)} does not exist. Search for it, or ask the user for its path.`);
}

/** As `placeOf`, for a tool that reads one document. */
export async function fileOf(ports: PlacePorts, given: string, signal: AbortSignal): Promise<string> {
  const { uri, kind } = await placeOf(ports, given, signal);
  if (kind === "folder") throw new ToolRefusal(`${shown(given)} is a folder. Name one file in it.`);
  return uri;
}

/** Whether something of a file that a tool came upon may be told: as `placeOf`, for the file that it really is. */
export async function isOpen(ports: PlacePorts, uri: string): Promise<boolean> {
  const seen = await ports.look(uri);
  if (seen === undefined || folderOf(seen.real, await realOf(ports, ports.roots())) === undefined)
    return false;
  return !(await ports.excluded(uri)) && !(await ports.excluded(seen.real));
}

async function realOf(ports: PlacePorts, roots: readonly string[]): Promise<readonly string[]> {
  const seen = await Promise.all(roots.map((root) => ports.look(root)));
  return roots.map((root, at) => seen[at]?.real ?? root);
}

const shown = (given: string) => JSON.stringify(given.slice(0, 200));

const outside = (given: string) =>
  new ToolRefusal(`${shown(given)} lies outside the workspace. Only files of the workspace are read.`);

/** In each folder, and under the folder's own name as a list of several folders shows it. All canonical. */
export function candidatesFor(
  given: string,
  roots: readonly string[],
  platform: Platform,
): readonly string[] {
  if (given.length > longestPath || /\p{Cc}/u.test(given)) return [];
  if (/^file:/i.test(given)) {
    const path = pathOf(given, platform);
    return path === undefined ? [] : absolute(path, platform);
  }
  // `C:x` is relative to a folder that nobody knows; a URI of another kind is no file.
  if (/^[A-Za-z][\w+.-]*:(?![\\/])/.test(given) || /^[A-Za-z][\w+.-]+:\/\//.test(given)) return [];
  const slashed = platform === "windows" ? given.replaceAll("\\", "/") : given;
  if (slashed.startsWith("/") || (platform === "windows" && /^[A-Za-z]:\//.test(slashed)))
    return absolute(given, platform);
  return roots.flatMap((root) => {
    const folder = pathOf(root, platform);
    if (folder === undefined) return [];
    const name =
      folder
        .split(/[\\/]/)
        .filter((part) => part !== "")
        .at(-1) ?? "";
    const own =
      slashed === name ? "." : slashed.startsWith(`${name}/`) ? slashed.slice(name.length + 1) : undefined;
    return [slashed, ...(own === undefined ? [] : [own])].flatMap((one) =>
      absolute(`${folder}/${one}`, platform),
    );
  });
}

/** Without `.` and `..`; none for a path that leads above its root. */
function absolute(path: string, platform: Platform): readonly string[] {
  const slashed = platform === "windows" ? path.replaceAll("\\", "/") : path;
  const head = /^(?:\/\/[^/]+\/[^/]+|[A-Za-z]:|)(?=\/|$)/.exec(slashed)?.[0] ?? "";
  const parts: string[] = [];
  for (const part of slashed.slice(head.length).split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return [];
  }
  return [uriOf(`${head}/${parts.join("/")}`, platform)];
}
