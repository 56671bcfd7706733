/** A document by lines, as an extension sees it. */
import { type View } from "./completer";

export interface DocumentLines {
  readonly lines: readonly string[];
  /** Of the cursor, from 0. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

export function linesOf({ text, offset }: View): DocumentLines {
  const lines = text.split("\n");
  const above = text.slice(0, offset).split("\n");
  const before = above.at(-1) ?? "";
  const line = above.length - 1;
  return { lines, line, before, after: (lines[line] ?? "").slice(before.length) };
}
