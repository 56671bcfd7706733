/**
 * Holes in the files of the corpus. `⟦kind:text⟧` stands for `text`, which a completion is to find again:
 * `line` the rest of a line, `mid` inside a line with text after it, `block` several lines, `comment` the code
 * that the comment above asks for. Flags follow the kind: `+cross` the answer stands in another file of the
 * project, `+ja` the comment is Japanese.
 */

export const kinds = ["line", "mid", "block", "comment"] as const;
export type HoleKind = (typeof kinds)[number];

export interface Mark {
  readonly kind: HoleKind;
  readonly cross: boolean;
  readonly japanese: boolean;
  /** Offset in the filled text. */
  readonly start: number;
  readonly text: string;
}

export interface MarkedText {
  /** The file as it was written, every hole filled. */
  readonly text: string;
  readonly marks: readonly Mark[];
}

const mark = /⟦([a-z]+)((?:\+[a-z]+)*):([^⟦⟧]*)⟧/gu;
const flags = new Set(["", "cross", "ja"]);

/** Throws on a mark that is not closed, is empty, or has a kind or flag that does not exist. */
export function parseMarks(marked: string): MarkedText {
  const marks: Mark[] = [];
  let text = "";
  let from = 0;
  for (const match of marked.matchAll(mark)) {
    const [whole, name = "", flagText = "", hidden = ""] = match;
    const kind = kinds.find((known) => known === name);
    const given = flagText.split("+");
    if (kind === undefined || given.some((flag) => !flags.has(flag)))
      throw new Error(`no such mark: ${whole}`);
    if (hidden.trim() === "") throw new Error(`an empty hole: ${whole}`);
    text += marked.slice(from, match.index);
    const found = { kind, cross: given.includes("cross"), japanese: given.includes("ja") };
    marks.push({ ...found, start: text.length, text: hidden });
    text += hidden;
    from = match.index + whole.length;
  }
  text += marked.slice(from);
  const left = /[⟦⟧]/u.exec(text);
  if (left !== null) throw new Error(`a mark is not closed near ${text.slice(left.index, left.index + 40)}`);
  return { text, marks };
}
