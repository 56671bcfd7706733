/** Notes and threaded comments of a sheet. */
import { attribute, below, child } from "../ooxml/elements";
import { type OfficeFile } from "../ooxml/parts";
import { textIn, type XmlElement } from "../xml";
import { unescapeText } from "./saxReader";

export interface CellComment {
  /** `B7`. */
  readonly cell: string;
  readonly text: string;
}

/** In the order of the file. A thread is also kept as a note for older programs; that copy is left out. */
export function commentsOf(file: OfficeFile, sheetPart: string): readonly CellComment[] {
  const roots = (type: string) =>
    [...file.relations(sheetPart).values()]
      .filter((each) => each.type === type && !each.external)
      .flatMap(({ target }) => file.xml(target) ?? []);
  const threads = roots("threadedComment").flatMap((root) =>
    below(root, "threadedComment").map((each) => comment(each, textOf(child(each, "text")))),
  );
  const threaded = new Set(threads.map(({ cell }) => cell));
  const notes = roots("comments").flatMap((root) =>
    below(root, "comment").map((each) => comment(each, noteText(child(each, "text")))),
  );
  return [...notes.filter(({ cell }) => !threaded.has(cell)), ...threads].filter(
    ({ text }) => text.trim() !== "",
  );
}

const comment = (element: XmlElement, text: string): CellComment => ({
  cell: attribute(element, "ref") ?? "",
  text: unescapeText(text),
});

const textOf = (element: XmlElement | undefined): string => (element === undefined ? "" : textIn(element));

/** Runs of a note; the reading of kanji is none. */
function noteText(text: XmlElement | undefined): string {
  const direct = textOf(child(text, "t"));
  return (
    direct +
    below(text, "r")
      .map((run) => textOf(child(run, "t")))
      .join("")
  );
}
