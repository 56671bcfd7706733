/** Data that lies beside the repository, not in it. */
import { existsSync } from "node:fs";
import path from "node:path";

/** `shared/…` beside the repository, or further up when this is a second work tree; undefined when it is not there. */
export function sharedFile(...names: readonly string[]): string | undefined {
  for (let at = path.resolve(import.meta.dirname, "../../../.."); ; at = path.dirname(at)) {
    const file = path.join(at, "shared", ...names);
    if (existsSync(file)) return file;
    if (path.dirname(at) === at) return undefined;
  }
}
