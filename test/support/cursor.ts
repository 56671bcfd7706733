/**
 * Text-art for completion tests. `|` is the cursor; where the text has a `|` of its own, `‸` is. A suggestion
 * stands in `⟦…⟧` at the cursor, and what it replaces of the rest of the line in `⟪…⟫` behind it:
 *
 *     foo(⟦a, b);⟧⟪);⟫
 */

export interface TextWithCursor {
  readonly text: string;
  readonly offset: number;
}

export interface TextWithSuggestion extends TextWithCursor {
  readonly suggestion: string;
  /** Characters after the cursor that the suggestion replaces. */
  readonly replace: number;
}

export function parse(marked: string): TextWithCursor {
  const cursor = marked.includes("‸") ? "‸" : "|";
  const [before, after, ...more] = marked.split(cursor);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`exactly one cursor is wanted in ${JSON.stringify(marked)}`);
  }
  return { text: before + after, offset: before.length };
}

export function parseSuggestion(marked: string): TextWithSuggestion {
  const match = /^([^]*)⟦([^]*)⟧(?:⟪([^\n]*)⟫)?([^]*)$/u.exec(marked);
  if (match === null) throw new Error(`no suggestion in ${JSON.stringify(marked)}`);
  const [, before = "", suggestion = "", replaced = "", after = ""] = match;
  return { text: before + replaced + after, offset: before.length, suggestion, replace: replaced.length };
}

export function draw({ text, offset, suggestion, replace }: TextWithSuggestion): string {
  const rest = offset + replace;
  const replaced = replace === 0 ? "" : `⟪${text.slice(offset, rest)}⟫`;
  return `${text.slice(0, offset)}⟦${suggestion}⟧${replaced}${text.slice(rest)}`;
}

/** Lines of a text, for cases that read like the file they stand for. */
export const lines = (...all: readonly string[]) => all.join("\n");
