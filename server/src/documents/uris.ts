/**
 * URIs of files and this machine's paths. An editor writes `file:///c%3A/a`, Node `file:///C:/a`: one spelling
 * here, the editor's, so that a file has one name in maps, diagnostics and reports.
 */

export type Platform = "windows" | "posix";

const escape = (segment: string) =>
  encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const lowerDrive = (path: string) =>
  path.replace(/^\/([A-Za-z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`);

function unescape(text: string): string {
  // A stray % is a character of the name, not an escape.
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

interface FileUri {
  /** Host of a share, or empty. */
  readonly authority: string;
  /** Decoded, with `/`, starting with `/`. */
  readonly path: string;
}

function parse(uri: string): FileUri | undefined {
  const match = /^file:\/\/([^/?#]*)(\/[^?#]*)?/i.exec(uri);
  return match ? { authority: (match[1] ?? "").toLowerCase(), path: unescape(match[2] ?? "/") } : undefined;
}

const format = ({ authority, path }: FileUri) =>
  `file://${authority}${lowerDrive(path).split("/").map(escape).join("/")}`;

/** The one spelling of a file's URI; other schemes (untitled, notebook cells) stay as they are. */
export function canonicalUri(uri: string): string {
  const file = parse(uri);
  return file ? format(file) : uri;
}

/** The path a file's URI stands for, or undefined when it is not a file of a file system. */
export function pathOf(uri: string, platform: Platform): string | undefined {
  const file = parse(uri);
  if (!file) return undefined;
  if (platform === "posix") return file.path;
  const path = file.path.replace(/^\/([A-Za-z]:)/, "$1").replaceAll("/", "\\");
  return file.authority === "" ? path : `\\\\${file.authority}${path}`;
}

/** The URI of an absolute path. */
export function uriOf(path: string, platform: Platform): string {
  if (platform === "posix") return format({ authority: "", path });
  const slashed = path.replaceAll("\\", "/");
  const share = /^\/\/([^/]+)(\/.*)?$/.exec(slashed);
  if (share) return format({ authority: (share[1] ?? "").toLowerCase(), path: share[2] ?? "/" });
  return format({ authority: "", path: slashed.startsWith("/") ? slashed : `/${slashed}` });
}

/** Files and folders that may be answered from, in any spelling; everything when absent. */
export function acceptIn(scope: readonly string[] | undefined): (uri: string) => boolean {
  if (scope === undefined) return () => true;
  const roots = scope.map(canonicalUri);
  return (uri) => folderOf(uri, roots) !== undefined;
}

/** The innermost of `folders` that holds `uri`. All canonical. */
export function folderOf(uri: string, folders: readonly string[]): string | undefined {
  const inside = (folder: string) => uri === folder || uri.startsWith(folder.replace(/\/*$/, "/"));
  return folders.filter(inside).sort((a, b) => b.length - a.length)[0];
}
