/** A unified diff as git writes it: its files, what happened to them, and the names that they touch. Pure. */

export interface ChangedFile {
  readonly path: string;
  /** Of a file that was renamed. */
  readonly from?: string;
  readonly status: "added" | "deleted" | "renamed" | "changed";
  readonly binary: boolean;
  /** Its hunks, without what git says of the file. */
  readonly text: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Functions and headings that git names above the hunks. */
  readonly around: readonly string[];
}

export function filesIn(diff: string): readonly ChangedFile[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith("diff --git "))
    .map(fileOf);
}

function fileOf(part: string): ChangedFile {
  const lines = part.split(/\r?\n/);
  const first = lines.findIndex((line) => line.startsWith("@@"));
  const head = first < 0 ? lines : lines.slice(0, first);
  const hunks = first < 0 ? [] : lines.slice(first);
  const after = (mark: string) => head.find((line) => line.startsWith(mark))?.slice(mark.length);
  const [from, to] = [after("rename from "), after("rename to ")];
  const has = (mark: string) => head.some((line) => line.startsWith(mark));
  const path = to ?? sideOf(after("+++ "), "b/") ?? sideOf(after("--- "), "a/") ?? pathIn(lines[0] ?? "");
  const marked = (mark: string) => hunks.filter((line) => line.startsWith(mark)).map((line) => line.slice(1));
  return {
    path: unquoted(path),
    ...(from === undefined ? {} : { from: unquoted(from) }),
    status: has("new file mode")
      ? "added"
      : has("deleted file mode")
        ? "deleted"
        : from === undefined
          ? "changed"
          : "renamed",
    binary: has("Binary files ") || has("GIT binary patch"),
    text: hunks.join("\n").trimEnd(),
    ...{ added: marked("+"), removed: marked("-") },
    around: hunks.flatMap((line) => /^@@ [^@]*@@ (.+)$/.exec(line)?.[1]?.trim() ?? []),
  };
}

function sideOf(name: string | undefined, mark: string): string | undefined {
  if (name === undefined || name === "/dev/null") return undefined;
  const plain = unquoted(name.replace(/\t$/, ""));
  return plain.startsWith(mark) ? plain.slice(mark.length) : plain;
}

/** `diff --git a/x b/x`, where nothing else names the file. */
function pathIn(line: string): string {
  const quoted = /"b\/((?:[^"\\]|\\.)*)"$/.exec(line)?.[1];
  if (quoted !== undefined) return `"${quoted}"`;
  const rest = line.slice("diff --git a/".length);
  return rest.slice(Math.ceil((rest.length - 3) / 2) + 3);
}

/** Git writes letters outside ASCII as octal bytes in quotes. */
function unquoted(path: string): string {
  if (!/^".*"$/.test(path)) return path;
  const bytes: number[] = [];
  for (const [, octal, escaped, plain = ""] of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gu)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else
      bytes.push(...new TextEncoder().encode(escaped === undefined ? plain : (escapes[escaped] ?? escaped)));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const escapes: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r" };

const declared =
  /\b(?:function\*?|class|interface|enum|struct|trait|type|def|fn|func|sub|proc|procedure|namespace|module|record|object)\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$]*)|\b(?:const|let|val|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*=\s*(?:async\s*)?(?:\([^)]*\)|[\p{L}\p{N}_$]+)\s*=>|^#{1,6}\s+(.{1,60})$/u;

export interface Touched {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Declarations and headings that are new, gone, or changed inside. */
export function touchedIn({ added, removed, around }: ChangedFile): Touched {
  const names = (lines: readonly string[]) => new Set(lines.flatMap(nameIn));
  const [fresh, gone] = [names(added), names(removed)];
  return {
    added: [...fresh].filter((name) => !gone.has(name)),
    removed: [...gone].filter((name) => !fresh.has(name)),
    changed: [...new Set([...[...fresh].filter((name) => gone.has(name)), ...around.flatMap(nameIn)])].filter(
      (name) => !(fresh.has(name) && !gone.has(name)) && !(gone.has(name) && !fresh.has(name)),
    ),
  };
}

function nameIn(line: string): readonly string[] {
  const [, name, constant, heading] = declared.exec(line) ?? [];
  const found = name ?? constant ?? heading;
  return found === undefined ? [] : [found.trim()];
}

const lockFiles =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|poetry\.lock|Pipfile\.lock|uv\.lock|Gemfile\.lock|composer\.lock|go\.sum|packages\.lock\.json|gradle\.lockfile|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock)$/;
const generated = /\.min\.(?:js|css)$|\.map$|\.snap$|\.(?:svg|ipynb)$|(?:^|\/)(?:dist|vendor|node_modules)\//;

/** Its text says nothing of what was done: it is named, not read. */
export const isUnread = ({ path, binary }: ChangedFile): boolean =>
  binary || lockFiles.test(path) || generated.test(path);

export const isLockFile = ({ path }: ChangedFile): boolean => lockFiles.test(path);
