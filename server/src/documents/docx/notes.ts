/** Footnotes, endnotes and comments: a mark in the text, the note itself apart, behind its paragraph. */
import { elementsOf, type XmlElement } from "../xml";
import { t } from "../../util/l10n";
import { fields } from "./fields";
import { formatNumber } from "./numberFormat";
import { type Runs } from "./runs";
import { inPart, marked } from "./story";
import { type NoteKind, type Notes } from "./storyContext";

/** Notes in comments in notes: real files have one or two of them around each other. */
const deepest = 4;

export function readNote(kind: NoteKind, id: string, runs: Runs): void {
  const { story } = runs;
  if (story.depth >= deepest) return void story.unread.count("nested");
  const note = story.notes.take(kind, id);
  if (note === undefined) return;
  if (kind !== "comment") runs.add(note.mark);
  const inside = { ...story, fields: fields(), depth: story.depth + 1 };
  runs.after(inPart(marked([...story.blocks(elementsOf(note.element), inside)], note.mark), kind));
}

export type NoteElements = Readonly<Record<NoteKind, ReadonlyMap<string, XmlElement>>>;

/** Numbers the notes in the order in which the text refers to them. */
export function notesOf(elements: NoteElements): Notes {
  const taken = new Set<string>();
  const counts = { footnote: 0, endnote: 0 };
  return {
    take(kind, id) {
      const element = elements[kind].get(id);
      if (element === undefined || taken.has(`${kind} ${id}`)) return undefined;
      taken.add(`${kind} ${id}`);
      if (kind === "comment") return { element, mark: commentMark(element.attributes["w:author"]) };
      const format = kind === "footnote" ? "decimal" : "lowerRoman";
      return { element, mark: `[^${formatNumber(++counts[kind], format)}]` };
    },
  };
}

/** `author` as the file names them; "" where it does not. */
export const commentMark = (author: string | undefined): string =>
  author === undefined || author.trim() === ""
    ? t("[Comment]")
    : t("[Comment by {0}]", author.trim().slice(0, 80));
