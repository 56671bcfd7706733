/** What `.gitignore` files at every level of a folder say of the paths below it, as git reads them. */
import ignore from "ignore";

export interface IgnoreRules {
  /** `path` is relative to the root, with `/`. What lies in an ignored folder is ignored. */
  ignores(path: string, isFolder: boolean): boolean;
  /** These rules and those of the `.gitignore` in `folder` (relative to the root, "" for itself). */
  with(folder: string, text: string): IgnoreRules;
}

export const noRules: IgnoreRules = rulesOf([]);

/** The last pattern that matches decides, so the patterns of a deeper file come after those above it. */
function rulesOf(patterns: readonly string[]): IgnoreRules {
  const rules = ignore().add(patterns);
  return {
    ignores: (path, isFolder) => ignore.isPathValid(path) && rules.ignores(isFolder ? `${path}/` : path),
    with: (folder, text) =>
      rulesOf([...patterns, ...text.split(/\r?\n/).flatMap((line) => below(folder, line))]),
  };
}

/** A line of a deeper `.gitignore` as one that could stand in the root's. */
function below(folder: string, line: string): readonly string[] {
  if (line.trim() === "" || line.startsWith("#")) return [];
  if (folder === "") return [line];
  const negated = line.startsWith("!");
  const pattern = (negated ? line.slice(1) : line).replace(/^\\(?=[!#])/, "");
  const base = `${negated ? "!" : ""}/${folder.replace(/[\\*?[]/g, "\\$&")}/`;
  // A slash before the end ties a pattern to its own folder.
  const tied = /\/(?!\s*$)/.test(pattern);
  return [base + (tied ? pattern.replace(/^\//, "") : `**/${pattern}`)];
}
