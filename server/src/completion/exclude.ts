/** Files that are never completed and never read for completion. */
import picomatch from "picomatch";

const compiled = new WeakMap<readonly string[], (path: string) => boolean>();

/**
 * Globs match the file's whole path with `/` between its parts, on Windows too, and ignore case: a secret
 * is one under any spelling. A glob without a leading `**` or `/` may begin at any folder.
 */
export function isExcluded(uri: string, globs: readonly string[]): boolean {
  let matches = compiled.get(globs);
  if (matches === undefined) {
    const anchored = globs.map((glob) => glob.replaceAll("\\", "/")).map(anywhere);
    matches = picomatch(anchored, { dot: true, nocase: true });
    compiled.set(globs, matches);
  }
  return matches(pathOf(uri));
}

function anywhere(glob: string): string {
  return /^(?:\*\*\/|\/|[a-z]:\/)/i.test(glob) ? glob : `**/${glob}`;
}

/** `file:///c%3A/x/.env`, `C:\x\.env`, `/x/.env`, `untitled:Untitled-1` → a path with `/`. */
function pathOf(uri: string): string {
  const scheme = /^[a-z][a-z0-9+.-]+:(?:\/\/[^/]*)?/i.exec(uri);
  const path = scheme === null ? uri : decode(uri.slice(scheme[0].length).replace(/#.*$/, ""));
  return path.replaceAll("\\", "/").replace(/^\/([a-z]:)/i, "$1");
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
