/** Follows what the user types in one line, so that the line before all of it is known. */

/** One change of a document, with its text before and after. */
export interface Typed {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** Offset of the change in both. */
  readonly offset: number;
  /** Characters taken out, and put in. */
  readonly removed: number;
  readonly added: number;
}

export interface Episode {
  readonly uri: string;
  /** Offset of the line's start. */
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

/** The line with this change, and all before it that were made in the same line; undefined when a line came or went. */
export function followed(last: Episode | undefined, typed: Typed): Episode | undefined {
  const { uri, before, after, offset, removed, added } = typed;
  const changed = [before.slice(offset, offset + removed), after.slice(offset, offset + added)];
  if (changed.some((text) => /[\r\n]/.test(text))) return undefined;
  const start = before.lastIndexOf("\n", offset - 1) + 1;
  const was = lineAt(before, start);
  const is = lineAt(after, start);
  const goesOn = last?.uri === uri && last.start === start && last.after === was;
  return { uri, start, before: goesOn ? last.before : was, after: is };
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, "");
}
