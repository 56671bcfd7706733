/** Two globs that belong together: `docs/ja/**` and `docs/en/**`, `*.ja.md` and `*.md` in any folder. */

/** The path of the other document; undefined when the path does not fit the glob. */
export type Counterpart = (path: string) => string | undefined;

const wildcard = /\*\*\/|\*\*|\*/g;

/** Undefined: the two do not have the same wildcards, so that no path says which the other is. */
export function compilePair(
  left: string,
  right: string,
): { readonly left: Counterpart; readonly right: Counterpart } | undefined {
  const marks = (glob: string) => (glob.match(wildcard) ?? []).join(" ");
  if (marks(left) !== marks(right) || marks(left) === "" || left === right) return undefined;
  return { left: counterpart(left, right), right: counterpart(right, left) };
}

function counterpart(from: string, to: string): Counterpart {
  const pattern = new RegExp(
    `^${from
      .split(/(\*\*\/|\*\*|\*)/)
      .map((part) =>
        part === "**/" ? "((?:[^/]+/)*)" : part === "**" ? "(.*)" : part === "*" ? "([^/]*)" : escaped(part),
      )
      .join("")}$`,
    "u",
  );
  return (path) => {
    const found = pattern.exec(path);
    if (found === null) return undefined;
    let index = 0;
    return to.replace(wildcard, () => found[(index += 1)] ?? "");
  };
}

const escaped = (text: string) => text.replace(/[\\^$.+?()[\]{}|]/g, "\\$&");
