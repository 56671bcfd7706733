/** Paths of files as rules and reports name them. */

/** Relative to its folder, with `/`; the whole path when the file is outside it. Never throws. */
export function relativePath(folder: string | undefined, uri: string): string {
  const path = readable(uri);
  const base = folder === undefined ? undefined : readable(folder).replace(/\/+$/, "");
  if (base !== undefined && path.startsWith(`${base}/`)) return path.slice(base.length + 1);
  return path.replace(/^[A-Za-z][\w+.-]+:(?:\/\/)?/, "").replace(/^\/(?=[A-Za-z]:\/)/, "");
}

/** Editors write `c%3A` and `C:` for the same drive, and `%20` or a space for the same name. */
function readable(uri: string): string {
  let text = uri;
  try {
    text = decodeURIComponent(uri);
  } catch {
    // A stray % in a name: the name is used as it stands.
    text = uri;
  }
  return text
    .replaceAll("\\", "/")
    .replace(
      /^([A-Za-z][\w+.-]+:\/*)([A-Za-z]):\//,
      (_, scheme: string, drive: string) => `${scheme}${drive.toLowerCase()}:/`,
    );
}
