/** A runtime that is too old for the bundles: an old Node on the PATH, or an old editor's. */
import { t } from "../util/l10n";

/** As `engines` in package.json; a test compares. */
export const oldestNode = "20.19";

/** What to do about it; undefined when the version (`20.19.1`) is new enough. */
export function oldRuntime(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [least = 0, lesser = 0] = oldestNode.split(".").map(Number);
  if (major > least || (major === least && minor >= lesser)) return undefined;
  return t(
    "Hanare needs Node {0} or later, and this runtime has {1}. Set HANARE_RUNTIME to the program of VS Code 1.100 or later, or ask your administrator for a newer VS Code.",
    oldestNode,
    version,
  );
}
